"""Drones: missions as items for each firmware, as a file for QGroundControl, and flown over MAVLink."""
