"""From rows to what the pages' components show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.agreements.content import ClauseView, Content
from dugnad.areas.agreements.models import (
    Agreement,
    Order,
    RoundState,
    Signature,
    SignatureState,
    SigningRound,
)
from dugnad.areas.agreements.rules import Status
from dugnad.areas.agreements.selectors import status_of
from dugnad.areas.agreements.words import day, enumeration

TAGS = {
    Status.DRAFT: ("unknown", gettext_lazy("Draft")),
    Status.SIGNING: ("watch", gettext_lazy("Being signed")),
    Status.UPCOMING: ("info", gettext_lazy("Signed, not begun")),
    Status.IN_FORCE: ("fine", gettext_lazy("In force")),
    Status.ENDING: ("watch", gettext_lazy("Ends after notice")),
    Status.EXPIRED: ("unknown", gettext_lazy("Expired")),
    Status.REVOKED: ("act", gettext_lazy("Revoked")),
    Status.DISCARDED: ("unknown", gettext_lazy("Thrown away")),
}
FILTERS = (Status.DRAFT, Status.SIGNING, Status.UPCOMING, Status.IN_FORCE, Status.EXPIRED, Status.REVOKED)


def tag(status: Status) -> dict[str, Any]:
    kind, text = TAGS[status]
    return {"kind": kind, "text": text}


def row_of(row: Agreement) -> dict[str, Any]:
    """One line of the list."""
    status = status_of(row)
    return {
        "title": row.title,
        "url": reverse("agreements:agreement", args=[row.id]),
        "text": enumeration([party.organisation.name for party in row.party_rows.all()]),
        "meta": _("%(first)s to %(last)s") % {"first": day(row.effective), "last": day(row.expiry)},
        "tag": tag(status),
    }


@dataclass(frozen=True, slots=True)
class Person:
    """One person on the line of signatures."""

    id: UUID
    name: str
    organisation: str
    role: str
    state: str
    time: datetime | None
    note: str


def people_of(current: SigningRound) -> list[Person]:
    """The signatories of a round in their order."""
    signatures = list(current.signatures.all())
    waiting = [one.position for one in signatures if one.state == SignatureState.WAITING]
    first = min(waiting, default=0)
    return [_person(one, current, first) for one in signatures]


def _person(row: Signature, current: SigningRound, first_waiting: int) -> Person:
    turn = current.order == Order.PARALLEL or row.position == first_waiting
    waits = row.state == SignatureState.WAITING
    is_open = current.state == RoundState.OPEN
    state = ("next" if turn and is_open else "waiting") if waits else row.state
    return Person(row.id, row.name, row.organisation.name, row.authority, state, row.done_at, _note(row))


def _note(row: Signature) -> str:
    if row.delegated_from:
        instead = _("In place of %(name)s.") % {"name": row.delegated_from}
        return f"{instead} {row.reason}".strip()
    return row.reason


def shares_of(content: Content) -> list[dict[str, Any]]:
    """The clauses that share, in words, each with the way to its place in the document."""
    return [
        {"number": clause.number, "words": content.sentence(clause), "anchor": f"clause-{clause.number}"}
        for clause in content.sharing
    ]


def clauses_of(content: Content) -> list[dict[str, Any]]:
    """The clauses as the document shows them, in its own language."""
    with translation.override(content.row.language):
        return [_clause(clause, content) for clause in content.clauses]


def _clause(clause: ClauseView, content: Content) -> dict[str, Any]:
    return {"view": clause, "paragraphs": paragraphs(clause.text), "words": content.sentence(clause)}


def paragraphs(text: str) -> list[str]:
    """What empty lines part."""
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def crumbs(*below: tuple[str, str]) -> list[dict[str, str]]:
    """The way down to a page."""
    top = (_("Agreements"), reverse("agreements:list"))
    return [{"label": label, "url": url} for label, url in (top, *below)]


def crumb(row: Agreement) -> tuple[str, str]:
    return row.title, reverse("agreements:agreement", args=[row.id])


def joined(names: Iterable[str]) -> str:
    return enumeration(list(names))
