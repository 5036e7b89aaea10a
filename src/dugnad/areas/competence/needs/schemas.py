"""Needs and requests as the API takes and gives them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from dugnad.areas.competence.models import Need
from dugnad.areas.competence.needs import showing
from dugnad.areas.competence.needs.finding import Answers


class AskIn(Schema):
    """A need in one's own words. What is left out the organisation fills in."""

    organisation: UUID
    text: str = Field(max_length=60_000)
    county: str = ""
    size: str = ""
    industry: str = ""
    hours: int = 2
    urgency: int = Field(1, description="0 it can wait, 1 within a month, 2 within a week")
    in_person: bool = False


class NeedChange(Schema):
    """What is to be changed; the words only before it is sent."""

    text: str | None = Field(None, max_length=60_000)
    county: str | None = None
    size: str | None = None
    industry: str | None = None
    hours: int | None = None
    urgency: int | None = None
    in_person: bool | None = None


class HideIn(Schema):
    """Whom a need is hidden from: organisations by id, and all other companies of the industry."""

    organisations: list[UUID] = []
    industry: bool = False


class NeedOut(Schema):
    """A need of one's own organisation."""

    id: UUID
    organisation: UUID
    text: str
    state: str
    county: str
    place: str
    size: str
    industry: str
    urgency: int
    hours: int
    in_person: bool
    in_round: bool
    found: int = Field(description="Good answers when it was looked at last")
    reply: str
    created_at: datetime
    sent_at: datetime | None
    handed_at: datetime | None

    @staticmethod
    def of(row: Need) -> dict[str, Any]:
        named = {name for name in NeedOut.model_fields if name != "organisation"}
        return {name: getattr(row, name) for name in named} | {"organisation": row.organisation_id}


class NeedPage(Schema):
    """A part of the list; `total` counts all."""

    total: int
    items: list[NeedOut]


class WhyOut(Schema):
    """One reason that was scored, and its points of 100."""

    text: str
    points: int
    kind: str


class HitOut(Schema):
    """An expert who answers."""

    expert: UUID
    name: str
    organisation: str
    place: str
    headline: str
    points: int
    good: bool
    why: list[WhyOut]
    free: dict[str, int] = Field(description="Free hours by month (YYYY-MM)")
    remote: bool
    counties: list[str]


class OfferHitOut(Schema):
    """A lab, a course or a solution that answers, and who uses it already."""

    offer: UUID
    kind: str
    title: str
    organisation: str
    points: int
    price: int | None = Field(description="In kroner; none: ask, 0: nothing")
    used_by: list[str]


class AnswersOut(Schema):
    """What answers a need. `good` false: no good match; `experts` are then the nearest. `experts_found`: how
    many can help, also where the reader may not see who."""

    good: bool
    experts_found: int
    experts: list[HitOut]
    offers: list[OfferHitOut]

    @staticmethod
    def of(found: Answers, many: int | None = None) -> dict[str, Any]:
        skills = showing.skills_of(found)
        return {
            "good": found.good or bool(many),
            "experts_found": len(found.experts) if many is None else many,
            "experts": [_hit(hit, skills) for hit in (*found.experts, *found.near)],
            "offers": [_offer(hit) for hit in found.offers],
        }


def _hit(hit: Any, skills: Any) -> dict[str, Any]:
    row, scored = hit.expert, hit.scored
    whys = showing.whys(scored.evidence, skills)
    return {
        "expert": row.id,
        "name": row.name,
        "organisation": row.organisation.name,
        "place": row.organisation.place,
        "headline": row.headline,
        "points": round(100 * scored.score),
        "good": scored.good,
        "why": [{"text": str(why.text), "points": why.share, "kind": str(why.part)} for why in whys],
        "free": {f"{month:%Y-%m}": hours for month, hours in hit.free.items()},
        "remote": row.remote,
        "counties": row.counties,
    }


def _offer(hit: Any) -> dict[str, Any]:
    row, card = hit.offer, showing.offer_card(hit)
    return {
        "offer": row.id,
        "kind": row.kind,
        "title": row.title,
        "organisation": row.organisation.name,
        "points": round(100 * hit.scored.score),
        "price": row.price,
        "used_by": card["uses"],
    }


class NumbersOut(Schema):
    """An organisation's needs in sums; times in days."""

    asked: int
    found: int
    sent: int
    answered: int
    in_time: int
    agreed: int
    finished: int
    hours_used: int
    median_days: float | None
    satisfaction: float | None


class UnmetOut(Schema):
    """A word or a skill that at least three organisations asked for in vain in a year."""

    what: str
    asked: int
    skill: bool
