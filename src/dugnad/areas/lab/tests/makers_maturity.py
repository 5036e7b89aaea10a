"""Rounds of the maturity test for tests, made through the services. All organisations are invented."""

from __future__ import annotations

from typing import Any

from dugnad.areas.lab.maturity import services
from dugnad.areas.lab.maturity.content import edition
from dugnad.areas.lab.maturity.services import About
from dugnad.areas.lab.maturity.values import HIGHEST, Question, Shape
from dugnad.areas.lab.models import Assessment
from dugnad.kernel.access import Actor
from dugnad.kernel.organisations.models import Organisation
from tests import people

ABOUT = About("small", "metal")
POST = {"size": "small", "sector": "metal", "second_sector": ""}


def begun(actor: Actor, organisation: Organisation, about: About = ABOUT, test: str = "") -> Assessment:
    return services.start(actor=actor, organisation=organisation.id, about=about, test=test)


def some(question: Question, share: float) -> Any:
    """An answer that has about that share of the points."""
    items = [item.key for item in question.items if not item.negative]
    picks = items[: round(share * len(items))]
    if question.shape is Shape.TICKS:
        return picks
    if question.shape is Shape.MATRIX:
        return {"done": picks, "planned": picks}
    return dict.fromkeys(question.keys, round(share * HIGHEST[question.shape]))


def answered(actor: Actor, row: Assessment, share: float = 0.5) -> Assessment:
    for question in edition(row.test).questions:
        services.answer(actor=actor, assessment=row.id, question=question.key, value=some(question, share))
    return row


def finished(
    actor: Actor, organisation: Organisation, share: float = 0.5, about: About = ABOUT
) -> Assessment:
    row = answered(actor, begun(actor, organisation, about), share)
    services.finish(actor=actor, assessment=row.id)
    row.refresh_from_db()
    return row


def another(share: float = 0.5, about: About = ABOUT, kind: str = "company") -> Assessment:
    """A finished round of a new organisation."""
    organisation = people.organisation("Eksempel annen", kind)
    return finished(people.acting(people.person("Kari Annen", organisation)), organisation, share, about)
