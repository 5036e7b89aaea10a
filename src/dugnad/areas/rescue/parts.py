"""Rescue is one area in six parts; each says here what an area's manifest says, and `area` joins them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dugnad.kernel.areas.manifest import EventKind, Job, Listener, PersonalData, Schedule, ThingKind


@dataclass(frozen=True, slots=True)
class Part:
    """The share of one part in the manifest; see `AreaManifest`."""

    things: tuple[ThingKind, ...] = ()
    sends: tuple[EventKind, ...] = ()
    hears: Mapping[str, Callable[[Any], None]] = field(default_factory=dict, hash=False)
    personal_data: tuple[PersonalData, ...] = ()
    jobs: tuple[Job, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    listeners: tuple[Listener, ...] = ()
