"""Requests as the API takes and gives them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from dugnad.areas.competence.models import Contact


class RequestsIn(Schema):
    """Which experts are asked, for how many hours (left out: as many as the need says), with a few words."""

    experts: list[UUID]
    hours: int | None = None
    message: str = Field("", max_length=4_000)


class RequestOut(Schema):
    """A request. `turn`: whose answer it waits for (asker, receiver, or nobody's)."""

    id: UUID
    need: UUID
    expert: UUID | None
    offer: UUID | None = Field(description="The lab, course or solution that is asked for")
    expert_name: str = Field(description="Whom or what was asked for")
    organisation: UUID
    people: int = Field(description="How many take part, for an offer")
    passed_on: bool = Field(description="Sent by a human who looked after it")
    asker: UUID
    state: str
    turn: str
    hours: int
    start: datetime | None
    minutes: int | None
    where: str
    answer_by: date | None
    sent_at: datetime
    answered_at: datetime | None
    outcome: str
    satisfaction: int | None
    hours_used: int | None

    @staticmethod
    def of(row: Contact) -> dict[str, Any]:
        ids = {
            "need": row.need_id,
            "expert": row.expert_id,
            "offer": row.offer_id,
            "organisation": row.organisation_id,
        }
        more = ids | {"asker": row.asker_id, "expert_name": row.whom}
        return {name: getattr(row, name) for name in RequestOut.model_fields if name not in more} | more


class ContactPage(Schema):
    """A part of the list; `total` counts all."""

    total: int
    items: list[RequestOut]


class OfferRequestIn(Schema):
    """What is asked for; `organisation`: who is to answer, who has it when left out, else a member that uses it."""

    offer: UUID
    organisation: UUID | None = None
    people: int = 1
    message: str = Field("", max_length=4_000)


class PassOnIn(Schema):
    """The expert that is asked instead."""

    expert: UUID
    message: str = Field("", max_length=4_000)


class AnswerReasonIn(Schema):
    """Why, in a few words."""

    reason: str = Field("", max_length=4_000)


class PromiseIn(Schema):
    """The day an answer comes by."""

    answer_by: date


class ProposeIn(Schema):
    """A time to meet; minutes, an address or a link, and a few words."""

    start: datetime
    minutes: int = 60
    where: str = Field("", max_length=500)
    reason: str = Field("", max_length=4_000)


class FinishIn(Schema):
    """How it went: solved, partly or not; 1 to 5; and the hours that it took."""

    outcome: str
    satisfaction: int
    hours_used: int = Field(0, description="Of an expert; offers have no hours")
    said: str = Field("", max_length=4_000)


class ReplyIn(Schema):
    """A human's answer."""

    text: str = Field(max_length=4_000)
