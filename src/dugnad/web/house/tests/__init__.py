"""Tests of the house's own pages."""
