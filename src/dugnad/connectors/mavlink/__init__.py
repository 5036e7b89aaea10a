"""Drones: missions as items for each firmware, as a file for QGroundControl, and flown over MAVLink."""

from dugnad.connectors.mavlink.service import Drones

__all__ = ["Drones"]
