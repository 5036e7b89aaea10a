"""Which storey a space belongs to, stairwells cut into storeys, and rooms from walls when a file holds no spaces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import shapely

from dugnad.engines.egress.assembly.floors import Floor, parts_of, polygon, ring_of
from dugnad.engines.egress.assembly.values import Note, Raw, RawDoor, RawSpace, Unusable
from dugnad.engines.egress.plan import SpaceKind, Storey

ASTRAY = 1.5
"""A floor that lies this far (metres) from its storey's belongs to the storey that it lies nearest to."""
SMALLEST = 1.0
"""Of what is taken for a room, in square metres."""
TALL = 1.5
"""How far a stairwell must reach into the next storey (metres) to be a space there too."""


def with_rooms(raw: Raw) -> Raw:
    """The same with rooms between its walls if it holds no spaces.

    Raises Unusable('no_spaces') when the walls enclose none either.
    """
    if any(not space.outside for space in raw.spaces):
        return raw
    rooms = [room for storey in raw.storeys for room in _between_walls(storey, raw)]
    if not rooms:
        raise Unusable("no_spaces", walls=len(raw.walls), storeys=len(raw.storeys))
    return replace(raw, spaces=tuple(rooms), notes=(*raw.notes, Note("rooms_from_walls", len(rooms))))


def _between_walls(storey: Storey, raw: Raw) -> Iterable[RawSpace]:
    walls = Floor(storey, (), raw.walls).walls
    if not walls:
        return
    solid = shapely.union_all(walls).buffer(0.05, join_style="mitre").buffer(-0.05, join_style="mitre")
    holes = [shapely.Polygon(hole) for part in parts_of(solid) for hole in part.interiors]
    for number, hole in enumerate((hole for hole in holes if hole.area >= SMALLEST), 1):
        height = storey.elevation + storey.height
        ring = ring_of(hole)
        yield RawSpace(f"{storey.id}-{number}", str(number), storey.id, ring, (), storey.elevation, height)


def storey_of(storeys: Sequence[Storey], named: str | None, floor: float | None) -> str:
    """The storey that something belongs to: the named one, unless its floor lies elsewhere."""
    ids = {storey.id: storey for storey in storeys}
    if floor is None:
        return named if named in ids else storeys[0].id
    nearest = min(storeys, key=lambda storey: abs(storey.elevation - floor))
    if named in ids and abs(ids[named].elevation - floor) < ASTRAY:
        return named
    return nearest.id


def placed(raw: Raw) -> Raw:
    """The same with every space and door on the storey that it lies on, each id once."""
    spaces = tuple(
        replace(space, storey=storey_of(raw.storeys, space.storey, space.floor))
        for space in _once(raw.spaces)
    )
    doors = tuple(replace(door, storey=storey_of(raw.storeys, door.storey, door.floor)) for door in raw.doors)
    moved = sum(
        new.storey != old.storey for new, old in zip(spaces, _once(raw.spaces), strict=True) if old.storey
    )
    notes = (*raw.notes, Note("moved", moved)) if moved else raw.notes
    return replace(raw, spaces=spaces, doors=doors, notes=notes)


def _once(spaces: Iterable[RawSpace]) -> list[RawSpace]:
    return list({space.id: space for space in spaces}.values())


def cut_stairwells(raw: Raw) -> Raw:
    """A stairwell or lift drawn as one tall space becomes one space on each storey where a door opens into it."""
    doors: dict[str, list[RawDoor]] = defaultdict(list)
    for door in raw.doors:
        doors[door.storey or ""].append(door)
    added = [part for space in raw.spaces for part in _parts(space, raw.storeys, doors)]
    return replace(raw, spaces=(*raw.spaces, *added))


def _parts(space: RawSpace, storeys: Sequence[Storey], doors: dict[str, list[RawDoor]]) -> Iterable[RawSpace]:
    through = (SpaceKind.STAIR, SpaceKind.LIFT, SpaceKind.SHAFT)
    if space.kind not in through or space.floor is None or space.top is None:
        return
    shape = polygon(space.ring)
    for storey in storeys:
        within = space.floor + TALL < storey.elevation < space.top - TALL
        if within and any(_opens_into(door, shape) for door in doors[storey.id]):
            yield replace(space, id=f"{space.id}@{storey.id}", storey=storey.id, floor=storey.elevation)


def _opens_into(door: RawDoor, shape: shapely.Polygon) -> bool:
    (x, y), (u, v), reach = door.at, door.along, door.depth / 2 + 0.3
    probes = shapely.points([(x - v * reach, y + u * reach), (x + v * reach, y - u * reach)])
    return bool(shapely.intersects(shape, probes).any())


def floors_of(raw: Raw) -> dict[str, Floor]:
    """Each storey that holds spaces, from the lowest up."""
    held: dict[str, list[RawSpace]] = defaultdict(list)
    for space in raw.spaces:
        if not space.outside and polygon(space.ring).area > 0.05:
            held[space.storey or ""].append(space)
    ordered = sorted(raw.storeys, key=lambda storey: storey.elevation)
    return {s.id: Floor(s, held[s.id], raw.walls) for s in ordered if held[s.id]}
