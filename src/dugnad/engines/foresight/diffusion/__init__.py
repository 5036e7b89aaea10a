"""How new things spread: curves, competition, and fitting them to what was observed."""
