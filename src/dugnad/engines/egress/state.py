"""What the flow's inner loops work on: plain arrays in named tuples, which the compiler understands.

A crossing is a gate in one direction: `2 * gate + side`, where the person enters `gate_places[gate, side]`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from dugnad.engines.egress.graph import LEVEL, LIFT, Floats, Graph, Ints
from dugnad.engines.egress.hydraulics import LEVEL_CONSTANT, Hydraulics, effective, stair_flow

WAITING: Final = 0
WALKING: Final = 1
QUEUED: Final = 2
SAFE: Final = 3
STRANDED: Final = 4

Bytes = np.ndarray[tuple[int], np.dtype[np.int8]]


class Net(NamedTuple):
    """What does not change: gates, places (the outside last), and who can enter each place by which crossing."""

    places: Ints
    capacity: Floats
    meeting: Floats
    room: Floats
    area: Floats
    constant: Floats
    mode: Bytes
    top: Ints
    entries_start: Ints
    entries: Ints
    arc_start: Ints
    arc_to: Ints
    arc_length: Floats
    arc_place: Ints
    rules: Floats


class Tables(NamedTuple):
    """Per group of people and gate: next gate, place walked through, metres to it, seconds to safety."""

    onward: Ints
    via: Ints
    hop: Floats
    seconds: Floats
    order: Ints


class Crowd(NamedTuple):
    """Per person. `anchor`: the last gate passed (-1: none yet), `span`: metres of the present hop."""

    place: Ints
    gate: Ints
    status: Bytes
    remaining: Floats
    span: Floats
    anchor: Ints
    ready: Floats
    level: Floats
    up: Floats
    down: Floats
    takes: Floats
    group: Ints
    arrived: Floats
    follow: Ints
    out_at: Floats
    out_gate: Ints
    leg_start: Ints
    leg_gate: Ints
    leg_length: Floats


class Queues(NamedTuple):
    """Per crossing: who stands first and last, how many, credit, turns taken, and how many press towards it.

    `load` and `peak`: persons in each place, now and at most. `longest`: the longest queue seen.
    """

    head: Ints
    tail: Ints
    count: Ints
    credit: Floats
    turn: Floats
    press: Ints
    longest: Ints
    load: Floats
    peak: Floats


class Log(NamedTuple):
    """Every passing of a gate, in order: `used[0]` entries."""

    time: Floats
    person: Ints
    gate: Ints
    used: Ints


def net(graph: Graph, rules: Hydraulics) -> Net:
    """The network of a graph under these numbers."""
    count, flights = len(graph.gate_way), graph.place_mode != LEVEL
    area = np.append(np.maximum(graph.place_area, 1.0), np.inf)
    mode = np.append(graph.place_mode, np.int8(LEVEL)).astype(np.int8)
    constant = np.append(graph.place_constant, LEVEL_CONSTANT)
    steep = _flight_gates(graph, flights)
    crossing = np.arange(2 * count, dtype=np.int32)
    entered = graph.gate_places.reshape(-1)
    order = np.argsort(entered, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(entered, minlength=graph.outside + 1))])
    return Net(
        graph.gate_places,
        _capacity(graph, rules, steep),
        np.where(steep >= 0, rules.stair_meeting, rules.door_meeting),
        np.maximum(rules.fullest * area, 1.0),
        area,
        constant,
        mode,
        np.append(graph.place_top, np.int32(-1)),
        start.astype(np.int32),
        crossing[order],
        graph.arc_start,
        graph.arc_to,
        graph.arc_length,
        graph.arc_place,
        np.array([rules.least_share, rules.densest, rules.lift_speed, rules.lift_wait]),
    )


def _flight_gates(graph: Graph, flights: Bytes) -> Ints:
    """Of each gate the flight that it is an end of, or -1."""
    inner = np.append(flights, False)[graph.gate_places]
    return np.where(inner.any(axis=1), graph.gate_places[np.arange(len(inner)), inner.argmax(axis=1)], -1)


def _capacity(graph: Graph, rules: Hydraulics, steep: Ints) -> Floats:
    """Persons per second through each gate in one direction, alone."""
    flows = []
    for width, place in zip(graph.gate_width, steep, strict=True):
        if place >= 0 and graph.place_mode[place] == LIFT:
            flows.append(rules.lift_flow)
            continue
        specific = stair_flow(graph.place_constant[place]) if place >= 0 else rules.door_flow
        flows.append(specific * effective(width, rules.boundary))
    return np.array(flows, dtype=float)
