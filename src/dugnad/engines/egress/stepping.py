"""The flow's inner loop: everyone walks, queues and passes, one time step after another.

Within a step the moments of arriving and passing are kept exactly, so that results hardly depend on its length.
"""

from __future__ import annotations

import numpy as np

from dugnad.engines.egress._jit import compiled
from dugnad.engines.egress.graph import Floats
from dugnad.engines.egress.state import Crowd, Log, Net, Queues, Tables

WAITING, WALKING, QUEUED, SAFE = 0, 1, 2, 3
LEVEL, LIFT = 0, 3
SLOPE, FREE, PATIENCE = 0.266, 0.54, 12.0


@compiled
def crossing_of(net: Net, gate: int, place: int) -> int:
    """The crossing by which one leaves `place` through `gate`."""
    return 2 * gate + (0 if net.places[gate, 1] == place else 1)


@compiled
def own_speed(net: Net, crowd: Crowd, person: int) -> float:
    """The person's speed where they are, alone, m/s."""
    place = crowd.place[person]
    if net.mode[place] == LEVEL:
        return crowd.level[person]
    if net.mode[place] == LIFT:
        return net.rules[2]
    stairs = crowd.up[person] if net.top[place] == crowd.gate[person] else crowd.down[person]
    return stairs if stairs >= 0 else crowd.level[person] * net.constant[place] / net.constant[-1]


@compiled
def walking_speed(net: Net, crowd: Crowd, queues: Queues, person: int) -> float:
    """Alone or, from 0.54 persons/m2, at most as the crowd there, m/s."""
    place, alone = crowd.place[person], own_speed(net, crowd, person)
    density = queues.load[place] / net.area[place]
    if density < FREE or net.mode[place] == LIFT:
        return alone
    return min(alone, net.constant[place] * (1 - SLOPE * min(density, net.rules[1])))


@compiled
def head_for(net: Net, crowd: Crowd, queues: Queues, person: int, gate: int, metres: float) -> None:
    """Set out for a gate of the place one is in."""
    place = crowd.place[person]
    crowd.gate[person], crowd.remaining[person], crowd.span[person] = gate, metres, metres
    if net.mode[place] == LIFT:
        crowd.remaining[person] += net.rules[3] * net.rules[2]
    if net.mode[place] != LEVEL:
        queues.press[crossing_of(net, gate, place)] += 1


@compiled
def enqueue(net: Net, crowd: Crowd, queues: Queues, person: int) -> None:
    """Stand last at the gate one has come to."""
    place = crowd.place[person]
    crossing = crossing_of(net, crowd.gate[person], place)
    crowd.status[person], crowd.follow[person], crowd.remaining[person] = QUEUED, -1, 0.0
    if queues.count[crossing] == 0:
        queues.head[crossing] = person
        queues.turn[crossing] = max(queues.turn[crossing], least_turn(net, queues, crossing))
    else:
        crowd.follow[queues.tail[crossing]] = person
    queues.tail[crossing] = person
    queues.count[crossing] += 1
    queues.longest[crossing] = max(queues.longest[crossing], queues.count[crossing])
    if net.mode[place] == LEVEL:
        queues.press[crossing] += 1


