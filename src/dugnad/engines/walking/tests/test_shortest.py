"""The shortest way, judged against networkx on invented networks."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dugnad.engines.walking import distances, network
from dugnad.engines.walking.geodesic import length, micrometres
from dugnad.engines.walking.graph import Graph
from dugnad.engines.walking.shortest import NOT_CONNECTED, TOO_FAR, Missing, _feet, route
from dugnad.engines.walking.values import Line, Place, place

CORNER = place(10.7, 59.9)
# A grid so coarse that many ways are equally long, and one step is about 22 by 11 metres.
STEP = (4000, 1000)


def spot(x: float, y: float) -> Place:
    return CORNER[0] + round(x * STEP[0]), CORNER[1] + round(y * STEP[1])


spots = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda at: spot(*at))
lines = st.lists(spots, min_size=2, max_size=6).map(lambda points: Line("", tuple(points)))
networks = st.lists(lines, min_size=1, max_size=12)
doors = st.tuples(st.floats(-0.4, 6.4), st.floats(-0.4, 6.4)).map(lambda at: spot(*at))


def judge(graph: Graph, home: Place, school: Place) -> int:
    """The way's length by networkx, every point of every line a node, and the steps on and off two more."""
    on, off = _feet(graph, home, school, 60)
    other = nx.Graph()
    for n, one in enumerate(graph.sections):
        for k, (a, b) in enumerate(pairwise(one.points)):
            steps = [foot for foot in (on, off) if (foot.section, foot.after) == (n, k)]
            steps.sort(key=lambda foot: foot.offset)
            for c, d in pairwise([a, *(foot.at for foot in steps), b]):
                if c != d:
                    join(other, c, d)
    return on.stretch + int(nx.shortest_path_length(other, on.at, off.at, weight="weight")) + off.stretch


def join(other: Any, a: Place, b: Place) -> None:
    length = micrometres(a, b)
    if not other.has_edge(a, b) or other[a][b]["weight"] > length:
        other.add_edge(a, b, weight=length)


@given(networks, doors, doors)
@settings(max_examples=150, deadline=None)
def test_as_short_as_networkx_says(drawn: list[Line], home: Place, school: Place) -> None:
    try:
        graph = Graph(network.sections(drawn))
        found = route(graph, home, school, most=60)
    except (Missing, network.Unusable):
        return
    # Steps on and off lie within a centimetre of the straight pieces, hence the little room.
    assert found.length == pytest.approx(judge(graph, home, school), abs=40_000)
    assert found.length == pytest.approx(length(found.points), abs=40_000)
    assert found.points[0] == home
    assert found.points[-1] == school


@given(networks, doors, doors)
@settings(max_examples=150, deadline=None)
def test_both_searches_and_both_directions_agree(drawn: list[Line], home: Place, school: Place) -> None:
    try:
        graph = Graph(network.sections(drawn))
        found = route(graph, home, school, most=60)
    except (Missing, network.Unusable):
        return
    before, distances.LARGE = distances.LARGE, 0
    try:
        assert route(graph, home, school, most=60) == found
    finally:
        distances.LARGE = before
    assert route(graph, school, home, most=60).length == found.length


@given(networks, st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_and_direction_in_a_file_do_not_matter(drawn: list[Line], random: Any) -> None:
    try:
        found = network.to_bytes(network.sections(drawn))
    except network.Unusable:
        return
    turned = [Line(one.name, one.points[:: random.choice((1, -1))]) for one in drawn]
    random.shuffle(turned)
    assert network.to_bytes(network.sections(turned)) == found
    assert network.to_bytes(network.from_bytes(found)) == found


def test_a_known_way_to_the_micrometre() -> None:
    """Pinned: the same network and doors give the same digits for ever."""
    drawn = [Line("A", (spot(0, 0), spot(3, 0), spot(6, 0))), Line("B", (spot(3, 0), spot(3, 5)))]
    graph = Graph(network.sections(drawn))
    found = route(graph, spot(1, 0.3), spot(3.2, 4.5), most=60)
    assert network.digest(network.to_bytes(graph.sections)) == DIGEST
    assert (found.length, ceil(found.length / 1e6)) == (LENGTH, 103)
    assert [graph.sections[part.section].name for part in found.parts] == ["A", "B"]


DIGEST = "b5462bc793f65569e537584d183a54b194a4969bd627a112f3d22cf9dfc5f9f1"
LENGTH = 102_729_141


def test_too_far_and_not_connected() -> None:
    drawn = [Line("A", (spot(0, 0), spot(3, 0))), Line("B", (spot(0, 20), spot(3, 20)))]
    graph = Graph(network.sections(drawn))
    for school, reason in ((spot(0, 10), TOO_FAR), (spot(0, 19), NOT_CONNECTED)):
        with pytest.raises(Missing) as caught:
            route(graph, spot(0, 0), school, most=60)
        assert caught.value.reason == reason


def test_a_lonely_path_beside_the_door_does_not_hide_the_street() -> None:
    drawn = [Line("Street", (spot(0, 0), spot(6, 0))), Line("Path", (spot(0, 1), spot(1, 1)))]
    found = route(Graph(network.sections(drawn)), spot(0.5, 0.9), spot(5, 0.1), most=60)
    assert len(found.parts) == 1


def test_a_road_that_bends_back_is_left_for_a_short_cut() -> None:
    drawn = [
        Line("Bend", (spot(0, 0), spot(6, 0), spot(6, 1), spot(0, 1))),
        Line("Cut", (spot(0, 0), spot(0, 1))),
    ]
    graph = Graph(network.sections(drawn))
    found = route(graph, spot(1, 0), spot(1, 1), most=60)
    assert [graph.sections[part.section].name for part in found.parts] == ["Bend", "Cut", "Bend"]
