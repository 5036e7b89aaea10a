"""This part's operations, under /api/v1/competence: experts, offers, hours, vocabularies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from ninja import P, QueryEx, Router, Status

from dugnad.areas.competence.models import HourMonth, Skill, Vocabulary
from dugnad.areas.competence.pledges import (
    consent,
    experts,
    exporting,
    hours,
    offers,
    publiccode,
    selectors,
    showing,
)
from dugnad.areas.competence.pledges.choosing import folded
from dugnad.areas.competence.pledges.pages.experts import EXPERT_ACTS
from dugnad.areas.competence.pledges.pages.offers import OFFER_ACTS
from dugnad.areas.competence.pledges.schemas import (
    Act,
    ConsentIn,
    EntryOut,
    ExpertChange,
    ExpertIn,
    ExpertOut,
    FileIn,
    FreeOut,
    Kind,
    Made,
    MonthIn,
    MonthOut,
    OfferIn,
    OfferOut,
    OfferSaid,
    PledgeOut,
    ReuseIn,
    SkillOut,
    VocabularyOut,
)
from dugnad.areas.competence.pledges.shaping import expert_out, offer_out, pledge_out
from dugnad.areas.competence.pledges.things import expert_of, thing_of
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request

router = Router(tags=["competence"])
Words = QueryEx[str, P(max_length=100)]
County = QueryEx[str, P(max_length=2)]
Offset = QueryEx[int, P(ge=0, le=100_000)]
Limit = QueryEx[int, P(ge=1, le=100)]


@router.get("/competence/experts", response=list[ExpertOut], summary="Experts who take requests")
@authorised(PERSON)
def list_experts(
    request: Request, q: Words = "", county: County = "", offset: Offset = 0, limit: Limit = 50
) -> list[dict[str, Any]]:
    """Those whose words or skills hold all words of `q`, who come to the county (its number)."""
    found = selectors.find_experts(request.actor, words=q, county=county).prefetch_related("skills")
    rows = list(found[offset : offset + limit])
    free = selectors.free_hours_of([row.id for row in rows], showing.this_month())
    return [expert_out(row, free.get(row.id, 0)) for row in rows]


@router.post("/competence/experts", response={201: Made}, summary="Pledge an expert")
@authorised(PERSON)
def pledge_expert(request: Request, payload: ExpertIn) -> Status[Any]:
    """For administrators of the organisation. A person is found by nobody before they agree."""
    return Status(201, experts.add_expert(actor=request.actor, **payload.dict()))


@router.get("/competence/experts/{expert}", response=ExpertOut, summary="One expert")
@authorised(PERSON)
def one_expert(request: Request, expert: UUID) -> dict[str, Any]:
    row = selectors.expert(request.actor, expert)
    return expert_out(row, hours.free_hours(row.id, showing.this_month()))


@router.put("/competence/experts/{expert}", response={204: None}, summary="Change a pledge")
@authorised(PERSON)
def change_expert(request: Request, expert: UUID, payload: ExpertChange) -> Status[None]:
    """Also the hours of this month and those ahead; what is promised stays promised."""
    said = {name: value for name, value in payload.dict().items() if not (name == "name" and value is None)}
    experts.change_expert(actor=request.actor, expert=expert, **said)
    return Status(204, None)


@router.post("/competence/experts/{expert}/turn/{act}", response={204: None}, summary="Pause, withdraw, undo")
@authorised(PERSON)
def turn_expert(request: Request, expert: UUID, act: Act) -> Status[None]:
    EXPERT_ACTS[act](actor=request.actor, expert=expert)
    return Status(204, None)


@router.get("/competence/experts/{expert}/hours", response=list[MonthOut], summary="Hours by month")
@authorised(PERSON)
def expert_hours(request: Request, expert: UUID) -> list[HourMonth]:
    """For the organisation, the person and operators."""
    require(request.actor, "hours", thing_of(expert_of(expert)))
    return showing.months_of(expert)


@router.put("/competence/experts/{expert}/hours", response=FreeOut, summary="Pledge the hours of one month")
@authorised(PERSON)
def pledge_month(request: Request, expert: UUID, payload: MonthIn) -> dict[str, int]:
    free = hours.pledge(actor=request.actor, expert=expert, hours=payload.hours, month=payload.month)
    return {"free": free}


@router.get("/competence/experts/{expert}/ledger", response=list[EntryOut], summary="The ledger of hours")
@authorised(PERSON)
def expert_ledger(request: Request, expert: UUID, offset: Offset = 0, limit: Limit = 50) -> Iterable[Any]:
    """Newest first, for the organisation, the person and operators."""
    return selectors.entries(request.actor, expert)[offset : offset + limit]


@router.post("/competence/experts/{expert}/consent", response={204: None}, summary="Agree to be pledged")
@authorised(PERSON)
def agree(request: Request, expert: UUID, payload: ConsentIn) -> Status[None]:
    consent.agree(actor=request.actor, expert=expert, most_hours=payload.most_hours)
    return Status(204, None)


@router.delete(
    "/competence/experts/{expert}/consent", response={204: None}, summary="Decline, or take it back"
)
@authorised(PERSON)
def decline(request: Request, expert: UUID) -> Status[None]:
    """From this moment nobody finds the person."""
    consent.decline(actor=request.actor, expert=expert)
    return Status(204, None)


@router.get("/competence/pledges/yours", response=list[PledgeOut], summary="What is pledged of your hours")
@authorised(PERSON)
def your_pledges(request: Request) -> list[dict[str, Any]]:
    return [pledge_out(row) for row in consent.own_pledges(request.actor)]


@router.put(
    "/competence/pledges/yours/limit", response={204: None}, summary="Your own limit of hours a month"
)
@authorised(PERSON)
def your_limit(request: Request, payload: ConsentIn) -> Status[None]:
    consent.set_limit(actor=request.actor, hours=payload.most_hours)
    return Status(204, None)


@router.get(
    "/competence/pledges/{organisation}/hours",
    response=list[dict[str, Any]],
    summary="An organisation's hours",
)
@authorised(PERSON)
def organisation_hours(request: Request, organisation: UUID) -> list[dict[str, Any]]:
    """Each expert's months, as in the CSV; for the organisation's people and operators."""
    rows = exporting.own_rows(request.actor, organisation)
    return [dict(zip(exporting.OWN, row, strict=True)) for row in rows]


@router.get("/competence/statistics", response=list[dict[str, Any]], summary="The network's hours")
@authorised(ANYONE)
def statistics(request: Request) -> list[dict[str, Any]]:
    """By month and by kind or county of organisations; fewer than three organisations are left out."""
    return [dict(zip(exporting.OPEN, row, strict=True)) for row in exporting.open_rows()]


@router.get("/competence/offers", response=list[OfferOut], summary="Labs, courses and solutions")
@authorised(ANYONE)
def list_offers(
    request: Request,
    q: Words = "",
    county: County = "",
    kind: QueryEx[Kind | None, P()] = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> list[dict[str, Any]]:
    found = selectors.find_offers(request.actor, words=q, county=county, kind=kind or "")
    rows = found.prefetch_related("skills", "reuses")[offset : offset + limit]
    return [offer_out(row) for row in rows]


@router.post("/competence/offers", response={201: Made}, summary="Add a lab, a course or a solution")
@authorised(PERSON)
def add_offer(request: Request, payload: OfferIn) -> Status[Any]:
    return Status(201, offers.add_offer(actor=request.actor, **payload.dict()))


@router.get("/competence/offers/{offer}", response=OfferOut, summary="One offer")
@authorised(ANYONE)
def one_offer(request: Request, offer: UUID) -> dict[str, Any]:
    return offer_out(selectors.offer(request.actor, offer))


@router.put("/competence/offers/{offer}", response={204: None}, summary="Change an offer")
@authorised(PERSON)
def change_offer(request: Request, offer: UUID, payload: OfferSaid) -> Status[None]:
    offers.change_offer(actor=request.actor, offer=offer, **payload.dict())
    return Status(204, None)


@router.post("/competence/offers/{offer}/turn/{act}", response={204: None}, summary="Pause, withdraw, undo")
@authorised(PERSON)
def turn_offer(request: Request, offer: UUID, act: Act) -> Status[None]:
    OFFER_ACTS[act](actor=request.actor, offer=offer)
    return Status(204, None)


@router.put("/competence/offers/{offer}/reuse", response={204: None}, summary="Say that you use it")
@authorised(PERSON)
def tell_reuse(request: Request, offer: UUID, payload: ReuseIn) -> Status[None]:
    offers.tell_reuse(actor=request.actor, offer=offer, **payload.dict())
    return Status(204, None)


@router.post(
    "/competence/pledges/{organisation}/publiccode", response={201: Made}, summary="Import a publiccode.yml"
)
@authorised(PERSON)
def import_publiccode(request: Request, organisation: UUID, payload: FileIn) -> Status[Any]:
    """One with the same source is brought up to date. Errors name the key."""
    content = payload.content.encode()
    return Status(
        201, publiccode.import_file(actor=request.actor, organisation=organisation, content=content)
    )


@router.get("/competence/skills", response=list[SkillOut], summary="Skills of the vocabularies")
@authorised(ANYONE)
def skills(request: Request, q: Words = "", offset: Offset = 0, limit: Limit = 50) -> Iterable[Skill]:
    """Those whose names in any language begin or contain the text. ESCO's are the European Commission's."""
    rows = Skill.objects.filter(retired=False).order_by("source", "uri")
    return rows.filter(search__contains=folded(q.replace("\x00", " ")))[offset : offset + limit]


@router.get(
    "/competence/vocabularies", response=list[VocabularyOut], summary="Vocabularies and their versions"
)
@authorised(ANYONE)
def vocabularies(request: Request) -> Iterable[Vocabulary]:
    return Vocabulary.objects.order_by("source")
