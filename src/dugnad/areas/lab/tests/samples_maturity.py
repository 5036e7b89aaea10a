"""How the maturity test's routes are tried; see tests/world.py."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from dugnad.areas.lab.maturity import services
from dugnad.areas.lab.models import Assessment
from dugnad.areas.lab.tests import makers_maturity as makers
from dugnad.kernel.organisations.models import Organisation
from tests.world import Builder, Sample, World

MEMBER = "own member"


def _done(world: World) -> Assessment:
    """The finished round, and at each call one more in the list of the organisation's rounds."""
    rows = Assessment.objects.filter(organisation=world.own)
    _older(world.own, rows.filter(test="public").count())
    found = rows.filter(test="company").exclude(finished_at=None).first()
    return found or makers.finished(world.actor(MEMBER), world.own)


def _older(organisation: Organisation, number: int) -> None:
    """A round of the other test, from before the organisation changed its kind."""
    about = {"size": "small", "sector": "metal", "scores": [50.0] * 7, "finished_at": timezone.now()}
    Assessment.objects.create(organisation=organisation, test="public", number=number, **about)


def _open(world: World) -> Assessment:
    """The round that is open, with an answer; beside one that is finished."""
    _done(world)
    actor = world.actor(MEMBER)
    row = makers.begun(actor, world.own)
    services.answer(actor=actor, assessment=row.id, question="q2", value=["needs"])
    return row


def _of_open(data: Any = None, **more: Any) -> Builder:
    return lambda world: Sample({"assessment": _open(world).id, **more}, data=data)


def _of_done(data: Any = None) -> Builder:
    return lambda world: Sample({"assessment": _done(world).id}, data=data)


ONE = "/lab/maturity/{assessment}"
SAMPLES: dict[str, Builder] = {
    "lab:maturity_start": lambda world: Sample({"organisation": world.own.id}, data=makers.POST),
    "lab:assessment": _of_done(),
    "lab:maturity_about": _of_open(makers.POST),
    "lab:maturity_question": _of_open({"pick": ["needs"], "go": "next"}, number=2),
    "lab:maturity_summary": _of_open(),
    "lab:maturity_finish": _of_open({}),
    "lab:maturity_remove": _of_open({}),
    "lab:maturity_csv": _of_done(),
    "lab:maturity_json": _of_done(),
    "GET /lab/maturity/questions/{test}": lambda world: Sample({"test": "company"}, public=True),
    "POST /lab/maturity": lambda world: Sample(data={"organisation": str(world.own.id), **makers.POST}),
    f"GET {ONE}": _of_open(),
    f"DELETE {ONE}": _of_open({}),
    f"PUT {ONE}/about": _of_open(makers.POST),
    f"PUT {ONE}/answers/{{question}}": _of_open({"value": ["needs", "finance"]}, question="q2"),
    f"POST {ONE}/finish": _of_open({}),
    f"GET {ONE}/result": _of_done(),
    f"GET {ONE}/comparison": _of_done(),
    f"GET {ONE}/export.json": _of_done(),
    f"GET {ONE}/export.csv": _of_done(),
}
