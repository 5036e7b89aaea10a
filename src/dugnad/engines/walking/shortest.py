"""The shortest way from door to door: exact in whole micrometres, and of ways equally long always the same one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dugnad.engines.walking.distances import distances
from dugnad.engines.walking.doors import Foot, feet
from dugnad.engines.walking.graph import Graph
from dugnad.engines.walking.values import Place

TOO_FAR, NOT_CONNECTED = "too far from a road", "not connected"


class Missing(Exception):
    """There is no way; `reason` is TOO_FAR or NOT_CONNECTED."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Part:
    """What is walked of one section, by its number in the network. `length`: micrometres."""

    section: int
    length: int
    points: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A way from door to door. `length`: micrometres, with the stretches from the doors to the road."""

    length: int
    points: tuple[Place, ...]
    parts: tuple[Part, ...]


def route(graph: Graph, home: Place, school: Place, *, most: float = 300.0) -> Route:
    """The shortest way; each door at most `most` metres from a road that both reach. Raises Missing."""
    here, there = _feet(graph, home, school, most)
    length, nodes = _through(graph, here, there)
    if here.section == there.section and abs(here.offset - there.offset) <= length:
        parts = [_piece(graph, here, there)]
    else:
        parts = list(_parts(graph, here, there, nodes))
    parts = [one for one in parts if one.length > 0]
    points = _joined([(home,), (here.at,), *(one.points for one in parts), (there.at,), (school,)])
    total = here.stretch + sum(one.length for one in parts) + there.stretch
    return Route(total, points, tuple(parts))


def _feet(graph: Graph, home: Place, school: Place, most: float) -> tuple[Foot, Foot]:
    here, there = feet(graph, home, most), feet(graph, school, most)
    if not here or not there:
        raise Missing(TOO_FAR)
    both = [(here[part].stretch + there[part].stretch, part) for part in here.keys() & there.keys()]
    if not both:
        raise Missing(NOT_CONNECTED)
    part = min(both)[1]
    return here[part], there[part]


def _through(graph: Graph, here: Foot, there: Foot) -> tuple[int, list[int]]:
    """The shortest way along the network by way of a junction: its length and junctions."""
    starts, goals = _ends(graph, here), _ends(graph, there)
    known = distances(graph, starts, goals, there.at)
    best, node = min((known[node] + more, node) for node, more in goals.items())
    nodes = [node]
    while starts.get(node) != known[node]:
        node = _before(graph, known, node)
        nodes.append(node)
    return best, nodes[::-1]


def _ends(graph: Graph, foot: Foot) -> dict[int, int]:
    """From where one stands on a section to its two ends."""
    a, b = graph.ends[foot.section]
    rest = graph.sections[foot.section].length - foot.offset
    return {a: min(foot.offset, rest)} if a == b else {a: foot.offset, b: rest}


def _before(graph: Graph, known: Sequence[int], node: int) -> int:
    """The junction before this one on a shortest way; of several the lowest number."""
    return min(one for one, length, _n in graph.steps[node] if 0 <= known[one] == known[node] - length)


def _parts(graph: Graph, here: Foot, there: Foot, nodes: list[int]) -> Iterator[Part]:
    yield _to_end(graph, here, nodes[0])
    for a, b in itertools.pairwise(nodes):
        yield _whole(graph, a, b)
    last = _to_end(graph, there, nodes[-1])
    yield Part(last.section, last.length, last.points[::-1])


def _whole(graph: Graph, a: int, b: int) -> Part:
    """The shortest section between two neighbours."""
    length, section = min((length, n) for one, length, n in graph.steps[a] if one == b)
    points = graph.sections[section].points
    return Part(section, length, points if points[0] == graph.places[a] else points[::-1])


def _to_end(graph: Graph, foot: Foot, node: int) -> Part:
    """From where one stands to an end of the section."""
    one, (a, b) = graph.sections[foot.section], graph.ends[foot.section]
    rest = one.length - foot.offset
    if node == a and (a != b or foot.offset <= rest):
        return Part(foot.section, foot.offset, _joined([(foot.at,), one.points[foot.after :: -1]]))
    return Part(foot.section, rest, _joined([(foot.at,), one.points[foot.after + 1 :]]))


def _piece(graph: Graph, here: Foot, there: Foot) -> Part:
    """Along one section, from where one steps on to where one steps off."""
    first, last = sorted((here, there), key=lambda foot: (foot.offset, foot.after))
    inner = graph.sections[here.section].points[first.after + 1 : last.after + 1]
    points = _joined([(first.at,), inner, (last.at,)])
    length = last.offset - first.offset
    return Part(here.section, length, points if first is here else points[::-1])


def _joined(lines: list[tuple[Place, ...]]) -> tuple[Place, ...]:
    """One line of several, no point twice in a row."""
    found: list[Place] = []
    for line in lines:
        found += [point for n, point in enumerate(line) if point != (line[n - 1] if n else None)]
    return tuple(point for n, point in enumerate(found) if n == 0 or point != found[n - 1])
