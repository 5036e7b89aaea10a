"""What the flow's inner loops work on: a few tables of records, which the compiler understands quickly.

A crossing is a gate in one direction: `2 * gate` enters the gate's first place, `2 * gate + 1` its second.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from dugnad.engines.egress.graph import LEVEL, LIFT, Floats, Graph, Ints
from dugnad.engines.egress.hydraulics import LEVEL_CONSTANT, Hydraulics, effective, stair_flow

WAITING: Final = 0
WALKING: Final = 1
QUEUED: Final = 2
SAFE: Final = 3
STRANDED: Final = 4

Records = Any
"""A table of numpy records; their fields are below."""

GATE: Final = np.dtype([("capacity", "f8"), ("meeting", "f8"), ("second", "i4")], align=True)
"""Persons/s one way, what is left of it when people meet, and the place that crossing 2 * gate + 1 enters."""

PLACE: Final = np.dtype(
    [
        *((name, "f8") for name in ("room", "area", "constant", "load", "peak")),
        *((name, "i4") for name in ("mode", "top", "first_entry", "last_entry")),
    ],
    align=True,
)
"""Persons let in at most, m2, k in m/s, persons now and at most so far; its crossings are entries[first:last]."""

CROSSING: Final = np.dtype(
    [
        ("credit", "f8"),
        ("turn", "f8"),
        *((name, "i4") for name in ("into", "head", "tail", "count", "press", "longest")),
    ],
    align=True,
)
"""Credit (1: someone may pass), turns had, who is first and last in the queue, how many, and how many press on."""

PERSON: Final = np.dtype(
    [
        *(
            (name, "f8")
            for name in ("remaining", "span", "ready", "level", "up", "down", "takes", "arrived", "out_at")
        ),
        *((name, "i4") for name in ("place", "gate", "status", "anchor", "group", "follow", "out_gate")),
        *((name, "i4") for name in ("first_leg", "last_leg")),
    ],
    align=True,
)
"""`anchor`: the gate last passed (-1: none), `span`: metres of the present hop, `follow`: who stands behind."""

ROUTE: Final = np.dtype([("hop", "f8"), ("seconds", "f8"), ("onward", "i4"), ("via", "i4")], align=True)
"""For a group at a gate: metres to the next gate, seconds to safety, the next gate, the place walked through."""

ENTRY: Final = np.dtype([("time", "f8"), ("person", "i4"), ("gate", "i4")], align=True)
LEG: Final = np.dtype([("length", "f8"), ("gate", "i4")], align=True)
ARC: Final = np.dtype([("length", "f8"), ("to", "i4"), ("place", "i4")], align=True)


class World(NamedTuple):
    """All of it. `rules`: least share, densest, lift speed and wait; `used[0]`: entries logged; `came`: for sorting."""

    gates: Records
    places: Records
    crossings: Records
    crowd: Records
    entries: Ints
    legs: Records
    arcs: Records
    arc_start: Ints
    log: Records
    used: Ints
    came: Ints
    rules: Floats


def records(kind: np.dtype[Any], count: int, **columns: Any) -> Records:
    """A table with these columns, the others zero."""
    table = np.zeros(count, dtype=kind)
    for name, values in columns.items():
        table[name] = values
    return table.view(np.recarray)


def gates(graph: Graph, rules: Hydraulics) -> Records:
    """All gates under these numbers."""
    flight = _flight(graph)
    meeting = np.where(flight >= 0, rules.stair_meeting, rules.door_meeting)
    capacity = _capacity(graph, rules, flight)
    return records(GATE, len(flight), capacity=capacity, meeting=meeting, second=graph.gate_places[:, 1])


def places(graph: Graph, rules: Hydraulics, load: Floats) -> tuple[Records, Ints]:
    """All places, the outside last, and the crossings into each."""
    entered = graph.gate_places.reshape(-1)
    ends = np.concatenate([[0], np.cumsum(np.bincount(entered, minlength=graph.outside + 1))])
    area = np.append(np.maximum(graph.place_area, 1.0), np.inf)
    table = records(
        PLACE,
        graph.outside + 1,
        room=np.maximum(rules.fullest * area, 1.0),
        area=area,
        constant=np.append(graph.place_constant, LEVEL_CONSTANT),
        load=load,
        peak=load,
        mode=np.append(graph.place_mode, LEVEL),
        top=np.append(graph.place_top, -1),
        first_entry=ends[:-1],
        last_entry=ends[1:],
    )
    return table, np.argsort(entered, kind="stable").astype(np.int32)


def crossings(graph: Graph) -> Records:
    """Empty queues; at each gate the first may pass at once."""
    into = graph.gate_places.reshape(-1)
    return records(CROSSING, len(into), credit=1.0, into=into, head=-1, tail=-1)


def _flight(graph: Graph) -> Ints:
    """Of each gate the flight that it is an end of, or -1."""
    flights = np.append(graph.place_mode != LEVEL, False)[graph.gate_places]
    side = flights.argmax(axis=1) if len(flights) else np.zeros(0, int)
    return np.where(flights.any(axis=1), graph.gate_places[np.arange(len(flights)), side], -1)


def _capacity(graph: Graph, rules: Hydraulics, flight: Ints) -> Floats:
    """Persons per second through each gate in one direction, alone."""
    flows = []
    for width, place in zip(graph.gate_width, flight, strict=True):
        if place >= 0 and graph.place_mode[place] == LIFT:
            flows.append(rules.lift_flow)
            continue
        specific = stair_flow(graph.place_constant[place]) if place >= 0 else rules.door_flow
        flows.append(specific * effective(width, rules.boundary))
    return np.array(flows, dtype=float)
