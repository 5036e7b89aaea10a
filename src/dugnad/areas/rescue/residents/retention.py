"""Registrations do not grow old unseen: asked about after a year, deleted when nobody answers in a month."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from dugnad.areas.rescue.models import Incident, Resident
from dugnad.areas.rescue.residents import mail
from dugnad.areas.rescue.residents.services.changing import delete
from dugnad.kernel.access import Actor

YEAR = timedelta(days=365)
ANSWER_IN = timedelta(days=30)
PLATFORM = Actor(operator=True)


@transaction.atomic
def ask_again(now: datetime) -> None:
    """The schedule: ask about what nobody has confirmed for a year; one letter to a person or a care service."""
    old = Resident.objects.filter(confirmed_at__lte=now - YEAR, asked_at=None, synthetic=False)
    rows = list(old.values_list("id", "person", "service"))
    old.filter(id__in=[id for id, _person, _service in rows]).update(asked_at=now)
    for id in (id for id, person, _service in rows if person):
        mail.post("unconfirmed", resident=id)
    for service in sorted({service for _id, _person, service in rows if service}, key=str):
        mail.post("unconfirmed_service", service=service)


def expire(now: datetime) -> int:
    """Withdraw what was asked about and not confirmed in a month, unless an alarm lasts there; how many rows."""
    rows = list(_unconfirmed(now))
    for row in rows:
        delete(row, PLATFORM)
        _say_deleted(row.person_id)
    return len(rows)


def _unconfirmed(now: datetime) -> QuerySet[Resident]:
    alarmed = Incident.objects.filter(building=OuterRef("building"), closed_at=None)
    return Resident.objects.filter(asked_at__lte=now - ANSWER_IN).exclude(Exists(alarmed))


def _say_deleted(person: UUID | None) -> None:
    if person:
        mail.post("withdrawn", person=person)
