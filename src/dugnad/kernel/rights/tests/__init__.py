"""Tests of people's rights."""
