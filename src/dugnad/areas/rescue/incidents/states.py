"""The state of an incident, folded from what was said and done in it. Pure.

What was said last counts, by the clock of the screen that said it; a screen that was offline therefore never
overwrites what others said after it. A screen whose clock runs ahead is held to the time its entry came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID


class Kind(StrEnum):
    """Kinds of entries; `about` is the id of a detector's space, person, team, space, way, or nothing."""

    ALARM = "alarm"
    VERDICT = "verdict"
    PERSON = "person"
    SPACE = "space"
    WAY = "way"
    TEAM = "team"
    PARTICULAR = "particular"
    NOTE = "note"
    DRONE = "drone"
    CLOSED = "closed"


class PersonState(StrEnum):
    """A person starts as not contacted: nobody is safe until someone says so."""

    NOT_CONTACTED = "not_contacted"
    CONTACTED = "contacted"
    LOCATED = "located"
    ASSISTED = "assisted"
    SAFE = "safe"


class SpaceState(StrEnum):
    UNKNOWN = "unknown"
    CLEAR = "clear"
    SEARCHED = "searched"
    SMOKE = "smoke"
    FIRE = "fire"


class WayState(StrEnum):
    UNKNOWN = "unknown"
    USABLE = "usable"
    SMOKE = "smoke"
    BLOCKED = "blocked"


class Verdict(StrEnum):
    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    FALSE = "false"


# What a screen may say: the kinds, and the words that `state` takes for each. Free kinds have none.
SAYABLE: Mapping[Kind, frozenset[str]] = {
    Kind.VERDICT: frozenset(Verdict),
    Kind.PERSON: frozenset(PersonState),
    Kind.SPACE: frozenset(SpaceState),
    Kind.WAY: frozenset(WayState),
    Kind.TEAM: frozenset({"ready", "busy", "resting", "left"}),
    Kind.PARTICULAR: frozenset({"working", "failed", "unknown"}),
    Kind.NOTE: frozenset({""}),
}


class Said(NamedTuple):
    """One entry as a plain value."""

    id: UUID
    number: int
    at: datetime
    said_at: datetime
    by: UUID | None
    kind: str
    about: str
    value: Mapping[str, Any]

    @property
    def clock(self) -> tuple[datetime, int]:
        return (min(self.said_at, self.at), self.number)


@dataclass(slots=True)
class State:
    """The newest entry for each thing, by kind and `about`; `number`: of the last entry taken in."""

    newest: dict[tuple[str, str], Said] = field(default_factory=dict)
    number: int = 0

    def of(self, kind: Kind, about: str = "") -> str:
        """The state last said of one thing, empty when nothing was."""
        said = self.newest.get((kind, about))
        return str(said.value.get("state", "")) if said else ""

    def said(self, kind: Kind, about: str = "") -> Said | None:
        return self.newest.get((kind, about))

    def all(self, kind: Kind) -> dict[str, Said]:
        """The newest entry of each thing of one kind, by its id."""
        return {about: said for (of, about), said in self.newest.items() if of == kind}

    def those(self, kind: Kind, *states: str) -> frozenset[str]:
        """The ids of the things of one kind that are in one of the states."""
        return frozenset(about for about, said in self.all(kind).items() if said.value.get("state") in states)

    @property
    def verdict(self) -> Verdict:
        return Verdict(self.of(Kind.VERDICT) or Verdict.UNCONFIRMED)

    @property
    def burning(self) -> frozenset[str]:
        """Spaces with fire: those said to burn, and those whose detector spoke and that nobody cleared."""
        alarmed = {
            str(said.value["space"]) for said in self.all(Kind.ALARM).values() if said.value.get("space")
        }
        cleared = self.those(Kind.SPACE, SpaceState.CLEAR, SpaceState.SEARCHED, SpaceState.SMOKE)
        return frozenset(alarmed - cleared) | self.those(Kind.SPACE, SpaceState.FIRE)

    def person(self, person: str) -> PersonState:
        return PersonState(self.of(Kind.PERSON, person) or PersonState.NOT_CONTACTED)


def fold(entries: Iterable[Said], state: State | None = None) -> State:
    """The state after the entries, in any order; `state` is one to go on from."""
    folded = state or State()
    for said in entries:
        key = (said.kind, said.about)
        before = folded.newest.get(key)
        if before is None or before.clock <= said.clock:
            folded.newest[key] = said
        folded.number = max(folded.number, said.number)
    return folded
