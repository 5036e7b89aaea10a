"""What the planning of rescue reads and fills: plain arrays in named tuples."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.egress.graph import Floats, Ints

Bools = NDArray[np.bool_]


class Job(NamedTuple):
    """T teams, P people, L locations, two options each (0: outside, 1: refuge), U devices in all; seconds.

    `inbound` (L, P); `outbound`, `ends` (location), `latest_low`, `latest_high` (P, 2; nan: not known, inf seconds: no
    such option); `skills` (T, device kinds); `kind` of each person's device (-1: none) and of each unit.
    """

    size: Ints
    free: Floats
    location: Ints
    skills: Ints
    inbound: Floats
    outbound: Floats
    ends: Ints
    latest_low: Floats
    latest_high: Floats
    prepare: Floats
    carriers: Ints
    kind: Ints
    handlers: Ints
    unit_kind: Ints
    unit_free: Floats


class Timetable(NamedTuple):
    """Per person: who goes (P, T) and from where, start, reach, depart, finish, option, unit, standing; its cost."""

    goes: Bools
    origin: Ints
    start: Floats
    reach: Floats
    depart: Floats
    finish: Floats
    option: Ints
    unit: Ints
    standing: Ints
    cost: Floats
