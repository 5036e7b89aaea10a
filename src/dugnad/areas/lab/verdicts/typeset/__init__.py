"""Templates of paper."""
