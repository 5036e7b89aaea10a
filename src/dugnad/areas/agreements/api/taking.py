"""What goes into the API."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from dugnad.areas.agreements.services import Sending
from dugnad.areas.agreements.values import TEXT_LIMIT, ClauseValues, Head

LARGEST_VERSION = 2**31 - 1


class HeadIn(Schema):
    """The frame of an agreement."""

    title: str = Field(max_length=160)
    language: Literal["nb", "nn", "en"] = "nb"
    parties: list[UUID] = Field(max_length=50)
    effective: date
    expiry: date
    conditions: str = Field("", max_length=TEXT_LIMIT)

    def values(self) -> Head:
        """The same as the services take it."""
        return Head(
            self.title, self.language, self.effective, self.expiry, tuple(self.parties), self.conditions
        )


class WriteIn(HeadIn):
    """A new agreement, with the standard clauses if wanted."""

    standard_clauses: bool = False


class ChangeHeadIn(HeadIn):
    """`seen` is the `head_version` that the change starts from."""

    seen: int = Field(ge=0, le=LARGEST_VERSION)


class ClauseIn(Schema):
    """One clause; those of kind `sharing` need givers, receivers, data and purpose."""

    kind: Literal["text", "sharing"]
    heading: str = Field("", max_length=120)
    text: str = Field("", max_length=TEXT_LIMIT)
    givers: list[UUID] = Field([], max_length=50)
    receivers: list[UUID] = Field([], max_length=50)
    data: str = Field("", max_length=60)
    purpose: str = Field("", max_length=60)
    starts: date | None = None
    ends: date | None = None

    def values(self) -> ClauseValues:
        """The same as the services take it."""
        return ClauseValues(
            self.kind,
            self.heading,
            self.text,
            tuple(self.givers),
            tuple(self.receivers),
            self.data,
            self.purpose,
            self.starts,
            self.ends,
        )


class ChangeClauseIn(ClauseIn):
    """`seen` is the clause's version that the change starts from."""

    seen: int = Field(ge=0, le=LARGEST_VERSION)


class MoveIn(Schema):
    """Where a clause goes."""

    direction: Literal["up", "down"]


class SignatoryIn(Schema):
    """Who is to sign for a party."""

    organisation: UUID
    person: UUID


class SendingIn(Schema):
    """How a draft is sent; the signatories in their order. `seen` is the `version` that was read."""

    seen: int = Field(ge=0, le=LARGEST_VERSION)
    order: Literal["parallel", "sequential"] = "parallel"
    signatories: list[SignatoryIn] = Field(max_length=200)
    message: str = Field("", max_length=2000)

    def values(self) -> Sending:
        """The same as the services take it."""
        chosen = tuple((one.organisation, one.person) for one in self.signatories)
        return Sending(chosen, self.order, self.message)


class ReasonIn(Schema):
    """Why."""

    reason: str = Field("", max_length=2000)


class DelegateIn(Schema):
    """The signatory who is to sign instead."""

    to: UUID


class RevokeIn(ReasonIn):
    """Why, and the last day if there is to be notice; without it the agreement ends at once."""

    last_day: date | None = None
