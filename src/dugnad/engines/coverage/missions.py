"""A whole mission: the way, made safe, flown in the mind, and judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import dist

import numpy as np
import shapely

from dugnad.engines.coverage.avoiding import avoid, zone_area
from dugnad.engines.coverage.paths import orbit, roof, sweep
from dugnad.engines.coverage.seeing import coverage, resolution
from dugnad.engines.coverage.shape import outline
from dugnad.engines.coverage.values import Block, CannotFly, Kind, Mission, Waypoint, Wish

WAYS: Mapping[Kind, Callable[[Block, Wish], list[Waypoint]]] = {
    Kind.ORBIT: orbit,
    Kind.SWEEP: sweep,
    Kind.ROOF: roof,
}
# Seconds that a picture takes, standing still.
PICTURE = 2.0
NEARER = 0.05
MOST = 2_000


def plan_mission(block: Block, wish: Wish) -> Mission:
    """The mission that fulfils the wish, with its coverage, resolution, time, battery and clearance.

    CannotFly with a reason when none does; a mission that is possible but falls short has warnings: 'battery'
    (more than one battery), 'coverage' (a facade less than 95 % seen), 'return' (the straight way back is not free).
    """
    _check(wish)
    points = WAYS[wish.kind](block, wish)
    if len(points) > MOST:
        raise CannotFly("too_many", points=len(points), most=MOST)
    flown = (*(ahead := avoid(block, wish, points)), *_last(block, wish, ahead))
    length, seconds = _flown(flown, wish)
    seen = coverage(block, wish, flown)
    battery = seconds / (wish.endurance * (1 - wish.reserve))
    return Mission(
        kind=wish.kind,
        waypoints=flown,
        coverage=seen,
        resolution=resolution(wish),
        length=length,
        seconds=seconds,
        battery=battery,
        clearance=clearance(block, flown),
        warnings=_warnings(wish, seen, battery, back=_is_clear(block, wish, flown)),
    )


def _last(block: Block, wish: Wish, points: Sequence[Waypoint]) -> list[Waypoint]:
    """A climb at the end to above the roof, where that is allowed: autopilots return in a straight line."""
    end, over = points[-1], block.height + wish.stand_off
    up = replace(end, z=over, picture=False)
    return [up] if end.z < over <= wish.highest and not crosses(wish, [end, up]) else []


def _is_clear(block: Block, wish: Wish, points: Sequence[Waypoint]) -> bool:
    """Whether the straight way from the last point to above home is free of the building and of zones."""
    home = wish.home or (points[0].x, points[0].y)
    back = [points[-1], replace(points[-1], x=home[0], y=home[1])]
    return clearance(block, back) >= wish.stand_off - NEARER and not crosses(wish, back)


def _check(wish: Wish) -> None:
    good = {
        "stand_off": 2.0 <= wish.stand_off <= 100.0,
        "overlap": 0.0 <= wish.overlap <= 0.95,
        "sidelap": 0.0 <= wish.sidelap <= 0.95,
        "speed": 0.2 <= wish.speed <= 20.0,
        "climb": 0.2 <= wish.climb <= 10.0,
        "endurance": wish.endurance > 0 and 0 <= wish.reserve < 1,
    }
    for name, holds in good.items():
        if not holds:
            raise CannotFly(name)


def _flown(points: Sequence[Waypoint], wish: Wish) -> tuple[float, float]:
    """Metres and seconds from take-off at home (else below the first point) to landing there."""
    home = wish.home or (points[0].x, points[0].y)
    way = [(*home, 0.0), *((p.x, p.y, p.z) for p in points), (*home, 0.0)]
    length = seconds = 0.0
    for a, b in pairwise(way):
        length += dist(a, b)
        seconds += max(dist(a[:2], b[:2]) / wish.speed, abs(b[2] - a[2]) / wish.climb)
    return length, seconds + PICTURE * sum(point.picture for point in points)


def clearance(block: Block, points: Sequence[Waypoint]) -> float:
    """The least distance from the straight ways between the points to the building, roof included, in metres."""
    polygon = outline(block)
    places = np.array([(p.x, p.y, p.z) for p in points])
    if len(places) == 1:
        places = np.repeat(places, 2, axis=0)
    lines = shapely.linestrings(np.stack([places[:-1, :2], places[1:, :2]], axis=1))
    level = shapely.distance(polygon, lines)
    above = np.maximum(np.minimum(places[:-1, 2], places[1:, 2]) - block.height, 0.0)
    return float(np.hypot(level, above).min())


def crosses(wish: Wish, points: Sequence[Waypoint]) -> list[str]:
    """The names of keep-out zones that the straight ways between the points enter; none is what it should be."""
    found = set()
    for a, b in pairwise(points):
        line = shapely.linestrings([[(a.x, a.y), (b.x, b.y)]])[0]
        low, high = sorted((a.z, b.z))
        for zone in wish.keep_out:
            inner = zone_area(zone).buffer(-2.5)
            if zone.holds_at(low, high) and inner.intersects(line):
                found.add(zone.name)
    return sorted(found)


def _warnings(wish: Wish, seen: Mapping[int, float], battery: float, *, back: bool) -> tuple[str, ...]:
    asked = {
        Kind.ORBIT: [n for n in seen if n >= 0],
        Kind.SWEEP: [wish.facade],
        Kind.ROOF: [-1],
    }[wish.kind]
    found = []
    if battery > 1:
        found.append("battery")
    if any(seen.get(n, 0) < 0.95 for n in asked):
        found.append("coverage")
    if not back:
        found.append("return")
    return tuple(found)
