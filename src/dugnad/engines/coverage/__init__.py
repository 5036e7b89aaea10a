"""Flying around a building: missions that see every part of its facades and roof, at a safe distance."""

from dugnad.engines.coverage.casting import Hit, Room, cast, ray_of
from dugnad.engines.coverage.footprint import footprint
from dugnad.engines.coverage.globe import Origin, Place
from dugnad.engines.coverage.missions import clearance, crosses, plan_mission
from dugnad.engines.coverage.seeing import progress
from dugnad.engines.coverage.shape import facades
from dugnad.engines.coverage.values import Block, Camera, CannotFly, KeepOut, Kind, Mission, Waypoint, Wish

__all__ = [
    "Block",
    "Camera",
    "CannotFly",
    "Hit",
    "KeepOut",
    "Kind",
    "Mission",
    "Origin",
    "Place",
    "Room",
    "Waypoint",
    "Wish",
    "cast",
    "clearance",
    "crosses",
    "facades",
    "footprint",
    "plan_mission",
    "progress",
    "ray_of",
]
