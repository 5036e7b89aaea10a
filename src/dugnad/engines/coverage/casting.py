"""From a hot place in a thermal picture to the facade, the floor and the room behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin, tan

from shapely.geometry import Point as Spot
from shapely.geometry import Polygon

from dugnad.engines.coverage.seeing import ROOF
from dugnad.engines.coverage.shape import facades, outline
from dugnad.engines.coverage.values import Block, Camera, Ring, Waypoint

Ray = tuple[float, float, float]
# How far behind the wall a room may begin.
DEEPEST = 2.5


@dataclass(frozen=True, slots=True)
class Room:
    """A room by its id, its floor's and ceiling's height above the ground, and its outline."""

    id: str
    storey: str
    low: float
    high: float
    ring: Ring


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a ray meets the building; `facade` -1 is the roof. `storey` and `room` are empty when none is there."""

    x: float
    y: float
    z: float
    facade: int
    distance: float
    storey: str = ""
    room: str = ""


def ray_of(eye: Waypoint, camera: Camera, column: float, row: float) -> Ray:
    """The direction (unit length not needed) in which a pixel of a picture looks; row 0 is the top."""
    right = tan(radians(camera.wide / 2)) * (2 * (column + 0.5) / camera.columns - 1)
    up = tan(radians(camera.high / 2)) * (1 - 2 * (row + 0.5) / camera.rows)
    pitch, heading = radians(eye.pitch), radians(eye.heading)
    level = cos(pitch) - up * sin(pitch)
    return (
        level * sin(heading) + right * cos(heading),
        level * cos(heading) - right * sin(heading),
        sin(pitch) + up * cos(pitch),
    )


def cast(block: Block, rooms: Sequence[Room], eye: Waypoint, ray: Ray) -> Hit | None:
    """The first place where a ray from a camera meets the building, with the room behind it; None: it misses."""
    hits = [*_walls(block, eye, ray), *_top(block, eye, ray)]
    first = min(hits, key=lambda hit: hit.distance, default=None)
    return _behind(first, rooms) if first else None


def _walls(block: Block, eye: Waypoint, ray: Ray) -> list[Hit]:
    hits = []
    for facade in facades(block):
        (nx, ny), (tx, ty) = facade.normal, facade.along
        facing = ray[0] * nx + ray[1] * ny
        if facing >= 0:
            continue
        far = ((facade.a[0] - eye.x) * nx + (facade.a[1] - eye.y) * ny) / facing
        x, y, z = eye.x + far * ray[0], eye.y + far * ray[1], eye.z + far * ray[2]
        along = (x - facade.a[0]) * tx + (y - facade.a[1]) * ty
        if far > 0 and 0 <= along <= facade.length and 0 <= z <= block.height:
            hits.append(Hit(x, y, z, facade.number, far))
    return hits


def _top(block: Block, eye: Waypoint, ray: Ray) -> list[Hit]:
    if ray[2] >= 0 or eye.z <= block.height:
        return []
    far = (block.height - eye.z) / ray[2]
    x, y = eye.x + far * ray[0], eye.y + far * ray[1]
    inside = outline(block).covers(Spot(x, y))
    return [Hit(x, y, block.height, ROOF, far)] if inside else []


def _behind(hit: Hit, rooms: Sequence[Room]) -> Hit:
    """The hit with the room a little further in on its floor; through the roof, the room below it."""
    level = [room for room in rooms if room.low <= hit.z < room.high]
    if hit.facade == ROOF:
        top = max((room.high for room in rooms), default=0.0)
        level = [room for room in rooms if room.high >= top - 0.5]
    storey = level[0].storey if level else ""
    spot = Spot(hit.x, hit.y)
    near = [(Polygon(room.ring).distance(spot), room) for room in level]
    if not near:
        return hit
    far, room = min(near, key=lambda pair: (pair[0], pair[1].id))
    found = room.id if far <= DEEPEST else ""
    return Hit(hit.x, hit.y, hit.z, hit.facade, hit.distance, storey, found)
