"""Rounds of the maturity test for the demo, made through the services; all answers are invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dugnad.areas.lab.maturity import services
from dugnad.areas.lab.maturity.content import edition
from dugnad.areas.lab.maturity.services import About
from dugnad.areas.lab.maturity.values import HIGHEST, Question, Shape, Value
from dugnad.areas.lab.models import Answer, Assessment
from dugnad.kernel.access import Actor
from dugnad.kernel.identity.actors import actor_for
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation

SENSOR, DRONE = "Fjordvakt Sensor AS", "Tindeblikk Droner AS"
ELECTRONICS = About("small", "electronics")
SIMILAR = (
    ("Lofotmåling AS", About("small", "electronics"), 0.35),
    ("Mjøsbruk Robotikk AS", About("small", "metal"), 0.6),
    ("Elvebredden Helseteknologi AS", About("small", "electronics"), 0.5),
    ("Bylysene AS", About("small", "electronics", "ict"), 0.55),
    (DRONE, About("small", "vehicles", "ict"), 0.65),
)
"""Companies like the sensor company: small, in industry; each with about that share of the points."""
FIRST, SECOND = 0.38, 0.62
"""What the sensor company reached at T0 and at T1."""
PUBLIC = "Oslo kommune"
HALF_WAY = 6


@transaction.atomic
def make() -> None:
    """Five similar companies with a finished round, one with T0 and T1, and a city half way through."""
    wanted = [SENSOR, PUBLIC, *(name for name, _about, _share in SIMILAR)]
    known = dict(Organisation.objects.filter(name__in=wanted).values_list("name", "id"))
    if len(known) < len(wanted) or Assessment.objects.filter(organisation=known[SENSOR]).exists():
        return
    for name, about, share in SIMILAR:
        _round(_answering_for(known[name]), known[name], about, share, days=120)
    eirik = actor_for(Person.objects.get(email="eirik.moe@eksempel.example"))
    _round(eirik, known[SENSOR], ELECTRONICS, FIRST, days=110)
    _round(eirik, known[SENSOR], ELECTRONICS, SECOND, days=3)
    _half_way(known[PUBLIC])


def _answering_for(organisation: UUID) -> Actor:
    """Nobody of the demo's people belongs to every example, so the platform answers as a member would."""
    return Actor(person=None, roles=frozenset({(organisation, "member")}))


def _round(actor: Actor, organisation: UUID, about: About, share: float, days: int) -> None:
    row = services.start(actor=actor, organisation=organisation, about=about)
    _answer(actor, row, share, len(edition(row.test).questions))
    services.finish(actor=actor, assessment=row.id)
    at = timezone.now() - timedelta(days=days)
    Assessment.objects.filter(id=row.id).update(begun_at=at - timedelta(hours=1), finished_at=at)
    Answer.objects.filter(assessment=row).update(answered_at=at)


def _half_way(organisation: UUID) -> None:
    ingrid = actor_for(Person.objects.get(email="ingrid.solheim@eksempel.example"))
    row = services.start(actor=ingrid, organisation=organisation, about=About("large", "administration"))
    _answer(ingrid, row, 0.6, HALF_WAY)


def _answer(actor: Actor, row: Assessment, share: float, count: int) -> None:
    draw = Random(f"{row.organisation_id}{row.number}")  # noqa: S311 - invented answers, the same for the same organisation
    for question, value in _values(row.test, share, draw, count):
        services.answer(actor=actor, assessment=row.id, question=question, value=value)


def _values(test: str, share: float, draw: Random, count: int) -> Iterator[tuple[str, Value]]:
    for question in edition(test).questions[:count]:
        leaning = min(max(share + draw.uniform(-0.2, 0.2), 0.05), 0.95)
        yield question.key, _value(question, leaning, draw)


def _value(question: Question, share: float, draw: Random) -> Any:
    items = [item.key for item in question.items if not item.negative]
    if question.shape is Shape.TICKS:
        return [key for key in items if draw.random() < share]
    if question.shape is Shape.MATRIX:
        return {
            "done": [key for key in items if draw.random() < share],
            "planned": [k for k in items if draw.random() < share / 2],
        }
    highest = HIGHEST[question.shape]
    return {key: min(highest, round(highest * share * draw.uniform(0.3, 1.5))) for key in items}
