"""How good a network is: how long, how much hangs together, what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dugnad.engines.walking.graph import Graph
from dugnad.engines.walking.values import PER_METRE, degrees

MOST_PARTS = 20


def report(graph: Graph, excluded: Mapping[str, int]) -> dict[str, Any]:
    """Figures of the whole, the longest parts that do not hang together with the largest, and what was left out."""
    members = list(graph.members())
    own, apart = members[0][1], members[1:]
    return {
        "sections": len(graph.sections),
        "kilometres": _kilometres(graph, range(len(graph.sections))),
        "junctions": sum(len(steps) > 2 for steps in graph.steps),
        "parts": len(members),
        "largest": {"sections": len(own), "kilometres": _kilometres(graph, own)},
        "apart": [_part(graph, sections) for _part_number, sections in apart[:MOST_PARTS]],
        "unnamed": sum(not one.name for one in graph.sections),
        "excluded": dict(sorted(excluded.items())),
        "bounds": [value for at in (graph.bounds[:2], graph.bounds[2:]) for value in degrees(at)],
    }


def _part(graph: Graph, numbers: list[int]) -> dict[str, Any]:
    longest = max(numbers, key=lambda n: (graph.sections[n].length, -n))
    names = sorted({graph.sections[n].name for n in numbers if graph.sections[n].name})
    return {
        "sections": len(numbers),
        "kilometres": _kilometres(graph, numbers),
        "names": names[:3],
        "at": list(degrees(graph.sections[longest].points[0])),
    }


def _kilometres(graph: Graph, numbers: Iterable[int]) -> float:
    total = sum(graph.sections[n].length for n in numbers)
    return round(total / PER_METRE / 1000, 3)
