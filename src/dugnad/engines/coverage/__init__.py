"""Flying around a building: missions that see every part of its facades and roof, at a safe distance."""

from dugnad.engines.coverage.casting import Hit, Room, cast, ray_of
from dugnad.engines.coverage.missions import clearance, crosses, plan_mission
from dugnad.engines.coverage.values import Block, Camera, CannotFly, KeepOut, Kind, Mission, Waypoint, Wish

__all__ = [
    "Block",
    "Camera",
    "CannotFly",
    "Hit",
    "KeepOut",
    "Kind",
    "Mission",
    "Room",
    "Waypoint",
    "Wish",
    "cast",
    "clearance",
    "crosses",
    "plan_mission",
    "ray_of",
]