@compiled
def least_turn(net: Net, queues: Queues, crossing: int) -> float:
    """The turns of the queue into the same place that has had fewest: newcomers have saved none up."""
    place, least = net.places[crossing // 2, crossing % 2], np.inf
    for entry in range(net.entries_start[place], net.entries_start[place + 1]):
        other = net.entries[entry]
        if queues.count[other] > 0 and queues.turn[other] < least:
            least = queues.turn[other]
    return least if least < np.inf else 0.0


@compiled
def walk(net: Net, crowd: Crowd, queues: Queues, now: float, step: float) -> int:
    """Everyone walks for one step; gives how many do."""
    walkers = 0
    for person in range(len(crowd.place)):
        if crowd.status[person] == WAITING and crowd.ready[person] < now + step:
            crowd.status[person] = WALKING
        if crowd.status[person] != WALKING:
            continue
        walkers += 1
        speed = walking_speed(net, crowd, queues, person)
        left = crowd.remaining[person] - speed * min(step, now + step - crowd.ready[person])
        crowd.remaining[person] = left
        if left <= 0:
            crowd.arrived[person] = now + step + left / speed
            enqueue(net, crowd, queues, person)
    return walkers


@compiled
def rate(net: Net, queues: Queues, crossing: int) -> float:
    """Persons per second through a crossing: all of the gate's, or a share of less when people meet there."""
    whole, against = net.capacity[crossing // 2], queues.press[crossing ^ 1]
    if against == 0:
        return whole
    with_us = max(queues.press[crossing], 1)
    return whole * net.meeting[crossing // 2] * max(net.rules[0], with_us / (with_us + against))


@compiled
def fits(net: Net, crowd: Crowd, queues: Queues, crossing: int) -> bool:
    """Whether there is room behind the crossing, or someone there to change places with."""
    place, person = net.places[crossing // 2, crossing % 2], queues.head[crossing]
    load = queues.load[place]
    return load <= 0 or load + crowd.takes[person] <= net.room[place] or queues.count[crossing ^ 1] > 0


@compiled
def next_to_pass(net: Net, crowd: Crowd, queues: Queues, place: int, end: float, step: float, push: bool) -> int:
    """The crossing into a place whose turn it is among those that are ready in this step, or -1."""
    best = -1
    for entry in range(net.entries_start[place], net.entries_start[place + 1]):
        crossing = net.entries[entry]
        if queues.count[crossing] == 0:
            continue
        if queues.credit[crossing] + rate(net, queues, crossing) * step < 1 - 1e-9:
            continue
        if not push and not fits(net, crowd, queues, crossing):
            continue
        if best < 0 or queues.turn[crossing] < queues.turn[best]:
            best = crossing
    return best


@compiled
def let_through(
    net: Net, tables: Tables, crowd: Crowd, queues: Queues, log: Log, crossing: int, now: float, step: float
) -> None:
    """The first in the queue passes, at the moment when both they and the gate are ready."""
    person, gate, flow = queues.head[crossing], crossing // 2, rate(net, queues, crossing)
    place, takes = crowd.place[person], crowd.takes[person]
    moment = now + max(0.0, 1 - queues.credit[crossing]) / flow
    if crowd.arrived[person] > moment:
        moment = crowd.arrived[person]
        queues.credit[crossing] = 1 - takes - flow * (moment - now)
    else:
        queues.credit[crossing] -= takes
    queues.head[crossing] = crowd.follow[person]
    queues.count[crossing] -= 1
    queues.press[crossing] -= 1
    queues.turn[crossing] += takes / net.capacity[gate]
    queues.load[place] -= takes
    entry = log.used[0]
    log.time[entry], log.person[entry], log.gate[entry] = moment, person, gate
    log.used[0] += 1
    arrive(net, tables, crowd, queues, person, gate, moment, now + step)


@compiled
def arrive(
    net: Net, tables: Tables, crowd: Crowd, queues: Queues, person: int, gate: int, moment: float, end: float
) -> None:
    """Come into the place behind a gate at `moment`, and walk on until the step's end."""
    group, takes = crowd.group[person], crowd.takes[person]
    onward = tables.onward[group, gate]
    crowd.place[person], crowd.anchor[person] = tables.via[group, gate], gate
    if onward < 0:
        crowd.status[person], crowd.out_at[person], crowd.out_gate[person] = SAFE, moment, gate
        return
    place = crowd.place[person]
    queues.load[place] += takes
    queues.peak[place] = max(queues.peak[place], queues.load[place])
    crowd.status[person] = WALKING
    head_for(net, crowd, queues, person, onward, tables.hop[group, gate])
    crowd.remaining[person] -= walking_speed(net, crowd, queues, person) * (end - moment)


@compiled
def serve(
    net: Net, tables: Tables, crowd: Crowd, queues: Queues, log: Log, now: float, step: float, push: bool
) -> int:
    """Let people through all gates for one step, the places nearest to safety first; gives how many passed."""
    passed = 0
    for place in tables.order:
        while True:
            crossing = next_to_pass(net, crowd, queues, place, now + step, step, push)
            if crossing < 0:
                break
            let_through(net, tables, crowd, queues, log, crossing, now, step)
            passed += 1
            if push:
                return passed
    for crossing in range(len(queues.credit)):
        grown = queues.credit[crossing] + rate(net, queues, crossing) * step
        queues.credit[crossing] = min(grown, 1.0)
    return passed


@compiled
def advance(
    net: Net, tables: Tables, crowd: Crowd, queues: Queues, log: Log, clock: Floats, until: float, step: float
) -> bool:
    """Run until `until`, everyone is safe or cannot move, or the log is full; true when there is no more to do.

    `clock`: seconds now, and seconds in which nobody moved. Where places full of people block one another,
    after a while someone squeezes in.
    """
    while clock[0] < until - 1e-9:
        if log.used[0] + len(crowd.place) + 1 > len(log.time):
            return False
        walkers = walk(net, crowd, queues, clock[0], step)
        passed = serve(net, tables, crowd, queues, log, clock[0], step, False)
        queued = queues.count.sum()
        clock[1] = clock[1] + step if queued > 0 and passed == 0 and walkers == 0 else 0.0
        if clock[1] > PATIENCE:
            serve(net, tables, crowd, queues, log, clock[0], step, True)
            clock[1] = 0.0
        clock[0] += step
        if walkers == 0 and queued == 0 and not (crowd.status == WAITING).any():
            return True
    return False
