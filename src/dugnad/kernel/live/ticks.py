"""Hints that pass: 'look again', to who listens now. They are no entries of the log and nobody is told them later.

They go through the cache that all processes share; one key holds the latest, each number only once.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache

from dugnad.kernel.access import Thing

KEY = "live.ticks"
LATEST = 50
LASTS = 60
LOOK_EVERY = 0.25
Row = tuple[int, str, str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Tick:
    """That something about a thing has changed; `concerns` are ids in hexadecimal, as in the log."""

    name: str
    kind: str
    thing: UUID
    concerns: frozenset[str]


def tell(name: str, thing: Thing, concerns: Iterable[UUID] = ()) -> None:
    """Hint to the thing's owner, parties and person, and to whom else it concerns, that it has changed."""
    if thing.id is None:
        raise ValueError("a hint is of one thing, by its id")
    named = {thing.owner, thing.person, *thing.parties, *concerns}
    refs = tuple(sorted(ref.hex for ref in named if ref))
    row: Row = (time.time_ns(), name, thing.kind.name, str(thing.id), refs)
    before: list[Row] = cache.get(KEY) or []
    cache.set(KEY, [*before, row][-LATEST:], LASTS)


class Reader:
    """Gives each hint once, from the first look on."""

    def __init__(self) -> None:
        self._known: set[int] | None = None
        self._looked = 0.0

    def fresh(self) -> list[Tick]:
        """The hints since the last look; looks four times a second at most."""
        if time.monotonic() - self._looked < LOOK_EVERY:
            return []
        self._looked = time.monotonic()
        rows: list[Row] = cache.get(KEY) or []
        known, self._known = self._known, {row[0] for row in rows}
        new = [row for row in rows if known is not None and row[0] not in known]
        return [Tick(name, kind, UUID(thing), frozenset(refs)) for _, name, kind, thing, refs in new]
