"""Stairs and lifts: which spaces on which storeys they join, and how long and steep the stairs are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist, hypot

from dugnad.engines.egress.assembly.floors import Floor
from dugnad.engines.egress.assembly.values import Loose, RawLift, RawSpace, RawStair, Step
from dugnad.engines.egress.plan import Point, SpaceKind, Storey, Way, WayKind

AT_LEVEL = 0.65
"""A tread within this (metres) of a floor ends there: the floor itself may be the last step."""
FLIGHT = 1.5
"""What climbs less (metres) is a few steps within one storey."""
BESIDE = 1.5
"""How far from a stair's end its space may lie, in metres."""
STACKED = 0.3
"""Share of the smaller of two stairwells that must lie over the other."""
RISERS = (0.10, 0.25)
TREADS = (0.15, 0.45)
WIDTHS = (0.5, 6.0)
SLOPE = hypot(0.17, 0.28) / 0.17
"""Metres to walk for each metre of height on a common stair."""


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a stair meets a storey."""

    storey: Storey
    at: Point
    space: str | None


@dataclass(frozen=True, slots=True)
class Measures:
    """Of one flight, in metres; `guessed` names what could not be measured."""

    width: float
    length: float
    riser: float
    tread: float
    guessed: tuple[str, ...]


def climbs(stair: RawStair) -> bool:
    """True if it leads to another storey, not only up a few steps."""
    return bool(stair.spaces) or stair.top - stair.bottom >= FLIGHT


def landings(stair: RawStair, floors: Mapping[str, Floor]) -> list[Landing]:
    """Where the stair meets floors, from the lowest up."""
    met = [
        floor
        for floor in floors.values()
        if stair.bottom - AT_LEVEL <= floor.storey.elevation <= stair.top + AT_LEVEL
    ]
    return [_landing(stair, floor) for floor in met]


def _landing(stair: RawStair, floor: Floor) -> Landing:
    level = floor.storey.elevation
    nearest = min(range(len(stair.steps)), key=lambda i: abs(stair.steps[i].z - level))
    step = stair.steps[nearest]
    is_head = nearest > len(stair.steps) // 2
    places = [*_ahead(stair.steps, nearest), (step.x, step.y)] if is_head else [(step.x, step.y)]
    found = next((i for place in places if (i := floor.at(place)) is not None), None)
    if found is None:
        found = floor.near((step.x, step.y), BESIDE)
    space = None if found is None else floor.spaces[found].id
    return Landing(floor.storey, (round(step.x, 3), round(step.y, 3)), space)


def _ahead(steps: Sequence[Step], index: int) -> list[Point]:
    """Where one stands who has climbed the last step."""
    last, before = steps[index], steps[max(index - 1, 0)]
    x, y = last.x - before.x, last.y - before.y
    length = hypot(x, y)
    if length < 0.01:
        return []
    return [(last.x + x / length * reach, last.y + y / length * reach) for reach in (0.5, 0.9)]


def link_stair(stair: RawStair, floors: Mapping[str, Floor]) -> list[Way] | Loose:
    """The ways that a stair makes, one for each storey that it climbs, or why it makes none."""
    if len(stair.spaces) == 2 and all(
        any(end in floor.ids for floor in floors.values()) for end in stair.spaces
    ):
        return [_stated(stair, floors)]
    met = landings(stair, floors) if stair.steps else []
    pairs = [(low, high) for low, high in pairwise(met) if low.space and high.space]
    if not pairs:
        return _loose(stair, met, floors)
    return [_way(stair, low, high, number, len(pairs)) for number, (low, high) in enumerate(pairs, 1)]


def _stated(stair: RawStair, floors: Mapping[str, Floor]) -> Way:
    found = {space.id: (floor, i) for floor in floors.values() for i, space in enumerate(floor.spaces)}
    low, high = sorted(stair.spaces, key=lambda space: found[space][0].storey.elevation)
    floor, index = found[low]
    rise = found[high][0].storey.elevation - floor.storey.elevation
    return guessed_stair(stair.id, low, high, _middle(floor, index), rise, stair.width)


def _middle(floor: Floor, index: int) -> Point:
    point = floor.shapes[index].representative_point()
    return round(float(point.x), 3), round(float(point.y), 3)


def guessed_stair(id: str, low: str, high: str, at: Point, rise: float, width: float | None) -> Way:
    """A stair of which only its ends are known: common risers and treads over the height (metres)."""
    guessed = ("length", "riser", "tread", *(() if width else ("width",)))
    length = round(max(rise, 0.5) * SLOPE, 2)
    return Way(id, WayKind.STAIR, low, high, at, width=width or 1.0, length=length, guessed=guessed)


def _loose(stair: RawStair, met: list[Landing], floors: Mapping[str, Floor]) -> Loose:
    lowest = next(iter(floors.values())).storey
    storey = (
        met[0].storey
        if met
        else min(
            (floor.storey for floor in floors.values()),
            key=lambda s: abs(s.elevation - stair.bottom),
            default=lowest,
        )
    )
    at = (stair.steps[0].x, stair.steps[0].y) if stair.steps else (0.0, 0.0)
    space = next((landing.space for landing in met if landing.space), None)
    reason = "one_end" if space else "no_space"
    return Loose(stair.id, "stair", storey.id, (round(at[0], 3), round(at[1], 3)), reason, space)


def _way(stair: RawStair, low: Landing, high: Landing, number: int, of: int) -> Way:
    m = measure(stair, low.storey.elevation, high.storey.elevation)
    return Way(
        id=stair.id if of == 1 else f"{stair.id}:{number}",
        kind=WayKind.STAIR,
        a=low.space or "",
        b=high.space,
        at=low.at,
        width=m.width,
        length=m.length,
        riser=m.riser,
        tread=m.tread,
        guessed=m.guessed,
    )


def measure(stair: RawStair, low: float, high: float) -> Measures:
    """The flight between two floors, from its treads where they are drawn, else from what the file states."""
    steps = [s for s in stair.steps if low - 0.05 <= s.z <= high + 0.05]
    goings = sorted(hypot(b.x - a.x, b.y - a.y) for a, b in pairwise(steps))
    rises = sorted(b.z - a.z for a, b in pairwise(steps) if b.z > a.z)
    tread, tread_known = _sound(_median(goings), stair.tread, TREADS, 0.28)
    riser, riser_known = _sound(_median(rises), stair.riser, RISERS, 0.17)
    areas = sorted(s.area for s in steps)
    width, width_known = _sound(_median(areas) / tread if areas else 0.0, stair.width, WIDTHS, 1.0)
    walked = sum(dist((a.x, a.y, a.z), (b.x, b.y, b.z)) for a, b in pairwise(steps))
    drawn = len(steps) > 2 and walked >= (high - low) * 0.8
    length = walked + hypot(riser, tread) if drawn else (high - low) * hypot(riser, tread) / riser
    sure = {"width": width_known, "length": drawn, "riser": riser_known, "tread": tread_known}
    guessed = tuple(name for name, known in sure.items() if not known)
    return Measures(round(width, 2), round(length, 2), round(riser, 3), round(tread, 3), guessed)


def _median(values: list[float]) -> float:
    return values[len(values) // 2] if values else 0.0


def _sound(
    measured: float, stated: float | None, between: tuple[float, float], usual: float
) -> tuple[float, bool]:
    """What was measured if it can be true, else what is stated if that can, else the usual; and if it is known."""
    for value in (measured, stated or 0.0):
        if between[0] <= value <= between[1]:
            return value, True
    return usual, False


def stacked(floors: Mapping[str, Floor], kind: SpaceKind, linked: set[frozenset[str]]) -> Iterable[Way]:
    """Stairwells or lifts that lie over one another on neighbouring storeys, joined where nothing joins them yet."""
    for low, i, high, above in over_one_another(floors, lambda space: space.kind is kind, linked):
        yield _over(low, i, high, above, kind)


def over_one_another(
    floors: Mapping[str, Floor], fits: Callable[[RawSpace], bool], linked: set[frozenset[str]]
) -> Iterable[tuple[Floor, int, Floor, int]]:
    """Pairs of spaces of one sort on neighbouring storeys, the lower first, that nothing joins yet."""
    for low, high in pairwise(floors.values()):
        for i, space in enumerate(low.spaces):
            if not fits(space):
                continue
            above = _above(low, i, high, fits)
            if above is not None and not _served(space.id, high, linked):
                yield low, i, high, above


def _served(space: str, high: Floor, linked: set[frozenset[str]]) -> bool:
    """True if the space leads up to that storey already."""
    return any(frozenset((space, other.id)) in linked for other in high.spaces) if linked else False


def _above(low: Floor, index: int, high: Floor, fits: Callable[[RawSpace], bool]) -> int | None:
    shape = low.shapes[index]
    best: tuple[float, int] | None = None
    for other in high.tree.query(shape, predicate="intersects"):
        if not fits(high.spaces[int(other)]):
            continue
        over = high.shapes[int(other)]
        share = shape.intersection(over).area / min(shape.area, over.area)
        best = max(best or (0.0, -1), (share, int(other)))
    return best[1] if best and best[0] >= STACKED else None


def _over(low: Floor, i: int, high: Floor, above: int, kind: SpaceKind) -> Way:
    a, b = low.spaces[i].id, high.spaces[above].id
    rise = high.storey.elevation - low.storey.elevation
    if kind is SpaceKind.STAIR:
        return guessed_stair(f"{a}^{b}", a, b, _middle(low, i), rise, None)
    return Way(f"{a}^{b}", WayKind.LIFT, a, b, _middle(low, i), length=round(rise, 2))


def link_lift(lift: RawLift, floors: Mapping[str, Floor]) -> list[Way] | Loose:
    """The ways of a lift between neighbouring storeys that it reaches, or why it has none."""
    met: list[tuple[Storey, str]] = []
    for floor in floors.values():
        if not lift.bottom - AT_LEVEL <= floor.storey.elevation <= lift.top - FLIGHT:
            continue
        found = floor.at(lift.at)
        found = floor.near(lift.at, BESIDE) if found is None else found
        if found is not None:
            met.append((floor.storey, floor.spaces[found].id))
    ways = [
        Way(f"{lift.id}:{n}", WayKind.LIFT, a, b, lift.at, length=round(high.elevation - low.elevation, 2))
        for n, ((low, a), (high, b)) in enumerate(pairwise(met), 1)
    ]
    if ways:
        return ways
    storey = met[0][0] if met else next(iter(floors.values())).storey
    return Loose(lift.id, "lift", storey.id, lift.at, "one_end", met[0][1] if met else None)
