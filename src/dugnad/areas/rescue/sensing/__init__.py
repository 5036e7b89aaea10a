"""Sightings of sensors, and where people probably are."""
