"""The graph and its routes, against hand calculation, networkx and shapely."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dugnad.engines.egress import geometry
from dugnad.engines.egress.graph import Graph, build
from dugnad.engines.egress.plan import Plan, Space, SpaceKind, Storey, Way, WayKind
from dugnad.engines.egress.routing import ABLE, OUT, REFUGE, SAFETY, Shut, Walker, reach, reroute
from dugnad.engines.egress.tests.buildings import Drawing, house

HOUSE = build(house(4, 5))
WAYS = [way.id for way in HOUSE.plan.ways]
L_SHAPE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (8.0, 10.0), (8.0, 2.0), (0.0, 2.0))


def test_area_and_middle() -> None:
    assert geometry.area(L_SHAPE) == pytest.approx(36)
    assert geometry.middle(((0, 0), (4, 0), (4, 2), (0, 2))) == pytest.approx((2, 1))
    assert geometry.area(((0, 0), (1, 0))) == 0
    with pytest.raises(ValueError, match="without an outline"):
        geometry.middle(())


def test_the_middle_of_a_bent_room_lies_in_it() -> None:
    import shapely

    assert shapely.Polygon(L_SHAPE).contains(shapely.Point(geometry.middle(L_SHAPE)))


def test_around_the_corner_and_back() -> None:
    points = np.array([[0.5, 1.0], [9.0, 9.5], [5.0, 1.5], [9.0, 5.0]])
    metres = geometry.distances(L_SHAPE, points)
    assert metres[0, 1] == pytest.approx(np.hypot(7.5, 1) + np.hypot(1, 7.5), abs=geometry.GRAZE)
    assert metres[0, 2] == pytest.approx(np.hypot(4.5, 0.5))
    assert np.allclose(metres, metres.T)
    assert np.allclose(np.diag(metres), 0)


def test_doors_in_thick_walls_are_reached() -> None:
    metres = geometry.distances(L_SHAPE, np.array([[-0.3, 1.0], [9.0, 10.3]]))
    inside = geometry.distances(L_SHAPE, np.array([[0.0, 1.0], [9.0, 10.0]]))
    assert metres[0, 1] == pytest.approx(inside[0, 1] + 0.6, abs=0.1)


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0.1, 9.9), st.floats(0.1, 1.9)), min_size=3, max_size=6, unique=True))
def test_walking_keeps_the_triangle_inequality(points: list[tuple[float, float]]) -> None:
    metres = geometry.distances(L_SHAPE, np.array([*points, (9.0, 9.0)]))
    assert np.all(metres[:, :, None] <= metres[:, None, :] + metres.T[None, :, :] + 1e-6 + 4 * geometry.GRAZE)


def test_a_route_by_hand() -> None:
    path = reroute(HOUSE).path("room20")
    assert path is not None
    assert path.ways == ("hall2-room20", "hall2-west2", "west1-west2", "west0-west1", "west")
    assert path.spaces == ("room20", "hall2", "west2", "west1", "west0")
    flight = 3 / 0.17 * np.hypot(0.17, 0.28)
    assert path.metres == pytest.approx(2 + np.hypot(2.5, 1) + 1.5 + 2 * flight + 1.5)
    assert path.seconds == pytest.approx((path.metres - 2 * flight) / ABLE.level + 2 * flight / 0.95)


def test_shut_ways_and_spaces() -> None:
    shut = Shut(ways=frozenset(["west0-west1"]))
    assert reroute(HOUSE, shut=shut).path("room20").ways[-1] == "east"  # type: ignore[union-attr]
    both = Shut(spaces=frozenset(["west1", "east1"]))
    assert reroute(HOUSE, shut=both).path("room20") is None
    assert reroute(HOUSE, shut=both).path("west1") is not None, "one may leave a shut space"


def test_a_wheelchair_goes_to_a_refuge_but_not_down() -> None:
    chair = Walker(level=0.7, up=None, down=None, width=0.8)
    assert reroute(HOUSE, chair).path("room20") is None
    assert reroute(HOUSE, chair, goal=SAFETY).path("room20").spaces[-1] == "east2"  # type: ignore[union-attr]
    assert reroute(HOUSE, chair).path("room00") is not None
    wide = Walker(width=1.0)
    assert reroute(HOUSE, wide).path("room00") is None, "the doors are 0.9 m"


def test_a_refuge_is_there_already() -> None:
    routes = reroute(HOUSE, goal=REFUGE)
    assert routes.path("east2").ways == ()  # type: ignore[union-attr]
    assert routes.seconds[HOUSE.spaces["east2"]] == 0


def test_lifts_only_for_those_who_may() -> None:
    drawing = Drawing(2).room("low", 0, 0, 4, 4).room("high", 0, 0, 4, 4, storey=1)
    graph = build(drawing.lift("low", "high", 2, 2).exit("out", "low", 0, 2).plan())
    assert reroute(graph).path("high") is None
    path = reroute(graph, Walker(lift=1.0)).path("high")
    assert path is not None
    assert path.seconds == pytest.approx(30 + 3 + 2 / 1.19)


def test_inward_is_the_way_back() -> None:
    same = Walker(level=1.0, up=0.5, down=0.5)
    out, back = reroute(HOUSE, same), reach(HOUSE, same, entrance="west")
    path = back.path("room30")
    assert path is not None
    assert path.spaces[-1] == "room30"
    assert path.seconds == pytest.approx(out.path("room30").seconds)  # type: ignore[union-attr]
    with pytest.raises(ValueError, match="entrance or a space"):
        reach(HOUSE, same)


def test_delays_turn_people_away() -> None:
    assert reroute(HOUSE, delays={"west": 300.0}).path("west0").ways[-1] == "east"  # type: ignore[union-attr]


def as_networkx(graph: Graph, walker: Walker, shut: Shut) -> nx.DiGraph:
    """Gates as nodes; an arc from i to j weighs what walking from j to i takes."""
    from dugnad.engines.egress.routing import _open, _weights

    usable, passable = _open(graph, walker, shut)
    weights, network = _weights(graph, walker, False), nx.DiGraph()
    network.add_nodes_from(np.flatnonzero(usable).tolist())
    for gate in range(len(graph.gate_way)):
        for arc in range(graph.arc_start[gate], graph.arc_start[gate + 1]):
            other = int(graph.arc_to[arc])
            if (
                usable[gate]
                and usable[other]
                and passable[graph.arc_place[arc]]
                and np.isfinite(weights[arc])
            ):
                network.add_edge(gate, other, weight=float(weights[arc]))
    return network


@settings(deadline=None, max_examples=40)
@given(st.sets(st.sampled_from(WAYS), max_size=8), st.booleans())
def test_the_same_seconds_as_networkx(shut_ways: set[str], stairs: bool) -> None:
    walker = ABLE if stairs else Walker(up=None, down=None)
    shut = Shut(ways=frozenset(shut_ways))
    routes, network = reroute(HOUSE, walker, shut=shut), as_networkx(HOUSE, walker, shut)
    exits = [
        int(gate) for gate in np.flatnonzero(HOUSE.gate_places[:, 1] == HOUSE.outside) if gate in network
    ]
    found = nx.multi_source_dijkstra_path_length(network, exits) if exits else {}
    for gate in range(len(HOUSE.gate_way)):
        assert routes.gate_seconds[gate] == pytest.approx(found.get(gate, np.inf))


@settings(deadline=None, max_examples=40)
@given(st.sets(st.sampled_from(WAYS), max_size=6), st.sampled_from(WAYS))
def test_shutting_one_more_way_never_helps(shut_ways: set[str], more: str) -> None:
    for goal in (OUT, SAFETY):
        before = reroute(HOUSE, shut=Shut(ways=frozenset(shut_ways)), goal=goal).seconds
        after = reroute(HOUSE, shut=Shut(ways=frozenset(shut_ways | {more})), goal=goal).seconds
        assert np.all(after >= before - 1e-9)


@settings(deadline=None, max_examples=30)
@given(st.sets(st.sampled_from(WAYS), max_size=6))
def test_every_route_is_walkable(shut_ways: set[str]) -> None:
    routes = reroute(HOUSE, shut=Shut(ways=frozenset(shut_ways)))
    ways = {way.id: way for way in HOUSE.plan.ways}
    for space in HOUSE.plan.spaces:
        path = routes.path(space.id)
        if path is None:
            continue
        assert not shut_ways & set(path.ways)
        assert ways[path.ways[-1]].b is None
        for one, other, way in zip(path.spaces, path.spaces[1:], path.ways, strict=False):
            assert {one, other} == {ways[way].a, ways[way].b}
        assert routes.leaving(space.id)[-1][1] <= path.seconds


def test_bad_plans_say_what_is_wrong() -> None:
    storey, ring = Storey("s", "0", 0.0), ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))
    room = Space("r", "r", "s", SpaceKind.ROOM, ring)
    with pytest.raises(ValueError, match="names space 'x'"):
        build(Plan("p", (storey,), (room,), (Way("w", WayKind.DOOR, "r", "x", (0, 0)),)))
    with pytest.raises(ValueError, match="space 'r'"):
        build(Plan("p", (storey,), (room, room), ()))
    with pytest.raises(ValueError, match="names storey 's'"):
        build(Plan("p", (), (room,), ()))
    steep = Way("w", WayKind.STAIR, "r", "q", (0, 0), riser=170.0, tread=0.0)
    upstairs = Space("q", "q", "t", SpaceKind.ROOM, ring)
    assert build(Plan("p", (storey, Storey("t", "1", 3.0)), (room, upstairs), (steep,))).arc_length[
        0
    ] == pytest.approx(3 / 0.17 * np.hypot(0.17, 0.28))
    nowhere = build(Plan("p", (storey,), (room,), (Way("w", WayKind.DOOR, "r", None, (0, 0)),)))
    assert reroute(nowhere).path("r") is None
    assert reroute(build(Plan("p", (storey,), (), ()))).seconds.size == 0
    with pytest.raises(KeyError):
        reroute(HOUSE, shut=Shut(ways=frozenset(["no such way"])))
