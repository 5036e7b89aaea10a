"""Exercises: an alarm that is none, invented people who move, sensors that see them, teams that work."""
