"""The egress engine beside networkx and jupedsim-network, and what a commander waits for.

Run: python -m benchmarks.egress
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter
from typing import Any, Final

import networkx as nx
import numpy as np

from benchmarks.table import show
from dugnad.engines.egress.flow import simulate
from dugnad.engines.egress.graph import Graph, build
from dugnad.engines.egress.people import PROFILES
from dugnad.engines.egress.plan import Plan, SpaceKind
from dugnad.engines.egress.rescue import CARRIED, CHAIR, LED, Need, Team, plan_rescue
from dugnad.engines.egress.routing import ABLE, Routes, Shut, reroute
from dugnad.engines.egress.sampling import Person
from dugnad.engines.egress.smoke import Fire, available
from dugnad.engines.egress.tests import tenstorey
from dugnad.engines.egress.tests.buildings import Drawing, house
from dugnad.engines.egress.times import assess

STOREYS: Final = 20
COLUMNS: Final = 25
CORRIDORS: Final = 10
BLOCKED: Final = "across10.5"

Row = dict[str, Any]


def rows() -> Iterator[Row]:
    """One dict for each figure: name, value, unit, goal, peer, peer_value; lower is better."""
    yield from _routes()
    yield _flow()
    yield _times()
    yield _rescue()


def tower() -> Plan:
    """10,000 rooms on 20 storeys: ten corridors on each, joined at their ends, and two stairs; 15,098 gates."""
    drawing = Drawing(STOREYS)
    for n in range(STOREYS):
        for c in range(CORRIDORS):
            _corridor(drawing, n, c)
        for k, x in enumerate((0.0, 4.0 * COLUMNS - 4)):
            drawing.room(f"stair{n}.{k}", x, -12, x + 4, -7, storey=n, kind=SpaceKind.STAIR)
            drawing.door(f"cell{n}.0.{round(x / 4)}", f"stair{n}.{k}", x + 1, -7, 0.9)
            if n:
                drawing.stair(f"stair{n - 1}.{k}", f"stair{n}.{k}", x + 2, -10)
            else:
                drawing.exit(f"exit{k}", f"stair0.{k}", x + 2, -12, 1.2)
    return drawing.plan("Tower")


def _corridor(drawing: Drawing, n: int, c: int) -> None:
    low = 12.0 * c
    for k in range(COLUMNS):
        cell, x = f"cell{n}.{c}.{k}", 4.0 * k
        drawing.room(cell, x, low, x + 4, low + 2, storey=n, kind=SpaceKind.CORRIDOR)
        if k:
            drawing.opening(f"cell{n}.{c}.{k - 1}", cell, x, low + 1)
        for side, (bottom, door) in enumerate(((low - 5, low), (low + 2, low + 2))):
            drawing.room(f"room{n}.{c}.{k}.{side}", x, bottom, x + 4, bottom + 5, storey=n)
            drawing.door(cell, f"room{n}.{c}.{k}.{side}", x + 2, door, 0.9)
    if c:
        drawing.opening(f"cell{n}.{c - 1}.0", f"cell{n}.{c}.0", 0.0, low, name=f"across{n}.{c}")


def _routes() -> Iterator[Row]:
    """All routes out after a way is blocked; the peer searches the same gates and arcs, already without that way."""
    graph = build(tower())
    shut = Shut(ways=frozenset([BLOCKED]))
    routes = reroute(graph, shut=shut)
    ours = _best(lambda: reroute(graph, shut=shut), 30)
    network, exits = _network(graph, shut)
    theirs = _best(lambda: nx.multi_source_dijkstra_path_length(network, exits), 5)
    _same(routes, nx.multi_source_dijkstra_path_length(network, exits))
    name = f"Egress: all routes anew, {len(graph.gate_way):,} gates of 10,000 rooms"
    yield _row(name, ours * 1e3, "ms", 10, "networkx", theirs * 1e3)
    yield _row(
        "Egress: the same, against a fifth of networkx",
        ours * 1e3,
        "ms",
        theirs * 1e3 / 5,
        "networkx",
        theirs * 1e3,
    )


def _network(graph: Graph, shut: Shut) -> tuple[nx.DiGraph, list[int]]:
    whole = reroute(graph).graph
    one = np.repeat(np.arange(len(whole.gate_way)), np.diff(whole.arc_start))
    pace = np.array([1 / ABLE.level, 1 / (ABLE.down or 1), 1 / (ABLE.up or 1), np.inf])
    weights = whole.arc_length * pace[whole.arc_mode]
    network: nx.DiGraph = nx.DiGraph()
    network.add_nodes_from(range(len(whole.gate_way)))
    network.add_weighted_edges_from(zip(one.tolist(), whole.arc_to.tolist(), weights.tolist(), strict=True))
    blocked = [graph.ways[way] for way in shut.ways]
    network.remove_nodes_from(np.flatnonzero(np.isin(graph.gate_way, blocked)).tolist())
    return network, np.flatnonzero(graph.gate_places[:, 1] == graph.outside).tolist()


def _same(routes: Routes, found: dict[int, float]) -> None:
    """Both give the same seconds for every gate."""
    theirs = np.array([found.get(gate, np.inf) for gate in range(len(routes.gate_seconds))])
    assert np.allclose(routes.gate_seconds, theirs)


def _flow() -> Row:
    """600 people in ten storeys with two stairs, one run; both end within three hundredths of each other."""
    graph, ready = build(tenstorey.ours()), np.random.default_rng(1).uniform(30, 120, 600)
    crowd, peer = tenstorey.crowd(graph.plan, ready), tenstorey.theirs(30, 120)
    outcome, result = simulate(graph, crowd), peer.run(1)
    assert abs(outcome.seconds / result.evacuation_time - 1) < 0.03
    ours = _best(lambda: simulate(graph, crowd), 10)
    theirs = _best(lambda: peer.run(1, record=False), 5)
    name = "Egress: 600 people leave ten storeys, one run"
    return _row(name, ours * 1e3, "ms", theirs * 1e3, "jupedsim-network", theirs * 1e3)


def _times() -> Row:
    """Time needed, available and margin of 60 residents in 30 rooms, drawn 100 times."""
    graph, kinds = build(house(3, 10)), list(PROFILES)
    rooms = [space.id for space in graph.plan.spaces if space.kind is SpaceKind.ROOM]
    people = [Person(f"resident {n}", {rooms[n % 30]: 1.0}, kinds[n % len(kinds)]) for n in range(60)]
    fire = Fire({"room00": 0.0})
    assess(graph, people, fire, runs=1)
    return _row(
        "Egress: margins of 60 residents, 100 runs", _best(lambda: assess(graph, people, fire), 3), "s", 3
    )


def _rescue() -> Row:
    """A plan for 12 teams and 60 people who need help, routes included."""
    graph = build(house(5, 12))
    rooms = [space.id for space in graph.plan.spaces if space.kind is SpaceKind.ROOM]
    chair, moved = "evacuation chair", (LED, CHAIR, CARRIED)
    needs = [
        Need(f"p{n}", rooms[n], (1, 2, 4)[n % 3], chair if n % 3 == 1 else None, moved=moved[n % 3])
        for n in range(60)
    ]
    teams = [
        Team(f"t{n}", 2 + n % 3, ("west", "east")[n % 2], free_from=300 + 30.0 * n, skills={chair: 2})
        for n in range(12)
    ]
    spaces = available(graph, Fire({"room00": 0.0}, "medium"))
    made = plan_rescue(graph, teams, needs, spaces, devices={chair: 3})
    assert len(made.tasks) == 60
    ours = _best(lambda: plan_rescue(graph, teams, needs, spaces, devices={chair: 3}), 5)
    return _row("Egress: a rescue plan for 12 teams and 60 people", ours * 1e3, "ms", 200)


def _best(work: Callable[[], object], times: int) -> float:
    """Seconds: the median of the better half."""
    work()
    taken = []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return median(sorted(taken)[: (times + 1) // 2])


def _row(
    name: str, value: float, unit: str, goal: float, peer: str | None = None, peer_value: float | None = None
) -> Row:
    return {"name": name, "value": value, "unit": unit, "goal": goal, "peer": peer, "peer_value": peer_value}


def main() -> None:
    """Print the figures as a table, with the ratio to the peer."""
    measured = list(rows())
    show(measured)
    for row in measured:
        if row["peer_value"]:
            print(f"{row['name']}: {row['peer_value'] / row['value']:.1f} times quicker than {row['peer']}")


if __name__ == "__main__":
    main()
