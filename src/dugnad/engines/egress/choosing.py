"""Which gate each person heads for, at the start and whenever something has changed."""

from __future__ import annotations

import numpy as np

from dugnad.engines.egress._jit import compiled
from dugnad.engines.egress.graph import Floats, Ints
from dugnad.engines.egress.state import Crowd, Net, Queues, Tables
from dugnad.engines.egress.stepping import crossing_of, enqueue, head_for

WAITING, WALKING, QUEUED, SAFE, STRANDED = 0, 1, 2, 3, 4
WORTH_SECONDS, WORTH_SHARE = 3.0, 0.1


@compiled
def between(net: Net, place: int, one: int, other: int) -> float:
    """Metres between two gates of a place."""
    if one == other:
        return 0.0
    for arc in range(net.arc_start[one], net.arc_start[one + 1]):
        if net.arc_to[arc] == other and net.arc_place[arc] == place:
            return net.arc_length[arc]
    return np.inf


@compiled
def from_anchor(net: Net, crowd: Crowd, person: int, gate: int) -> float:
    """Metres to a gate from where the person entered the place, or stood at the start."""
    if crowd.anchor[person] >= 0:
        return between(net, crowd.place[person], crowd.anchor[person], gate)
    for leg in range(crowd.leg_start[person], crowd.leg_start[person + 1]):
        if crowd.leg_gate[leg] == gate:
            return crowd.leg_length[leg]
    return np.inf


@compiled
def metres_to(net: Net, crowd: Crowd, person: int, gate: int) -> float:
    """Metres to a gate from where the person is: on the line from the anchor to the gate headed for.

    In between, the length is taken in proportion, which is never too short.
    """
    target, span = crowd.gate[person], crowd.span[person]
    whole = from_anchor(net, crowd, person, gate)
    if target < 0 or span <= 0:
        return whole
    if target == gate:
        return max(crowd.remaining[person], 0.0)
    left = min(max(crowd.remaining[person] / span, 0.0), 1.0)
    return left * whole + (1 - left) * between(net, crowd.place[person], target, gate) if left < 1 else whole


@compiled
def best_gate(net: Net, tables: Tables, crowd: Crowd, bound: Floats, person: int, aware: bool) -> tuple[int, float]:
    """The gate with the quickest way on, and the metres to it; -1 when there is none.

    `aware`: people see the queues at the gates of their place, and change only for what is clearly better.
    """
    place, group, present = crowd.place[person], crowd.group[person], crowd.gate[person]
    best, least, metres = -1, np.inf, 0.0
    for entry in range(net.entries_start[place], net.entries_start[place + 1]):
        gate = net.entries[entry] // 2
        if tables.via[group, gate] == place or tables.seconds[group, gate] == np.inf:
            continue
        far = metres_to(net, crowd, person, gate)
        cost = far / crowd.level[person]
        if aware:
            cost = max(cost, bound[gate] / net.capacity[gate])
        cost += tables.seconds[group, gate]
        if aware and gate == present:
            cost = cost * (1 - WORTH_SHARE) - WORTH_SECONDS
        if cost < least:
            best, least, metres = gate, cost, far
    return best, metres


@compiled
def forget(queues: Queues) -> None:
    """Empty all queues; who stood in them is put back by `direct`."""
    queues.head[:], queues.tail[:], queues.count[:], queues.press[:] = -1, -1, 0, 0


@compiled
def direct(net: Net, tables: Tables, crowd: Crowd, queues: Queues, inline: Ints, aware: bool) -> None:
    """Give everyone who is not safe a gate, those first who have come furthest (`inline`: the order of persons)."""
    bound = np.zeros(len(net.capacity))
    if aware:
        for person in range(len(crowd.place)):
            if crowd.gate[person] >= 0 and crowd.status[person] < SAFE:
                bound[crowd.gate[person]] += crowd.takes[person]
    forget(queues)
    for person in inline:
        if crowd.status[person] == SAFE:
            continue
        old, status = crowd.gate[person], crowd.status[person]
        if aware and old >= 0:
            bound[old] -= crowd.takes[person]
        gate, metres = best_gate(net, tables, crowd, bound, person, aware)
        if gate < 0:
            crowd.gate[person], crowd.status[person] = -1, STRANDED
            continue
        bound[gate] += crowd.takes[person]
        redirect(net, crowd, queues, person, gate, metres)
        if status == QUEUED and gate != old:
            crowd.status[person] = WALKING
        elif status == STRANDED:
            crowd.status[person] = WAITING


@compiled
def redirect(net: Net, crowd: Crowd, queues: Queues, person: int, gate: int, metres: float) -> None:
    """Head for a gate, new or as before."""
    place, old = crowd.place[person], crowd.gate[person]
    if old == gate:
        if net.mode[place] != 0:
            queues.press[crossing_of(net, gate, place)] += 1
        if crowd.status[person] == QUEUED:
            enqueue(net, crowd, queues, person)
        return
    if crowd.status[person] == QUEUED:
        crowd.anchor[person] = old
    head_for(net, crowd, queues, person, gate, metres)
