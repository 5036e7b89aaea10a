"""What goes into the API and what comes out of it."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from dugnad.areas.agreements.content import ClauseView, Content
from dugnad.areas.agreements.models import Agreement, Signature, SigningRound
from dugnad.areas.agreements.selectors import status_of
from dugnad.areas.agreements.services import Sending
from dugnad.areas.agreements.values import TEXT_LIMIT, ClauseValues, Head

Text = Field("", max_length=TEXT_LIMIT)


class HeadIn(Schema):
    """The frame of an agreement."""

    title: str = Field(max_length=160)
    language: Literal["nb", "nn", "en"] = "nb"
    parties: list[UUID] = Field(max_length=50)
    effective: date
    expiry: date
    conditions: str = Text

    def values(self) -> Head:
        return Head(
            self.title, self.language, self.effective, self.expiry, tuple(self.parties), self.conditions
        )


class WriteIn(HeadIn):
    """A new agreement, with the standard clauses if wanted."""

    standard_clauses: bool = False


class ChangeHeadIn(HeadIn):
    """`seen` is the `head_version` that the change starts from."""

    seen: int = Field(ge=0, le=2**31 - 1)


class ClauseIn(Schema):
    """One clause; those of kind `sharing` need givers, receivers, data and purpose."""

    kind: Literal["text", "sharing"]
    heading: str = Field("", max_length=120)
    text: str = Text
    givers: list[UUID] = Field([], max_length=50)
    receivers: list[UUID] = Field([], max_length=50)
    data: str = Field("", max_length=60)
    purpose: str = Field("", max_length=60)
    starts: date | None = None
    ends: date | None = None

    def values(self) -> ClauseValues:
        plain = {
            name: getattr(self, name)
            for name in ("kind", "heading", "text", "data", "purpose", "starts", "ends")
        }
        return ClauseValues(**plain, givers=tuple(self.givers), receivers=tuple(self.receivers))


class ChangeClauseIn(ClauseIn):
    """`seen` is the clause's version that the change starts from."""

    seen: int = Field(ge=0, le=2**31 - 1)


class MoveIn(Schema):
    """Where a clause goes."""

    direction: Literal["up", "down"]


class SignatoryIn(Schema):
    """Who is to sign for a party."""

    organisation: UUID
    person: UUID


class SendIn(Schema):
    """How a draft is sent; the signatories in their order. `seen` is the `version` that was read."""

    seen: int = Field(ge=0, le=2**31 - 1)
    order: Literal["parallel", "sequential"] = "parallel"
    signatories: list[SignatoryIn] = Field(max_length=200)
    message: str = Field("", max_length=2000)

    def values(self) -> Sending:
        chosen = tuple((one.organisation, one.person) for one in self.signatories)
        return Sending(chosen, self.order, self.message)


class ReasonIn(Schema):
    reason: str = Field("", max_length=2000)


class DelegateIn(Schema):
    """The signatory who is to sign instead."""

    to: UUID


class RevokeIn(ReasonIn):
    """Why, and the last day if there is to be notice; without it the agreement ends at once."""

    last_day: date | None = None


def listed(row: Agreement) -> dict[str, Any]:
    """An agreement in a list."""
    return {
        "id": row.id,
        "title": row.title,
        "status": status_of(row),
        "effective": row.effective,
        "expiry": row.expiry,
        "parties": [
            {"id": party.organisation_id, "name": party.organisation.name} for party in row.party_rows.all()
        ],
    }


def whole(content: Content, rounds: list[SigningRound] | None) -> dict[str, Any]:
    """An agreement; with `rounds` None only what the network may know of it."""
    row = content.row
    shown = content.sharing if rounds is None else content.clauses
    facts: dict[str, Any] = {
        **{
            name: getattr(row, name)
            for name in ("id", "title", "language", "effective", "expiry", "signed_at")
        },
        "status": status_of(row),
        "parties": [{"id": one.id, "name": one.name, "number": one.number} for one in content.parties],
        "clauses": [clause_out(one, content, full=rounds is not None) for one in shown],
        "revoked_from": row.revoked_from,
    }
    if rounds is not None:
        facts |= {
            name: getattr(row, name) for name in ("version", "head_version", "conditions", "revoked_reason")
        }
        facts["rounds"] = [round_out(one) for one in rounds]
    return facts


def clause_out(clause: ClauseView, content: Content, *, full: bool) -> dict[str, Any]:
    facts = clause.facts
    shared = {
        "in_words": content.sentence(clause),
        "givers": facts.givers,
        "receivers": facts.receivers,
        "data": facts.data,
        "purpose": facts.purpose,
        "first_day": facts.period.first,
        "last_day": facts.period.last,
    } if facts else None  # fmt: skip
    written = {"id": clause.id, "text": clause.text, "version": clause.version} if full else {}
    return {
        "number": clause.number,
        "kind": clause.kind,
        "heading": clause.heading,
        "sharing": shared,
        **written,
    }


def round_out(row: SigningRound) -> dict[str, Any]:
    names = ("number", "state", "order", "message", "sent_at", "closed_at", "finalised_at", "digest")
    plain = {name: getattr(row, name) for name in names}
    return {**plain, "signatures": [signature_out(one) for one in row.signatures.all()]}


def signature_out(row: Signature) -> dict[str, Any]:
    names = ("id", "position", "name", "authority", "state", "done_at", "reason", "delegated_from")
    return {"organisation": row.organisation_id, **{name: getattr(row, name) for name in names}}
