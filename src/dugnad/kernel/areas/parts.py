"""A large area is one area in parts: each says its share of the manifest, and the area joins them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
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


LISTS = ("things", "sends", "personal_data", "jobs", "schedules", "listeners")


def joined(parts: Iterable[Part]) -> dict[str, Any]:
    """What the parts say together, by the names of `AreaManifest`."""
    parts = tuple(parts)
    lists = {name: tuple(chain.from_iterable(getattr(part, name) for part in parts)) for name in LISTS}
    return {**lists, "hears": {event: handler for part in parts for event, handler in part.hears.items()}}
