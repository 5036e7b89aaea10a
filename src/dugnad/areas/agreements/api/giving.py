"""What comes out of the API."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema


class PartyOut(Schema):
    """An organisation that is bound."""

    id: UUID
    name: str
    number: str = ""


class ListedOut(Schema):
    """An agreement in a list."""

    id: UUID
    title: str
    status: str
    effective: date
    expiry: date
    parties: list[PartyOut]


class PageOut(Schema):
    """A part of a list, and how long the whole list is."""

    total: int
    items: list[ListedOut]


class WaitingOut(Schema):
    """A place where one can sign now."""

    agreement: UUID
    title: str
    signature: UUID
    organisation: UUID
    asked_at: datetime | None


class SharingOut(Schema):
    """What a clause shares, in words and as values. Both days are included."""

    in_words: str
    givers: list[UUID]
    receivers: list[UUID]
    data: str
    purpose: str
    first_day: date
    last_day: date


class ClauseOut(Schema):
    """One clause. `id`, `text` and `version` are for the parties."""

    number: int
    kind: str
    heading: str
    sharing: SharingOut | None = None
    id: UUID | None = None
    text: str = ""
    version: int | None = None


class SignatureOut(Schema):
    """One place where a person signs."""

    id: UUID
    organisation: UUID
    position: int
    name: str
    authority: str
    state: str
    done_at: datetime | None
    reason: str
    delegated_from: str


class RoundOut(Schema):
    """One time that the text was sent for signature; `digest` is the SHA-256 of the unsigned PDF."""

    number: int
    state: str
    order: str
    message: str
    sent_at: datetime
    closed_at: datetime | None
    finalised_at: datetime | None
    digest: str
    signatures: list[SignatureOut]


class AgreementOut(Schema):
    """An agreement. What is null or empty here may be the parties' own."""

    id: UUID
    title: str
    language: str
    status: str
    effective: date
    expiry: date
    signed_at: datetime | None
    revoked_from: datetime | None
    parties: list[PartyOut]
    clauses: list[ClauseOut]
    conditions: str = ""
    revoked_reason: str = ""
    version: int | None = None
    head_version: int | None = None
    rounds: list[RoundOut] = []


class StandardClauseOut(Schema):
    """A ready-made clause."""

    key: str
    heading: str
    text: str


class CatalogueOut(Schema):
    """What can be shared and for what purposes, by name; and the standard clauses by language."""

    data: dict[str, str]
    purposes: dict[str, str]
    standard_clauses: dict[str, list[StandardClauseOut]]


class SharedPersonOut(Schema):
    """One person as the giver shares them."""

    name: str
    what: str
    unit: str


class SharedOut(Schema):
    """What an organisation shares; `grant` is what lets one read it, if it is not one's own."""

    organisation: UUID
    data: str
    grant: UUID | None
    items: list[SharedPersonOut]


class CodeOut(Schema):
    """A code, and what it means in the reader's language."""

    code: str
    words: str


class VerifiedSignatureOut(Schema):
    """One signature of a file."""

    field: str
    verdict: str
    problems: list[CodeOut]
    level: str
    name: str
    organisation: str
    authority: str
    at: datetime | None
    time_proven: bool
    notes: list[str]


class StampOut(Schema):
    """A time stamp on a file."""

    at: datetime | None
    authority: str
    verdict: str
    covers_file: bool


class MissingOut(Schema):
    """Somebody who is to sign and has not."""

    name: str
    role: str
    organisation: str


class VerifiedOut(Schema):
    """What verification found; `ok` only if there is nothing to object to and all have signed."""

    ok: bool
    outcome: str
    answer: str
    finished: bool
    long_term: bool
    findings: list[CodeOut]
    signatures: list[VerifiedSignatureOut]
    stamps: list[StampOut]
    missing: list[MissingOut]
    trust: list[str] = Field(description="Who vouches for the names, and what that is worth")
