"""Compiling everything once, so that nobody waits for it in an alarm."""

from __future__ import annotations

from dugnad.engines.egress.flow import simulate
from dugnad.engines.egress.graph import build
from dugnad.engines.egress.people import people
from dugnad.engines.egress.plan import Plan, Space, SpaceKind, Storey, Way, WayKind
from dugnad.engines.egress.rescue import Need, Team, plan_rescue


def warm_up() -> None:
    """Run routes, flow and rescue on one room.

    The first time takes some ten seconds of computing, after that one, as long as NUMBA_CACHE_DIR keeps the result. Its
    folder should carry the program's version in its name, as what another version left there may not be readable.
    """
    ring = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))
    room = Space("room", "room", "storey", SpaceKind.ROOM, ring)
    way = Way("exit", WayKind.EXIT, "room", None, (4.0, 2.0))
    graph = build(Plan("Warm", (Storey("storey", "0", 0.0),), (room,), (way,)))
    simulate(graph, people([0]), aware=True)
    plan_rescue(graph, [Team("team", 2, "exit")], [Need("one", "room"), Need("two", "room")], {"room": None})
