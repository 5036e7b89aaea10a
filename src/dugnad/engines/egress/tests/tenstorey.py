"""Ten storeys with 60 people each and two stairs, as a plan of ours and as a network of jupedsim-network."""

from __future__ import annotations

import jupedsim_network as peer
import numpy as np

from dugnad.engines.egress.people import Group, People, people
from dugnad.engines.egress.plan import Plan, SpaceKind
from dugnad.engines.egress.routing import Goal
from dugnad.engines.egress.tests.buildings import Drawing

STOREYS, EACH, LENGTH, WIDTH = 10, 30, 9.0, 1.2
RISER, TREAD = 0.18, 0.28


def ours() -> Plan:
    """Floors of 400 m2; the flights are 9 m along the slope, and landings as small as they can be."""
    drawing = Drawing(STOREYS)
    for n in range(STOREYS):
        drawing.room(f"floor{n}", 0, 0, 50, 8, storey=n)
        for name, x, left, right in (("a", 0.0, -2.0, 0.0), ("b", 50.0, 50.0, 52.0)):
            drawing.room(f"{name}{n}", left, 0, right, 8, storey=n, kind=SpaceKind.STAIR)
            drawing.door(f"floor{n}", f"{name}{n}", x, 4, 0.9)
            if n:
                drawing.stair(
                    f"{name}{n - 1}", f"{name}{n}", x, 4, WIDTH, length=LENGTH, riser=RISER, tread=TREAD
                )
    return drawing.exit("a", "a0", 0, 4, WIDTH).exit("b", "b0", 50, 4, WIDTH).plan("Ten storeys")


def crowd(plan: Plan, ready: object) -> People:
    """Sixty on each floor, half bound for each stair."""
    rooms = [number for number, space in enumerate(plan.spaces) if space.kind is SpaceKind.ROOM]
    groups = tuple(Group(goal=Goal(exits=frozenset([name]))) for name in "ab")
    space = np.repeat(rooms, 2 * EACH)
    return people(space, level=1.2, ready=ready, group=np.arange(len(space)) % 2, groups=groups)  # type: ignore[arg-type]


def theirs(low: float, high: float) -> peer.NetworkSimulation:
    """The same as a network: a flight ends in the next one or in the street."""
    network = peer.Network()
    populations = []
    for name in "ab":
        network.add_safe(f"street {name}")
    for n in range(STOREYS):
        network.add_room(f"floor{n}", area=400.0)
        for name in "ab":
            if n:
                network.add_stair(f"{name}{n}", riser=RISER, tread=TREAD, area=WIDTH * LENGTH)
            onward = f"{name}{n}" if n else f"street {name}"
            network.connect(f"floor{n}", onward, width=0.9, length=25.0, bidirectional=False)
            populations.append(
                peer.Population(
                    f"floor{n}",
                    EACH,
                    speed=1.2,
                    pre_movement=peer.Uniform(low, high),
                    target=f"street {name}",
                )
            )
            if n:
                below = f"{name}{n - 1}" if n > 1 else f"street {name}"
                stair = {"kind": "stair", "length": LENGTH, "bidirectional": False}
                network.connect(f"{name}{n}", below, width=WIDTH, **stair)
    return peer.NetworkSimulation(network, populations)
