"""Which gate each person heads for, at the start and whenever something has changed."""

from __future__ import annotations

import numpy as np

from dugnad.engines.egress._jit import compiled
from dugnad.engines.egress.graph import Floats, Ints
from dugnad.engines.egress.state import Records, World
from dugnad.engines.egress.stepping import crossing_of, enqueue, head_for

WAITING, WALKING, QUEUED, SAFE, STRANDED = 0, 1, 2, 3, 4
LEVEL, WORTH_SECONDS, WORTH_SHARE = 0, 3.0, 0.1


@compiled
def between(world: World, place: int, one: int, other: int) -> float:
    """Metres between two gates of a place."""
    if one == other:
        return 0.0
    for number in range(world.arc_start[one], world.arc_start[one + 1]):
        arc = world.arcs[number]
        if arc.to == other and arc.place == place:
            return float(arc.length)
    return np.inf


@compiled
def from_anchor(world: World, person: int, gate: int) -> float:
    """Metres to a gate from where the person entered the place, or stood at the start."""
    me = world.crowd[person]
    if me.anchor >= 0:
        return between(world, me.place, me.anchor, gate)
    for leg in range(me.first_leg, me.last_leg):
        if world.legs[leg].gate == gate:
            return float(world.legs[leg].length)
    return np.inf


@compiled
def metres_to(world: World, person: int, gate: int) -> float:
    """Metres to a gate from where the person is: on the line from the anchor to the gate headed for.

    In between, the length is taken in proportion, which is never too short.
    """
    me = world.crowd[person]
    whole = from_anchor(world, person, gate)
    if me.gate < 0 or me.span <= 0:
        return whole
    if me.gate == gate:
        return float(max(me.remaining, 0.0))
    left = min(max(me.remaining / me.span, 0.0), 1.0)
    return left * whole + (1 - left) * between(world, me.place, me.gate, gate) if left < 1 else whole


@compiled
def best_gate(world: World, routes: Records, bound: Floats, person: int, aware: bool) -> tuple[int, float]:
    """The gate with the quickest way on, and the metres to it; -1 when there is none.

    `aware`: people see the queues at the gates of their place, and change only for what is clearly better.
    """
    me = world.crowd[person]
    place, best, least, metres = world.places[me.place], -1, np.inf, 0.0
    for entry in range(place.first_entry, place.last_entry):
        gate = int(world.entries[entry]) // 2
        route = routes[me.group, gate]
        if route.via == me.place or route.seconds == np.inf:
            continue
        far = metres_to(world, person, gate)
        cost = far / me.level
        if aware:
            cost = max(cost, bound[gate] / world.gates[gate].capacity)
        cost += route.seconds
        if aware and gate == me.gate:
            cost = cost * (1 - WORTH_SHARE) - WORTH_SECONDS
        if cost < least:
            best, least, metres = gate, cost, far
    return best, metres


@compiled
def bound_for(world: World) -> Floats:
    """Persons on their way to each gate, and empty queues; `direct` puts back who stood in them."""
    bound = np.zeros(len(world.gates))
    for person in range(len(world.crowd)):
        me = world.crowd[person]
        if me.gate >= 0 and me.status < SAFE:
            bound[me.gate] += me.takes
    for number in range(len(world.crossings)):
        crossing = world.crossings[number]
        crossing.head, crossing.tail, crossing.count, crossing.press = -1, -1, 0, 0
    return bound


@compiled
def direct(world: World, routes: Records, inline: Ints, aware: bool) -> None:
    """Give everyone who is not safe a gate, in the order `inline`."""
    bound = bound_for(world)
    for person in inline:
        me = world.crowd[person]
        if me.status == SAFE:
            continue
        if me.gate >= 0 and me.status != STRANDED:
            bound[me.gate] -= me.takes
        gate, metres = best_gate(world, routes, bound, person, aware)
        if gate < 0:
            me.status = STRANDED
            continue
        bound[gate] += me.takes
        redirect(world, person, gate, metres)


@compiled
def redirect(world: World, person: int, gate: int, metres: float) -> None:
    """Head for a gate, new or as before."""
    me = world.crowd[person]
    if me.status == STRANDED:
        me.status = WAITING
    if me.gate != gate:
        if me.status == QUEUED:
            me.status, me.anchor = WALKING, me.gate
        head_for(world, person, gate, metres)
        return
    if world.places[me.place].mode != LEVEL:
        world.crossings[crossing_of(world, gate, me.place)].press += 1
    if me.status == QUEUED:
        enqueue(world, person)
