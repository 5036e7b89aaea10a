"""Plain elements for tests: rooms and walls as boxes."""

from __future__ import annotations

from typing import Any

from dugnad.engines.egress.assembly import Raw, RawDoor, RawSpace, RawStair, RawWall, Step
from dugnad.engines.egress.plan import Ring, SpaceKind, Storey

GROUND = Storey("0", "Ground", 0.0, 3.0)
FIRST = Storey("1", "First", 3.0, 3.0)
CELLAR = Storey("-1", "Cellar", -3.0, 3.0)


def box(left: float, low: float, right: float, high: float) -> Ring:
    return ((left, low), (right, low), (right, high), (left, high))


def room(
    id: str, *edges: float, storey: str = "0", kind: SpaceKind = SpaceKind.ROOM, **more: Any
) -> RawSpace:
    return RawSpace(id, id.title(), storey, box(*edges), kind=kind, **more)


def wall(*edges: float, bottom: float = 0.0, top: float = 3.0) -> RawWall:
    return RawWall((box(*edges),), bottom, top)


def door(id: str, x: float, y: float, *, upright: bool = True, storey: str = "0", **more: Any) -> RawDoor:
    """Its leaf stands along y when `upright`, so that one walks along x."""
    values = {"width": 0.9, "depth": 0.2, **more}
    return RawDoor(id, storey, (x, y), (0.0, 1.0) if upright else (1.0, 0.0), **values)


def flight(
    id: str, x: float, y: float, *, bottom: float = 0.0, rise: float = 3.0, steps: int = 17, wide: float = 1.2
) -> RawStair:
    """Straight, upwards along x: treads of 0.28 m."""
    riser, tread = rise / (steps + 1), 0.28
    treads = tuple(Step(x + tread * n, y, bottom + riser * (n + 1), tread * wide) for n in range(steps))
    return RawStair(id, id, treads, bottom, treads[-1].z)


def raw(*spaces: RawSpace, storeys: tuple[Storey, ...] = (GROUND,), **more: Any) -> Raw:
    return Raw("test", "House", storeys, spaces, **more)
