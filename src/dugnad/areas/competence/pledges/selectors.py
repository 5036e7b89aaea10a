"""What is pledged, as the actor may see it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from dugnad.areas.competence.models import Expert, HourEntry, HourMonth, Offer, first_of
from dugnad.areas.competence.pledges.choosing import folded
from dugnad.areas.competence.pledges.things import expert_of, offer_of, thing_of, thing_of_offer
from dugnad.areas.competence.rules.pledges import (
    EXPERT,
    EXPERT_FIELDS,
    OFFER,
    OFFER_FIELDS,
    RESTING,
    RESTING_OFFER,
    pledges_thing,
)
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require, visible
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation

M = TypeVar("M", bound=Model)
MOST_WORDS = 8
LATELY = timedelta(days=30)


def experts_open_to(actor: Actor) -> QuerySet[Expert]:
    """The experts that take requests and that the actor may see, with organisation."""
    rows = Expert.objects.filter(active=True, organisation__left_at=None).select_related("organisation")
    return visible(rows, actor, EXPERT, EXPERT_FIELDS)


def offers_open_to(actor: Actor) -> QuerySet[Offer]:
    """The labs, courses and solutions that the actor may see, with organisation."""
    rows = Offer.objects.filter(active=True, organisation__left_at=None).select_related("organisation")
    return visible(rows, actor, OFFER, OFFER_FIELDS)


def resting_experts(actor: Actor) -> QuerySet[Expert]:
    """Those that take no requests now and that the actor may see."""
    rows = Expert.objects.filter(active=False).select_related("organisation")
    return visible(rows, actor, RESTING, EXPERT_FIELDS)


def resting_offers(actor: Actor) -> QuerySet[Offer]:
    """Offers that rest and that the actor may see."""
    rows = Offer.objects.filter(active=False).select_related("organisation")
    return visible(rows, actor, RESTING_OFFER, OFFER_FIELDS)


def free_hours_of(ids: Collection[UUID], month: date) -> dict[UUID, int]:
    """The free hours of experts in a month, in one query; those with nothing pledged are left out."""
    rows = HourMonth.objects.filter(expert__in=ids, month=first_of(month), expert__active=True)
    return {row.expert_id: row.free for row in rows}


def expert(actor: Actor, id: UUID) -> Expert:
    """One expert; NotFound where the actor may not know of it."""
    row = expert_of(id)
    require(actor, "read", thing_of(row))
    return row


def offer(actor: Actor, id: UUID) -> Offer:
    """One offer; NotFound where the actor may not know of it."""
    row = offer_of(id)
    require(actor, "read", thing_of_offer(row))
    return row


def find_experts(
    actor: Actor, *, words: str = "", county: str = "", skill: UUID | None = None
) -> QuerySet[Expert]:
    """The open experts whose words or skills hold all the words, who come to the county or help by video."""
    rows = _with_words(experts_open_to(actor), words, ("name", "headline", "about"))
    if skill:
        rows = rows.filter(Q(skills=skill) | Q(themes=skill)).distinct()
    return _in_county(rows, county)


def find_offers(actor: Actor, *, words: str = "", county: str = "", kind: str = "") -> QuerySet[Offer]:
    """The open offers whose words or skills hold all the words."""
    rows = _with_words(offers_open_to(actor), words, ("title", "text"))
    return _in_county(rows.filter(kind=kind) if kind else rows, county)


def _with_words(rows: QuerySet[M], words: str, fields: Collection[str]) -> QuerySet[M]:
    for word in words.replace("\x00", " ").split()[:MOST_WORDS]:
        anywhere = Q(skills__search__contains=folded(word)) | Q(organisation__name__icontains=word)
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(id__in=rows.filter(anywhere).order_by().values("id"))
    return rows


def _in_county(rows: QuerySet[M], county: str) -> QuerySet[M]:
    """Rows that come to the county in person, or anywhere; `counties` is a short list kept as text."""
    return rows.filter(Q(counties=[]) | Q(counties__icontains=f'"{county}"')) if county else rows


def pledged_by(actor: Actor, organisation: UUID) -> QuerySet[Expert]:
    """All experts that an organisation has not withdrawn, or has withdrawn lately; for its own people and operators."""
    require(actor, "read", pledges_thing(organisation))
    since = timezone.now() - LATELY
    rows = Expert.objects.filter(organisation=organisation)
    return rows.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gte=since)).order_by("-active", "name", "id")


def offered_by(actor: Actor, organisation: UUID) -> QuerySet[Offer]:
    """The same of labs, courses and solutions."""
    require(actor, "read", pledges_thing(organisation))
    since = timezone.now() - LATELY
    rows = Offer.objects.filter(organisation=organisation)
    return rows.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gte=since)).order_by("-active", "title", "id")


def entries(actor: Actor, expert: UUID) -> QuerySet[HourEntry]:
    """The lines of an expert's ledger, newest first; for the organisation, the person and operators."""
    row = expert_of(expert)
    require(actor, "hours", thing_of(row))
    return HourEntry.objects.filter(expert=row).select_related("by").order_by("-at", "id")


def may_be_pledged(organisation: UUID) -> list[tuple[str, str]]:
    """The people of an organisation that it has not pledged: id and name, for a select."""
    rows = Person.objects.filter(
        memberships__organisation=organisation, memberships__ended_at=None, is_active=True
    ).exclude(expertise__in=Expert.objects.filter(organisation=organisation, withdrawn_at=None))
    return [(str(id), name) for id, name in rows.distinct().order_by("name").values_list("id", "name")]


def administered(actor: Actor) -> list[Organisation]:
    """The organisations that the actor administers."""
    ids = [org for org, role in actor.roles if role == "administrator"]
    return list(Organisation.objects.filter(id__in=ids, left_at=None)) if ids else []
