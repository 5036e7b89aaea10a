"""The whole way from raw elements to a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dugnad.engines.egress.assembly.borders import named_borders, open_borders
from dugnad.engines.egress.assembly.doors import Ground, ground_of, join_all
from dugnad.engines.egress.assembly.floors import Floor, ring_of
from dugnad.engines.egress.assembly.levels import climbs, landings, link_lift, link_stair, stacked
from dugnad.engines.egress.assembly.ramps import link_ramp, stacked_ramps
from dugnad.engines.egress.assembly.rooms import cut_stairwells, floors_of, placed, with_rooms
from dugnad.engines.egress.assembly.scale import rescaled
from dugnad.engines.egress.assembly.values import Assembly, Loose, Note, Raw, RawSpace, RawStair, Unusable
from dugnad.engines.egress.plan import Plan, Point, Space, SpaceKind, Storey, Way

MOST_SPACES = 20_000
FAR = 10_000.0
"""Metres from the origin beyond which coordinates are a country's, not a building's."""


def assemble(raw: Raw) -> Assembly:
    """The plan of what was found, with what did not fit into it.

    Raises Unusable: 'no_storeys', 'no_spaces', 'too_many' (more than 20,000 spaces), 'scale'.
    """
    if not raw.storeys:
        raise Unusable("no_storeys")
    if len(raw.spaces) > MOST_SPACES:
        raise Unusable("too_many", spaces=len(raw.spaces), most=MOST_SPACES)
    raw = cut_stairwells(placed(rescaled(with_rooms(raw))))
    floors = floors_of(raw)
    if not floors:
        raise Unusable("no_spaces", walls=len(raw.walls), storeys=len(raw.storeys))
    ways, loose = _ways(raw, floors)
    return _assembly(raw, floors, ways, loose)


def _ways(raw: Raw, floors: Mapping[str, Floor]) -> tuple[list[Way], list[Loose]]:
    ground = Ground(ground_of(floors, raw.ground, raw.doors), _escapes(raw.stairs, floors))
    ways, loose = join_all(raw.doors, floors, ground)
    joined = {_pair(way) for way in ways}
    for floor in floors.values():
        _add(ways, joined, open_borders(floor))
    _add(ways, joined, named_borders(floors, raw.borders))
    _levels(raw, floors, ways, loose)
    return ways, loose


def _pair(way: Way) -> frozenset[str]:
    return frozenset(filter(None, (way.a, way.b)))


def _add(ways: list[Way], joined: set[frozenset[str]], more: Iterable[Way]) -> None:
    for way in more:
        if _pair(way) not in joined:
            joined.add(_pair(way))
            ways.append(way)


def _escapes(stairs: Iterable[RawStair], floors: Mapping[str, Floor]) -> tuple[tuple[str, Point], ...]:
    """Heads of stairs that stand outside the building's edge."""
    met = (
        (floors[one.storey.id], one) for s in stairs if s.steps and climbs(s) for one in landings(s, floors)
    )
    return tuple((one.storey.id, one.at) for floor, one in met if floor.outside(one.at))


def _levels(raw: Raw, floors: Mapping[str, Floor], ways: list[Way], loose: list[Loose]) -> None:
    stairs = [stair for stair in raw.stairs if climbs(stair)]
    made = [*(link_stair(s, floors) for s in stairs), *(link_lift(lift, floors) for lift in raw.lifts)]
    for found in made:
        if isinstance(found, Loose):
            loose.append(found)
        else:
            ways += [way for way in found if way.a != way.b]
    for ramp in raw.ramps:
        led = link_ramp(ramp, floors)
        if isinstance(led, Loose):
            loose.append(led)
        elif led is not None:
            ways.append(led)
    for kind in (SpaceKind.STAIR, SpaceKind.LIFT):
        ways += stacked(floors, kind, {_pair(way) for way in ways})
    ways += stacked_ramps(floors, {_pair(way) for way in ways})


def _assembly(raw: Raw, floors: Mapping[str, Floor], ways: list[Way], loose: list[Loose]) -> Assembly:
    shift, site = _shift(raw)
    base = next(iter(floors.values())).storey.elevation
    plan = Plan(
        name=raw.name,
        storeys=tuple(_storeys(floors, base)),
        spaces=tuple(_space(floor, i, shift) for floor in floors.values() for i in range(len(floor.spaces))),
        ways=tuple(
            replace(way, at=_moved(way.at, shift), to=_moved(way.to, shift) if way.to else None)
            for way in ways
        ),
        site=raw.site if site else None,
        outlines={id: tuple(_moved(p, shift) for p in floor.outline) for id, floor in floors.items()},
        marks=tuple(replace(mark, at=_moved(mark.at, shift)) for mark in raw.marks if mark.storey in floors),
    )
    notes = (*raw.notes, *_notes(raw, floors, ways, loose, site=site))
    return Assembly(plan, raw.source, tuple(replace(one, at=_moved(one.at, shift)) for one in loose), notes)


def _notes(
    raw: Raw, floors: Mapping[str, Floor], ways: list[Way], loose: list[Loose], *, site: bool
) -> Iterable[Note]:
    for storey in raw.storeys:
        if storey.id not in floors:
            yield Note("empty_storey", storey.elevation, storey.name)
    steps = sum(not climbs(stair) for stair in raw.stairs)
    if steps:
        yield Note("steps", steps)
    ids = {way.id for way in ways} | {one.id for one in loose}
    apart = sum(ramp.id not in ids for ramp in raw.ramps)
    if apart:
        yield Note("ramps_apart", apart)
    outside = sum(space.outside for space in raw.spaces)
    if outside:
        yield Note("outside_spaces", outside)
    if raw.site and not site:
        yield Note("site_dropped")


def _storeys(floors: Mapping[str, Floor], base: float) -> Iterable[Storey]:
    found = [floor.storey for floor in floors.values()]
    for storey, above in zip(found, [*found[1:], None], strict=True):
        height = above.elevation - storey.elevation if above else storey.height
        yield replace(storey, elevation=round(storey.elevation - base, 3), height=round(height, 3))


def _shift(raw: Raw) -> tuple[Point, bool]:
    """How far to move everything so that the building lies near the origin, and if its site still holds."""
    corner = (
        min(point[0] for s in raw.spaces for point in s.ring),
        min(p[1] for s in raw.spaces for p in s.ring),
    )
    if max(abs(corner[0]), abs(corner[1])) < FAR:
        return (0.0, 0.0), True
    return (-round(corner[0]), -round(corner[1])), False


def _way(way: Way, shift: Point) -> Way:
    return replace(way, at=_moved(way.at, shift), to=_moved(way.to, shift) if way.to else None)


def _moved(point: Point, shift: Point) -> Point:
    return round(point[0] + shift[0], 3), round(point[1] + shift[1], 3)


def _space(floor: Floor, index: int, shift: Point) -> Space:
    raw: RawSpace = floor.spaces[index]
    ring = tuple(_moved(point, shift) for point in ring_of(floor.shapes[index]))
    kind = raw.kind or SpaceKind.ROOM
    return Space(raw.id, raw.name, floor.storey.id, kind, ring, raw.refuge)
