"""Open borders: where two spaces lie so close that one steps from one into the other, and nothing stands between.

Rays across the gap are tried along every edge. A gap of up to 1.5 m keeps 89 % of the pairs that doors prove; only
what no wall, window, railing or column stands in counts as open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from dugnad.engines.egress.assembly.floors import Floor
from dugnad.engines.egress.assembly.values import RawBorder
from dugnad.engines.egress.plan import Point, Way, WayKind

GAP = 1.5
PITCH = 0.2
NARROWEST = 0.6
"""Of what one can pass, in metres."""
SLACK = 0.02
Floats = NDArray[np.float64]
Pair = tuple[int, int]


def open_borders(floor: Floor) -> Iterable[Way]:
    """The open borders of a storey whose walls are known, the widest place of each pair of spaces."""
    if not floor.walls or len(floor.spaces) < 2:
        return
    for (a, b), (width, at) in sorted(_widest(floor, floor.walls).items()):
        if width >= NARROWEST:
            yield _way(floor, a, b, at, width, ())


def named_borders(floors: Mapping[str, Floor], borders: Iterable[RawBorder]) -> Iterable[Way]:
    """The borders that the file itself calls open, between spaces of one storey."""
    for floor in floors.values():
        index = {space.id: i for i, space in enumerate(floor.spaces)}
        wanted = {tuple(sorted((index[b.a], index[b.b]))) for b in borders if b.a in index and b.b in index}
        found = _widest(floor, []) if wanted else {}
        for a, b in sorted(wanted):
            if a == b:
                continue
            width, at = found.get((a, b), (0.0, None))
            measured = width >= NARROWEST and at is not None
            place = at if measured and at else _between(floor, a, b)
            yield _way(floor, a, b, place, width if measured else 0.9, () if measured else ("width",))


def _between(floor: Floor, a: int, b: int) -> Point:
    line = shapely.shortest_line(floor.shapes[a], floor.shapes[b])
    middle = shapely.line_interpolate_point(line, 0.5, normalized=True)
    return float(middle.x), float(middle.y)


def _way(floor: Floor, a: int, b: int, at: Point, width: float, guessed: tuple[str, ...]) -> Way:
    first, second = floor.spaces[a].id, floor.spaces[b].id
    place = (round(at[0], 3), round(at[1], 3))
    return Way(
        f"{first}+{second}", WayKind.OPENING, first, second, place, width=round(width, 2), guessed=guessed
    )


def _widest(floor: Floor, walls: list[shapely.Polygon]) -> dict[Pair, tuple[float, Point]]:
    """For each pair of spaces the widest open run: (metres, its middle)."""
    owners, starts, normals, lengths = _samples(floor)
    free = np.flatnonzero(_unhindered(np.asarray(shapely.points(starts + normals * SLACK / 2)), walls))
    rays = _lines((starts + normals * SLACK)[free], (starts + normals * GAP)[free])
    hits = {int(free[ray]): hit for ray, hit in _first_hits(floor, owners[free], starts[free], rays).items()}
    where = np.array(sorted(hits), dtype=np.int64)
    if not len(where):
        return {}
    far = np.array([hits[i][1] for i in where])
    reach = normals[where] * (far + SLACK)[:, None]
    steps = _lines(starts[where] - normals[where] * SLACK, starts[where] + reach)
    clear = _unhindered(steps, walls)
    runs: dict[int, int] = {
        int(i): hits[int(i)][0] for i, is_clear in zip(where, clear, strict=True) if is_clear
    }
    return _runs(runs, owners, starts, lengths)


def _lines(starts: Floats, ends: Floats) -> NDArray[np.object_]:
    return np.asarray(shapely.linestrings(np.stack([starts, ends], axis=1)), dtype=object)


def _samples(floor: Floor) -> tuple[NDArray[np.int64], Floats, Floats, Floats]:
    """Points along all edges: whose, where, which way is out, and the length of edge each stands for."""
    owners, starts, normals, lengths = [], [], [], []
    for index, drawn in enumerate(floor.shapes):
        shape = shapely.orient_polygons(drawn)
        for ring in (shape.exterior, *shape.interiors):
            for a, b in pairwise(np.asarray(ring.coords)[:, :2]):
                length = float(np.hypot(*(b - a)))
                count = int(np.ceil(length / PITCH)) if length > 0.01 else 0
                shares = (np.arange(count) + 0.5) / max(count, 1)
                starts.append(a + shares[:, None] * (b - a))
                out = np.array([b[1] - a[1], a[0] - b[0]]) / max(length, 1e-9)
                normals.append(np.tile(out, (count, 1)))
                lengths.append(np.full(count, length / max(count, 1)))
                owners.append(np.full(count, index, dtype=np.int64))
    return np.concatenate(owners), np.concatenate(starts), np.concatenate(normals), np.concatenate(lengths)


def _first_hits(
    floor: Floor, owners: NDArray[np.int64], starts: Floats, rays: NDArray[np.object_]
) -> dict[int, tuple[int, float]]:
    """For each ray that meets another space: the first such space and how far off it lies."""
    ray, space = floor.tree.query(rays, predicate="intersects")
    other = owners[ray] != space
    ray, space = ray[other], space[other]
    shapes = np.array(floor.shapes, dtype=object)[space]
    distances = shapely.distance(shapely.points(starts[ray]), shapely.intersection(rays[ray], shapes))
    hits: dict[int, tuple[int, float]] = {}
    for r, s, d in zip(ray.tolist(), space.tolist(), distances.tolist(), strict=True):
        if r not in hits or d < hits[r][1]:
            hits[r] = (s, d)
    return hits


def _unhindered(steps: NDArray[np.object_], walls: list[shapely.Polygon]) -> NDArray[np.bool_]:
    clear = np.ones(len(steps), dtype=np.bool_)
    if walls:
        blocked, _wall = STRtree(walls).query(steps, predicate="intersects")
        clear[blocked] = False
    return clear


def _runs(
    runs: dict[int, int], owners: NDArray[np.int64], starts: Floats, lengths: Floats
) -> dict[Pair, tuple[float, Point]]:
    """Neighbouring samples that lead to the same space belong to one run."""
    best: dict[Pair, tuple[float, Point]] = {}
    groups: dict[Pair, list[list[int]]] = defaultdict(list)
    for sample in sorted(runs):
        pair = (int(owners[sample]), runs[sample])
        known = groups[pair]
        if known and known[-1][-1] == sample - 1:
            known[-1].append(sample)
        else:
            known.append([sample])
    for (a, b), found in groups.items():
        run = max(found, key=lambda samples: float(lengths[samples].sum()))
        width, middle = float(lengths[run].sum()), starts[run[len(run) // 2]]
        pair = (min(a, b), max(a, b))
        if width > best.get(pair, (0.0, (0.0, 0.0)))[0]:
            best[pair] = (width, (float(middle[0]), float(middle[1])))
    return best
