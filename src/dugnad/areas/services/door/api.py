"""This part's operations, under /api/v1/services."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils import timezone
from django.utils.translation import get_language
from ninja import BodyEx, P, Router, Status
from pydantic import Field

from dugnad.areas.services.catalogue.areas import around, today
from dugnad.areas.services.catalogue.content import stored
from dugnad.areas.services.catalogue.events import put_life_events
from dugnad.areas.services.catalogue.themes import all_themes
from dugnad.areas.services.door import feedback
from dugnad.areas.services.door.answering import reply
from dugnad.areas.services.door.deliveries import delivery
from dugnad.areas.services.door.ground import standing
from dugnad.areas.services.door.pages import note
from dugnad.areas.services.door.places import Looked
from dugnad.areas.services.door.questions import question
from dugnad.areas.services.door.responsible import responsible
from dugnad.areas.services.door.shelf import Family, families_by_slug, of_theme
from dugnad.areas.services.door.where import named, present
from dugnad.areas.services.models import LifeEvent, Territory
from dugnad.areas.services.schemas import (
    AnswerOut,
    FeedbackIn,
    HomePointIn,
    LifeEventIn,
    LifeEventOut,
    PlaceOut,
    ReplyOut,
)
from dugnad.kernel.areas import ANYONE, OPERATOR, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.municipalities import Municipality
from dugnad.kernel.problems import Invalid, NotFound

router = Router(tags=["services"])
Place = Annotated[
    str, Field(max_length=4, description="A municipality's number; a former one leads to its heir")
]
Words = Annotated[str, Field(max_length=50_000, description="The need, in one's own words")]


def _place(number: str) -> Municipality | None:
    found = present(number) if number else None
    if number and found is None:
        raise Invalid(fields={"place": "No municipality has this number."})
    return found


def _answer(family: Family, place: Municipality | None) -> dict[str, Any]:
    offered = delivery(family, place, today())
    content = offered.offer.content if offered else family.content
    who, here = (offered.offer.who, offered.here) if offered else ("", False)
    more = {
        "responsible": responsible(content.level, place),
        "confirmed": offered.offer.confirmed if offered else False,
    }
    return stored(content) | {"slug": family.slug, "who": who, "here": here} | more


@router.get("/services/answer", summary="Answer a need", response=ReplyOut)
@authorised(ANYONE)
def answer(request: Request, q: Words, place: Place = "") -> dict[str, Any]:
    where = _place(place)
    found = reply(q, where)
    note(found)
    about, choices = question([one.family for one in found.asks], get_language() or "nb")
    asked = {"about": about, "choices": [_answer(one.family, where) for one in choices]}
    areas = around(where.number) if where else ("no",)
    contacts = {row.area: row for row in Territory.objects.filter(area__in=areas)}
    return {
        "words": found.words,
        "answer": _answer(found.best.family, where) if found.best else None,
        "question": asked if choices else None,
        "others": [_answer(one.family, where) for one in found.others],
        "life_events": found.events,
        "contact": next((contacts[area] for area in areas if area in contacts), None),
    }


@router.get("/services/places", summary="Municipalities by name or postal code", response=list[PlaceOut])
@authorised(ANYONE)
def places(request: Request, q: Annotated[str, Field(max_length=60)]) -> list[dict[str, Any]]:
    """By name, old name, district, number, postal code, post town or an address that ends in one."""
    return _places(named(q))


@router.post("/services/places/at", summary="The municipality at a point", response=list[PlaceOut])
@authorised(ANYONE)
def places_at(request: Request, payload: HomePointIn) -> list[dict[str, Any]]:
    """One; several where one was divided, or those within 5 km of a point off the shore or just over the border.

    Nothing is stored.
    """
    return _places(standing(payload.latitude, payload.longitude, timezone.localdate()))


def _places(looked: Looked) -> list[dict[str, Any]]:
    return [
        {
            "number": one.place.number,
            "name": one.place.name,
            "county": one.place.county,
            "former": one.former.name if one.former else "",
            "district": one.district,
            "town": looked.town,
            "sure": looked.one is not None,
        }
        for one in looked.found
    ]


@router.get("/services/themes", summary="Themes of services", response=dict[str, dict[str, str]])
@authorised(ANYONE)
def themes(request: Request) -> dict[str, dict[str, str]]:
    return {theme: dict(title) for theme, title in all_themes().items()}


@router.get("/services/themes/{theme}", summary="Services of a theme", response=list[AnswerOut])
@authorised(ANYONE)
def theme(request: Request, theme: str, place: Place = "") -> list[dict[str, Any]]:
    if theme not in all_themes():
        raise NotFound
    where = _place(place)
    return [_answer(family, where) for family in of_theme(theme)]


@router.get("/services/life-events", summary="Life events", response=list[LifeEventIn])
@authorised(ANYONE)
def life_events(request: Request) -> list[dict[str, Any]]:
    return [
        {"id": row.slug, "title": row.title, "summary": row.summary, "order": row.order}
        for row in LifeEvent.objects.all()
    ]


@router.put("/services/life-events", summary="Put in or change life events", response={204: None})
@authorised(OPERATOR)
def put_events(request: Request, payload: BodyEx[list[LifeEventIn], P(max_length=100)]) -> Status[None]:
    put_life_events(actor=request.actor, events=[event.dict() for event in payload])
    return Status(204, None)


@router.get("/services/life-events/{slug}", summary="The services of a life event", response=LifeEventOut)
@authorised(ANYONE)
def life_event(request: Request, slug: str, place: Place = "") -> dict[str, Any]:
    row = LifeEvent.objects.filter(slug=slug).first()
    if row is None:
        raise NotFound
    where, found = _place(place), families_by_slug(row.order)
    services = [_answer(found[one], where) for one in row.order if one in found]
    return {"id": row.slug, "title": row.title, "summary": row.summary, "services": services}


@router.get("/services/services/{slug}", summary="A service at a place", response=AnswerOut)
@authorised(ANYONE)
def service(request: Request, slug: str, place: Place = "") -> dict[str, Any]:
    found = families_by_slug([slug]).get(slug)
    if found is None:
        raise NotFound
    return _answer(found, _place(place))


@router.post(
    "/services/services/{slug}/feedback",
    summary="Say that a description is wrong",
    description="Open to everyone, five an hour. Texts with numbers or addresses of persons are refused.",
    response={204: None},
)
@authorised(ANYONE)
def give_feedback(request: Request, slug: str, payload: FeedbackIn) -> Status[None]:
    sender = feedback.sender_of(request)
    feedback.give(actor=request.actor, slug=slug, sender=sender, kind=payload.kind, text=payload.text)
    return Status(204, None)
