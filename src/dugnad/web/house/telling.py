"""Entries of the log in words for one reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dugnad.kernel.access import Actor
from dugnad.kernel.areas.registry import event_kinds
from dugnad.kernel.ledger.models import Detail, Event
from dugnad.kernel.ledger.names import Names, names_for
from dugnad.kernel.ledger.selectors import details


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a reader sees it: what happened to what, who did it, whom it concerns, and its detail."""

    event: Event
    says: str
    time: datetime
    thing: str
    thing_url: str
    who: str
    organisations: tuple[str, ...]
    detail: Detail | None

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The whole detail as words and values."""
        return _facts(self.event.name, self.detail) if self.detail else []

    @property
    def text(self) -> str:
        """The thing and the organisations, each once."""
        return " · ".join(dict.fromkeys(part for part in (self.thing, *self.organisations) if part))

    @property
    def more(self) -> str:
        """What of the detail its area has words for, in one line."""
        told = _facts(self.event.name, self.detail, only_declared=True) if self.detail else []
        return " · ".join(f"{key}: {value}" for key, value in told)


def tell(reader: Actor, events: Sequence[Event]) -> list[Line]:
    """The entries in words, with the names and details that the reader may see."""
    names, kept = names_for(reader, events), details(reader, events)
    return [_line(reader, event, names, kept.get(event.id)) for event in events]


def _line(reader: Actor, event: Event, names: Names, detail: Detail | None) -> Line:
    found = names.things.get((event.thing_kind, event.thing))
    return Line(
        event=event,
        says=says(event.name),
        time=event.at,
        thing=found.title if found else "",
        thing_url=found.url if found else "",
        who=_who(reader, event, names),
        organisations=tuple(names.organisations[ref] for ref in event.refs if ref in names.organisations),
        detail=detail,
    )


def says(name: str) -> str:
    """An event's name in words; the name itself for one that is no longer declared."""
    kind = event_kinds().get(name)
    return str(kind.says) if kind else name


def _who(reader: Actor, event: Event, names: Names) -> str:
    """Who did it; '' when no person did, or nobody knows who."""
    if event.actor is None:
        return ""
    if event.actor == reader.person:
        return _("You")
    return names.people.get(event.actor) or _("Someone")


def _facts(name: str, detail: Detail, *, only_declared: bool = False) -> list[tuple[str, str]]:
    kind = event_kinds().get(name)
    words = kind.detail if kind else {}
    chosen = {k: v for k, v in detail.facts.items() if not only_declared or (k in words and v)}
    return [(str(words.get(key, key.replace("_", " "))), plain(value)) for key, value in chosen.items()]


def plain(value: Any) -> str:
    """A value of a detail as text."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(plain(part) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {plain(part)}" for key, part in value.items())
    return "–" if value is None else str(value)
