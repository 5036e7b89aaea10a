"""Missions around a building, flown and seen on the incident's map."""
