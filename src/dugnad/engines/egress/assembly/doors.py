"""Which two spaces a door joins, and which doors lead outside.

A probe a little way along the door's normal on both sides finds its spaces wherever the file says nothing, or
says more than two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dugnad.engines.egress.assembly.floors import Floor
from dugnad.engines.egress.assembly.values import Loose, RawDoor
from dugnad.engines.egress.plan import Point, Storey, Way, WayKind

STRIDE = 0.1
REACH = 0.9
"""How far beyond a door's leaf a space is looked for, in metres: thick walls, linings, finishes."""
OUT = 1.2
"""How far beyond the leaf lies what the door leads to outside, in metres."""
LEVEL = 1.6
"""A floor within this of the ground (metres) has doors to the ground."""
ESCAPE = 4.0
"""A door to the outside this near (metres) to the head of an outside stair leads to it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where one can walk away: the ground storey's floor, and heads of stairs that stand outside."""

    elevation: float
    escapes: tuple[tuple[str, Point], ...] = ()

    def reached(self, storey: Storey, at: Point) -> bool:
        """True if one who leaves the storey there stands on the ground, or on a stair that leads to it."""
        if storey.elevation <= self.elevation + LEVEL:
            return True
        return any(head == storey.id and _near(at, point, ESCAPE) for head, point in self.escapes)


@dataclass(frozen=True, slots=True)
class Sides:
    """What was found on the two sides of a door."""

    a: str | None
    b: str | None
    out_at: Point | None
    "A point beyond the side that has no space."


def _near(a: Point, b: Point, reach: float) -> bool:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 <= reach**2


def sides(door: RawDoor, floor: Floor) -> Sides:
    """The spaces on the two sides of a door."""
    stated = list(dict.fromkeys(space for space in door.spaces if space in floor.ids))
    found = [_beyond(door, floor, sign) for sign in (1, -1)]
    hit = [space for space in found if space]
    if len(stated) == 2 and (len(set(hit)) < 2 or set(hit) & set(stated)):
        return Sides(stated[0], stated[1], None)
    if len(set(hit)) == 2:
        return Sides(hit[0], hit[1], None)
    if len(hit) == 2:
        return Sides(hit[0], hit[0], None)
    side = 1 if found[0] is None else -1
    inner = hit[0] if hit else (stated[0] if stated else None)
    return Sides(inner, None, _ahead(door, side, door.depth / 2 + OUT))


def _beyond(door: RawDoor, floor: Floor, sign: int) -> str | None:
    start = _ahead(door, sign, door.depth / 2 + 0.05)
    stride = (-door.along[1] * sign * STRIDE, door.along[0] * sign * STRIDE)
    found = floor.first(start, stride, round(REACH / STRIDE))
    return None if found is None else floor.spaces[found].id


def _ahead(door: RawDoor, sign: int, distance: float) -> Point:
    x, y = door.at
    return x - door.along[1] * sign * distance, y + door.along[0] * sign * distance


def join(door: RawDoor, floor: Floor, ground: Ground) -> Way | Loose:
    """The way that the door makes, or why it makes none."""
    found = sides(door, floor)
    if found.a and found.b and found.a != found.b:
        kind = WayKind.OPENING if door.opening else WayKind.DOOR
        return _way(door, kind, found.a, found.b)
    if found.a is None:
        return _loose(door, "no_space", None)
    if found.b is not None:
        return _loose(door, "same_space", found.a)
    return _to_outside(door, floor, ground, found)


def _to_outside(door: RawDoor, floor: Floor, ground: Ground, found: Sides) -> Way | Loose:
    inner = found.a or ""
    out = found.out_at is not None and floor.outside(found.out_at)
    if not (out or door.is_exit or door.external):
        return _loose(door, "one_space", inner)
    if door.is_exit:
        return _way(door, WayKind.EXIT, inner, None)
    if not ground.reached(floor.storey, door.at):
        return _loose(door, "above_ground", inner)
    sure = out and door.external is not False and floor.storey.elevation > ground.elevation - LEVEL
    return _way(door, WayKind.EXIT, inner, None, () if sure else ("exit",))


def _way(door: RawDoor, kind: WayKind, a: str, b: str | None, guessed: tuple[str, ...] = ()) -> Way:
    return Way(
        id=door.id,
        kind=kind,
        a=a,
        b=b,
        at=_rounded(door.at),
        width=round(door.width, 3),
        fire_door=door.fire_door,
        guessed=(*door.guessed, *guessed),
    )


def _loose(door: RawDoor, reason: str, space: str | None) -> Loose:
    kind = "opening" if door.opening else "door"
    return Loose(door.id, kind, door.storey or "", _rounded(door.at), reason, space, round(door.width, 3))


def _rounded(point: Point) -> Point:
    return round(point[0], 3), round(point[1], 3)


def ground_of(floors: Mapping[str, Floor], named: str | None, doors: Sequence[RawDoor]) -> float:
    """The elevation of the storey at the ground.

    The named one; else the one nearest to zero (a building's zero is by custom its ground floor); else the
    lowest that has a door to the outside.
    """
    if named and named in floors:
        return floors[named].storey.elevation
    elevations = [floor.storey.elevation for floor in floors.values()]
    nearest = min(elevations, key=abs)
    if abs(nearest) <= LEVEL:
        return nearest
    opened = [
        floors[door.storey] for door in doors if door.external and door.storey and door.storey in floors
    ]
    return min((floor.storey.elevation for floor in opened), default=min(elevations))


def join_all(
    doors: Iterable[RawDoor], floors: Mapping[str, Floor], ground: Ground
) -> tuple[list[Way], list[Loose]]:
    """Every door as a way or as loose."""
    made = [
        join(door, floors[door.storey or ""], ground)
        if door.storey in floors
        else _loose(door, "no_space", None)
        for door in doors
    ]
    return [m for m in made if isinstance(m, Way)], [m for m in made if isinstance(m, Loose)]
