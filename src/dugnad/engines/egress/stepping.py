"""The flow's inner loop: everyone walks, queues and passes, one time step after another.

Within a step the moments of arriving and passing are kept exactly, so that results hardly depend on its length.
"""

from __future__ import annotations

import numpy as np

from dugnad.engines.egress._jit import compiled
from dugnad.engines.egress.graph import Floats, Ints
from dugnad.engines.egress.state import Records, World

WAITING, WALKING, QUEUED, SAFE = 0, 1, 2, 3
LEVEL, LIFT = 0, 3
LEVEL_CONSTANT, SLOPE, FREE, PATIENCE = 1.4, 0.266, 0.54, 12.0


@compiled
def crossing_of(world: World, gate: int, place: int) -> int:
    """The crossing by which one leaves `place` through `gate`."""
    return 2 * gate + (0 if world.gates[gate].second == place else 1)


@compiled
def walking_speed(world: World, person: int) -> float:
    """The person's own speed or, from 0.54 persons/m2, at most that of the crowd there, m/s."""
    me = world.crowd[person]
    place = world.places[me.place]
    if place.mode == LIFT:
        return float(world.rules[2])
    own = me.level
    if place.mode != LEVEL:
        stairs = me.up if place.top == me.gate else me.down
        own = stairs if stairs >= 0 else own * place.constant / LEVEL_CONSTANT
    density = place.load / place.area
    if density < FREE:
        return float(own)
    return float(min(own, place.constant * (1 - SLOPE * min(density, world.rules[1]))))


@compiled
def head_for(world: World, person: int, gate: int, metres: float) -> None:
    """Set out for a gate of the place one is in."""
    me = world.crowd[person]
    mode = world.places[me.place].mode
    me.gate, me.remaining, me.span = gate, metres, metres
    if mode == LIFT:
        me.remaining += world.rules[3] * world.rules[2]
    if mode != LEVEL:
        world.crossings[crossing_of(world, gate, me.place)].press += 1


@compiled
def enqueue(world: World, person: int) -> None:
    """Stand last at the gate one has come to."""
    me = world.crowd[person]
    number = crossing_of(world, me.gate, me.place)
    crossing = world.crossings[number]
    me.status, me.follow, me.remaining = QUEUED, -1, 0.0
    if crossing.count == 0:
        crossing.head = person
        crossing.turn = max(crossing.turn, least_turn(world, crossing.into))
    else:
        world.crowd[crossing.tail].follow = person
    crossing.tail = person
    crossing.count += 1
    crossing.longest = max(crossing.longest, crossing.count)
    if world.places[me.place].mode == LEVEL:
        crossing.press += 1


@compiled
def least_turn(world: World, into: int) -> float:
    """The turns of the queue into a place that has had fewest: newcomers have saved none up."""
    place, least = world.places[into], np.inf
    for entry in range(place.first_entry, place.last_entry):
        crossing = world.crossings[world.entries[entry]]
        if crossing.count > 0 and crossing.turn < least:
            least = crossing.turn
    return least if least < np.inf else 0.0


@compiled
def line_up(world: World, count: int) -> None:
    """Those who came to their gates in this step (`world.came`) stand in line in the order of their coming."""
    for number in range(1, count):
        person, at = world.came[number], number
        while at > 0 and world.crowd[world.came[at - 1]].arrived > world.crowd[person].arrived:
            world.came[at] = world.came[at - 1]
            at -= 1
        world.came[at] = person
    for number in range(count):
        enqueue(world, world.came[number])


@compiled
def walk(world: World, now: float, step: float) -> tuple[int, int]:
    """Everyone walks for one step; gives how many do, and how many of them come to a gate."""
    walkers, count = 0, 0
    for person in range(len(world.crowd)):
        me = world.crowd[person]
        if me.status == WAITING and me.ready < now + step:
            me.status = WALKING
        if me.status != WALKING:
            continue
        walkers += 1
        speed = walking_speed(world, person)
        me.remaining -= speed * min(step, now + step - me.ready)
        if me.remaining <= 0:
            me.arrived = now + step + me.remaining / speed
            world.came[count] = person
            count += 1
    line_up(world, count)
    return walkers, count


