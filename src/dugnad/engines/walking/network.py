"""A network: sections between junctions, in an order and a form that depend on nothing but the ways themselves.

A section's id is made from its line, so the same piece of road keeps its id in the next network, whatever the source.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dugnad.engines.walking.geodesic import length
from dugnad.engines.walking.values import Line, Place, Unusable

FORMAT = 1
MOST_SECTIONS = 1_000_000
MOST_POINTS = 10_000_000


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of road between two junctions or ends. `length`: micrometres."""

    id: str
    name: str
    points: tuple[Place, ...]
    length: int


def section_id(points: Sequence[Place]) -> str:
    """The id of a line, the same from either end."""
    text = ";".join(f"{x},{y}" for x, y in points)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def sections(lines: Iterable[Line]) -> list[Section]:
    """The lines cut where they meet one another, each piece once, ordered by id. Raises Unusable."""
    whole = [line for line in map(_tidy, lines) if len(line.points) > 1]
    if sum(len(line.points) for line in whole) > MOST_POINTS:
        raise Unusable("too_many_points", most=MOST_POINTS)
    meets = Counter(point for line in whole for point in line.points)
    found: dict[str, Section] = {}
    for line in whole:
        for points in _cut(line.points, meets):
            _add(found, line.name, min(points, points[::-1]))
    if not found:
        raise Unusable("nothing_to_walk")
    if len(found) > MOST_SECTIONS:
        raise Unusable("too_many_sections", most=MOST_SECTIONS)
    return [found[id] for id in sorted(found)]


def _tidy(line: Line) -> Line:
    """Without a point that repeats the one before it."""
    points = [p for n, p in enumerate(line.points) if n == 0 or p != line.points[n - 1]]
    return Line(line.name, tuple(points))


def _cut(points: tuple[Place, ...], meets: Counter[Place]) -> Iterator[tuple[Place, ...]]:
    start = 0
    for n in range(1, len(points)):
        if n == len(points) - 1 or meets[points[n]] > 1:
            yield points[start : n + 1]
            start = n


def _add(found: dict[str, Section], name: str, points: tuple[Place, ...]) -> None:
    """A road that two lines draw alike is one; of two names the first in the alphabet is kept."""
    id = section_id(points)
    other = found.get(id)
    names = sorted(one for one in (name, other.name if other else "") if one)
    found[id] = Section(id, names[0] if names else "", points, other.length if other else length(points))


def to_bytes(found: Sequence[Section]) -> bytes:
    """The network as JSON text, the same bytes for the same network: ids, names, points as steps, micrometres."""
    rows = [[one.id, one.name, to_steps(one.points), one.length] for one in found]
    told = {"format": FORMAT, "sections": rows}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def to_steps(points: Sequence[Place]) -> list[int]:
    """A line as its first point and the steps from each to the next."""
    found = [*points[0]]
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        found += (bx - ax, by - ay)
    return found


def from_bytes(content: bytes) -> list[Section]:
    """The sections of `to_bytes`. Raises ValueError for another format."""
    told = json.loads(content)
    if told.get("format") != FORMAT:
        raise ValueError("another format")
    return [Section(id, name, from_steps(steps), length) for id, name, steps, length in told["sections"]]


def from_steps(steps: Sequence[int]) -> tuple[Place, ...]:
    """The line of `to_steps`."""
    x = y = 0
    found = []
    for n in range(0, len(steps), 2):
        x, y = x + steps[n], y + steps[n + 1]
        found.append((x, y))
    return tuple(found)


def digest(content: bytes) -> str:
    """What names a network for ever: SHA-256 of its bytes."""
    return hashlib.sha256(content).hexdigest()
