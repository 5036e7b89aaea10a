"""English as it is written in Norway: day before month, 24 hours."""
