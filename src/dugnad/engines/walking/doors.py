"""From a door to the network: the nearest point of the nearest section, in each part of the network."""

from __future__ import annotations

from dataclasses import dataclass

from dugnad.engines.walking.geodesic import along, metres, micrometres, scale
from dugnad.engines.walking.graph import Graph
from dugnad.engines.walking.values import PER_METRE, Place

# Nobody walks nearer the poles than this, in ten-millionths of a degree; a degree eastwards is next to nothing there.
ARCTIC = 890_000_000


@dataclass(frozen=True, slots=True)
class Foot:
    """Where one steps onto a section: after which of its points, how far along, how far from the door."""

    section: int
    after: int
    at: Place
    offset: int
    stretch: int


def feet(graph: Graph, door: Place, most: float) -> dict[int, Foot]:
    """For each part of the network within `most` metres of the door, where one steps onto it; the nearest."""
    if abs(door[1]) > ARCTIC:
        return {}
    east, north = scale(float(door[1]))
    wide, high = int(most * 1.01 / east) + 2, int(most * 1.01 / north) + 2
    near = graph.within(door[0] - wide, door[1] - high, door[0] + wide, door[1] + high)
    found: dict[int, Foot] = {}
    for section in near:
        foot = _foot(graph, section, door, (east, north))
        part = graph.part_of(section)
        if foot.stretch <= most * PER_METRE and (part not in found or foot.stretch < found[part].stretch):
            found[part] = foot
    return found


def _foot(graph: Graph, section: int, door: Place, by: tuple[float, float]) -> Foot:
    one = graph.sections[section]
    pairs = zip(one.points, one.points[1:], strict=False)
    tried = [(*_nearest(door, a, b, by), n) for n, (a, b) in enumerate(pairs)]
    _far, at, after = min(tried, key=lambda found: (found[0], found[2]))
    far = along(one.points)[after] + metres(one.points[after], at)
    offset = min(round(far * PER_METRE), one.length)
    return Foot(section, after, at, offset, micrometres(door, at))


def _nearest(door: Place, a: Place, b: Place, by: tuple[float, float]) -> tuple[float, Place]:
    """The point of a straight piece that is nearest to the door, with the squared distance in a plane."""
    ax, ay = (a[0] - door[0]) * by[0], (a[1] - door[1]) * by[1]
    dx, dy = (b[0] - a[0]) * by[0], (b[1] - a[1]) * by[1]
    share = min(1.0, max(0.0, -(ax * dx + ay * dy) / (dx * dx + dy * dy)))
    at = (a[0] + round((b[0] - a[0]) * share), a[1] + round((b[1] - a[1]) * share))
    x, y = ax + dx * share, ay + dy * share
    return x * x + y * y, at
