"""Needs of the demo in every state, so that each page of asking and answering shows something. All invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dugnad.areas.competence.demo.data import BERGEN, DRONE, ELV, HVERDAG, KYST, LYS, OSLO, SENSOR, SOR, VIDDE
from dugnad.areas.competence.models import Contact, Need, OfferKind, first_of
from dugnad.areas.competence.needs import gaps, selectors
from dugnad.areas.competence.needs.services import asking, contacting, offering
from dugnad.kernel.access import Actor
from dugnad.kernel.identity.models import Person

HOURS = 1


class Told(NamedTuple):
    """A need: who asks, in which words, what becomes of it, how many days ago."""

    organisation: str
    text: str
    becomes: str = "draft"
    days: int = 2
    size: str = "public"


STORIES = (
    Told(
        OSLO,
        "Vi vil måle fukt og temperatur på sykehjemmene våre. Hvilke sensorer tåler hverdagen der?",
        "sent",
        3,
    ),
    Told(OSLO, "Hvem kan gå gjennom hva vi gjør hvis dataene våre blir låst?", "proposed", 6),
    Told(OSLO, "Universell utforming av skjema: noen som tester med skjermleser", "accepted", 12),
    Told(OSLO, "Klarspråk i vedtaksbrev", "finished", 40),
    Told(BERGEN, "Korleis gjer vi bustadskjemaet vårt enklare å forstå for innbyggjarane?", "draft", 1),
    Told(BERGEN, "Personvern når hjemmetjenesten bruker kamera", "declined", 9),
    Told(
        SENSOR,
        "We need help to find out what the public sector may buy without a tender",
        "hidden",
        4,
        "small",
    ),
    Told(BERGEN, "Kurs i klarspråk og gode skjema for saksbehandlere", "seat", 3),
    Told("Halden kommune", "Strømdata fra alle skolebygg på ett sted", "silent", 30),
    Told("Fredrikstad kommune", "Noen som kan lære oss å stelle bier på taket av rådhuset", "handed", 2),
)
HELPED = ("Trondheim kommune", "Tromsø kommune", "Bodø kommune", "Drammen kommune")
HELPED_WITH = "Klarspråk og skjema som folk forstår"
LACKING = (LYS, HVERDAG, ELV, KYST, DRONE, VIDDE)
LACKED = "keramikkovn og treskjæring til et kulturhus"


def make_needs(ids: Mapping[str, UUID]) -> None:
    """Every story, once, each in a transaction of its own. As system."""
    for number, name in enumerate(HELPED):
        helped = Told(name, HELPED_WITH)
        if not _is_told(ids, helped):
            with transaction.atomic():
                _finish(_asked(ids, helped, with_person=False), 4 + number % 2)
    for story in STORIES:
        if not _is_told(ids, story):
            with transaction.atomic():
                _tell(ids, story)
    for name in LACKING:
        gaps.note(LACKED, "", ids[name])


def _is_told(ids: Mapping[str, UUID], story: Told) -> bool:
    return Need.objects.filter(organisation=ids[story.organisation], text=story.text).exists()


def _tell(ids: Mapping[str, UUID], story: Told) -> None:
    row = _asked(ids, story)
    actor = _actor(row)
    if story.becomes == "hidden":
        others = [ids[name] for name in (DRONE, SOR)]
        asking.hide_need(actor=actor, need=row.id, organisations=others, industry=False)
    elif story.becomes == "handed":
        asking.hand_over(actor=actor, need=row.id)
    elif story.becomes == "seat":
        _ask_for_a_seat(row)
    elif story.becomes == "finished":
        _finish(row, 5)
    elif story.becomes != "draft" and (contact := _sent(row)):
        _move(contact, story.becomes)
    _age(row, story.days)


def _ask_for_a_seat(row: Need) -> None:
    """A request for the best course, for three people."""
    found = selectors.answers(_actor(row), row)
    course = next((hit.offer for hit in found.offers if hit.offer.kind == OfferKind.COURSE), None)
    if course:
        offering.ask_for(actor=_actor(row), need=row.id, offer=course.id, people=3)


def _move(contact: Contact, becomes: str) -> None:
    of: dict[str, Any] = {"actor": _boss(contact.organisation_id), "contact": contact.id}
    if becomes == "proposed":
        contacting.propose(**of, start=_next(), minutes=45, where="Video", reason="Passer dette?")
    elif becomes == "accepted":
        contacting.propose(**of, start=_next(), minutes=60, where="Video")
        contacting.accept(actor=_actor(contact.need), contact=contact.id)
    elif becomes == "declined":
        contacting.decline(**of, reason="Vi har ingen ledige denne måneden. Prøv igjen i januar.")
    elif becomes == "sent":
        contacting.promise(**of, answer_by=timezone.localdate() + timedelta(days=4))


def _finish(row: Need, satisfaction: int) -> None:
    contact = _sent(row)
    if contact is None:
        return
    contacting.accept(actor=_boss(contact.organisation_id), contact=contact.id)
    contacting.finish(
        actor=_actor(row),
        contact=contact.id,
        outcome="solved",
        satisfaction=satisfaction,
        hours_used=HOURS,
        said="Vi kom i gang samme dag.",
    )


def _asked(ids: Mapping[str, UUID], story: Told, *, with_person: bool = True) -> Need:
    organisation = ids[story.organisation]
    held = Person.objects.filter(
        memberships__organisation=organisation, memberships__role="administrator", invented=True
    )
    person = held.order_by("email").first() if with_person else None
    actor = Actor(person.id if person else None, frozenset({(organisation, "administrator")}))
    return asking.ask(
        actor=actor,
        organisation=organisation,
        text=story.text,
        hours=HOURS,
        size=story.size,
        invented=True,
    )


def _sent(row: Need) -> Contact | None:
    """A request to the best who has hours when they could meet; none where the words find nobody."""
    reader = Actor(_somebody(), frozenset({(row.organisation_id, "administrator")}))
    found = selectors.answers(reader, row)
    month = first_of(_next().date())
    free = [hit.expert for hit in (*found.experts, *found.near) if hit.free.get(month, 0) >= HOURS]
    if not free:
        return None
    asked = contacting.send(actor=reader, need=row.id, experts=[free[0].id])
    return asked[0]


def _age(row: Need, days: int) -> None:
    """As if it had been asked some days ago, and for the silent one, as if a human had been called."""
    then = timezone.now() - timedelta(days=days)
    Need.objects.filter(id=row.id).update(created_at=then)
    Need.objects.filter(id=row.id, sent_at__isnull=False).update(sent_at=then)
    contacts = Contact.objects.filter(need=row)
    contacts.update(sent_at=then)
    if days >= 24 and contacts.filter(state="sent").exists():
        hub = selectors.hub_for(row)
        values: dict[str, Any] = {"moved_at": then, "reminded": 3, "matcher": hub}
        contacts.update(escalated_at=timezone.now(), reminded_at=timezone.now() - timedelta(days=4), **values)


def _actor(row: Need) -> Actor:
    return Actor(row.asked_by_id, frozenset({(row.organisation_id, "administrator")}))


def _boss(organisation: UUID) -> Actor:
    return Actor(roles=frozenset({(organisation, "administrator")}))


def _somebody() -> UUID:
    return Person.objects.filter(invented=True).order_by("email").values_list("id", flat=True)[:1].get()


def _next() -> datetime:
    """Ten in the morning, five days on."""
    day = timezone.localtime() + timedelta(days=5)
    return day.replace(hour=10, minute=0, second=0, microsecond=0)
