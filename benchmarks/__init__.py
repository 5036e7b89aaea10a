"""Benchmarks: one module for each engine or path, measured against a peer or a stated limit."""
