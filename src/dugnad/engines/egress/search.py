"""Shortest routes from all gates to the nearest of many, in one pass (Dijkstra with a binary heap)."""

from __future__ import annotations

import numpy as np

from dugnad.engines.egress._jit import compiled
from dugnad.engines.egress.graph import Floats, Ints

Bools = np.ndarray[tuple[int], np.dtype[np.bool_]]


@compiled
def push(keys: Floats, items: Ints, size: int, key: float, item: int) -> int:
    """Add to the heap; gives its new size."""
    at = size
    while at > 0:
        above = (at - 1) // 2
        if keys[above] <= key:
            break
        keys[at], items[at] = keys[above], items[above]
        at = above
    keys[at], items[at] = key, item
    return size + 1


@compiled
def pop(keys: Floats, items: Ints, size: int) -> int:
    """Take the least, which is then found at the place after the last; gives the new size."""
    size -= 1
    least_key, least, key, item = keys[0], items[0], keys[size], items[size]
    at = 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and keys[below + 1] < keys[below]:
            below += 1
        if keys[below] >= key:
            break
        keys[at], items[at] = keys[below], items[below]
        at = below
    keys[at], items[at] = key, item
    keys[size], items[size] = least_key, least
    return size


@compiled
def spread(
    arc_start: Ints,
    arc_to: Ints,
    arc_length: Floats,
    arc_place: Ints,
    weight: Floats,
    usable: Bools,
    passable: Bools,
    delay: Floats,
    source: Ints,
    source_cost: Floats,
    source_length: Floats,
    source_via: Ints,
) -> tuple[Floats, Floats, Ints, Ints, Floats]:
    """Of each gate: cost, metres, next gate, place walked through to it, and metres of that hop.

    `weight`: cost of each arc (inf: not for this walker). `usable` gates, `passable` places. `source_via`: the place
    behind a source, which is not walked through again. A gate reached through one place is left through
    its other, as within one place the direct arc is never longer.
    """
    count = len(arc_start) - 1
    cost, metres, hop = np.full(count, np.inf), np.full(count, np.inf), np.zeros(count)
    onward, via = np.full(count, -1, np.int32), np.full(count, -1, np.int32)
    keys, items = np.empty(len(arc_to) + len(source) + 1), np.empty(len(arc_to) + len(source) + 1, np.int32)
    size = 0
    for number in range(len(source)):
        gate = source[number]
        whole = source_cost[number] + delay[gate]
        if usable[gate] and whole < cost[gate]:
            cost[gate], metres[gate], via[gate] = whole, source_length[number], source_via[number]
            hop[gate] = source_length[number]
            size = push(keys, items, size, whole, gate)
    while size > 0:
        size = pop(keys, items, size)
        gate = items[size]
        if keys[size] > cost[gate]:
            continue
        for arc in range(arc_start[gate], arc_start[gate + 1]):
            other, place = arc_to[arc], arc_place[arc]
            if place == via[gate] or not usable[other] or not passable[place]:
                continue
            whole = cost[gate] + weight[arc] + delay[other]
            if whole < cost[other] - 1e-9:
                cost[other], metres[other] = whole, metres[gate] + arc_length[arc]
                onward[other], via[other], hop[other] = gate, place, arc_length[arc]
                size = push(keys, items, size, whole, other)
    return cost, metres, onward, via, hop


@compiled
def settle(
    leg_start: Ints, leg_gate: Ints, leg_length: Floats, pace: float, cost: Floats, metres: Floats, via: Ints
) -> tuple[Floats, Floats, Ints]:
    """Of each space: cost, metres and the first gate from its middle; inf and -1 where there is none."""
    count = len(leg_start) - 1
    best, length = np.full(count, np.inf), np.full(count, np.inf)
    first = np.full(count, -1, np.int32)
    for space in range(count):
        for leg in range(leg_start[space], leg_start[space + 1]):
            gate = leg_gate[leg]
            whole = cost[gate] + leg_length[leg] * pace
            if via[gate] != space and whole < best[space]:
                best[space], length[space] = whole, metres[gate] + leg_length[leg]
                first[space] = gate
    return best, length, first
