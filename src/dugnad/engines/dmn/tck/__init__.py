"""The public suite's format: read, run, told."""