@compiled
def rate(world: World, number: int) -> float:
    """Persons per second through a crossing: all of the gate's, or a share of less when people meet there."""
    gate, against = world.gates[number // 2], world.crossings[number ^ 1].press
    if against == 0:
        return float(gate.capacity)
    with_us = max(world.crossings[number].press, 1)
    share = max(world.rules[0], with_us / (with_us + against))
    return float(gate.capacity * gate.meeting * share)


@compiled
def fits(world: World, number: int) -> bool:
    """Whether there is room behind the crossing, or someone there to change places with."""
    crossing = world.crossings[number]
    place, takes = world.places[crossing.into], world.crowd[crossing.head].takes
    return bool(place.load <= 0 or place.load + takes <= place.room or world.crossings[number ^ 1].count > 0)


@compiled
def next_to_pass(world: World, into: int, step: float, squeeze: bool) -> int:
    """The crossing into a place whose turn it is among those that are ready in this step, or -1."""
    place, best = world.places[into], -1
    for entry in range(place.first_entry, place.last_entry):
        number = int(world.entries[entry])
        crossing = world.crossings[number]
        if crossing.count == 0 or crossing.credit + rate(world, number) * step < 1 - 1e-9:
            continue
        if not squeeze and not fits(world, number):
            continue
        if best < 0 or crossing.turn < world.crossings[best].turn:
            best = number
    return best


@compiled
def let_through(world: World, routes: Records, number: int, now: float, step: float) -> None:
    """The first in the queue passes, at the moment when both they and the gate are ready."""
    crossing, gate, flow = world.crossings[number], number // 2, rate(world, number)
    person = crossing.head
    me = world.crowd[person]
    moment = now + max(0.0, 1 - crossing.credit) / flow
    if me.arrived > moment:
        moment = me.arrived
        crossing.credit = 1 - me.takes - flow * (moment - now)
    else:
        crossing.credit -= me.takes
    crossing.head = me.follow
    crossing.count -= 1
    crossing.press -= 1
    crossing.turn += me.takes / world.gates[gate].capacity
    world.places[me.place].load -= me.takes
    entry = world.log[world.used[0]]
    entry.time, entry.person, entry.gate = moment, person, gate
    world.used[0] += 1
    arrive(world, routes, person, gate, moment, now + step)


@compiled
def arrive(world: World, routes: Records, person: int, gate: int, moment: float, end: float) -> None:
    """Come into the place behind a gate at `moment`, and walk on until the step's end."""
    me = world.crowd[person]
    route = routes[me.group, gate]
    me.place, me.anchor = route.via, gate
    if route.onward < 0:
        me.status, me.out_at, me.out_gate = SAFE, moment, gate
        return
    place = world.places[me.place]
    place.load += me.takes
    place.peak = max(place.peak, place.load)
    me.status = WALKING
    head_for(world, person, route.onward, route.hop)
    me.remaining -= walking_speed(world, person) * (end - moment)


@compiled
def serve(world: World, routes: Records, order: Ints, now: float, step: float, squeeze: bool) -> int:
    """Let people through all gates for one step, the places nearest to safety first; gives how many passed."""
    passed = 0
    for place in order:
        while True:
            number = next_to_pass(world, place, step, squeeze)
            if number < 0:
                break
            let_through(world, routes, number, now, step)
            passed += 1
            if squeeze:
                return passed
    return passed


@compiled
def earn(world: World, step: float) -> None:
    """Every crossing earns credit for one step, at most enough for one person."""
    for number in range(len(world.crossings)):
        crossing = world.crossings[number]
        if crossing.credit < 1:
            crossing.credit = min(crossing.credit + rate(world, number) * step, 1.0)


@compiled
def unfinished(world: World) -> tuple[int, int]:
    """How many stand in queues, and how many walk or have not set out."""
    queued, others = 0, 0
    for person in range(len(world.crowd)):
        status = world.crowd[person].status
        queued += status == QUEUED
        others += status in (WAITING, WALKING)
    return queued, others


@compiled
def advance(world: World, routes: Records, order: Ints, clock: Floats, until: float, step: float) -> bool:
    """Run until `until`, everyone is safe or cannot move, or the log is full; true when there is no more to do.

    `clock`: seconds now, and seconds in which nobody moved. Where places full of people block one another,
    after a while someone squeezes in.
    """
    queued = 1
    while clock[0] < until - 1e-9:
        if world.used[0] + len(world.crowd) + 1 > len(world.log):
            return False
        walkers, came = walk(world, clock[0], step)
        passed = 0
        if queued + came > 0:
            passed = serve(world, routes, order, clock[0], step, clock[1] > PATIENCE)
        earn(world, step)
        queued, others = unfinished(world)
        clock[1] = clock[1] + step if queued > 0 and passed == 0 and walkers == 0 else 0.0
        clock[0] += step
        if queued == 0 and others == 0:
            return True
    return False
