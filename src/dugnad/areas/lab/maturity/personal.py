"""The personal data of the maturity test: who began, answered and finished."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from dugnad.areas.lab.models import Answer, Assessment
from dugnad.kernel.areas.manifest import Download, PersonalData

KEPT = timedelta(days=3 * 365)
ROUND = {"organisation": F("assessment__organisation__name"), "round": F("assessment__number")}


def export(person: UUID) -> Iterable[Download]:
    """Which questions the person answered, and which rounds they began or finished; the answers are not theirs."""
    answered = Answer.objects.filter(answered_by=person).order_by("answered_at", "id")
    begun = Assessment.objects.filter(begun_by=person).order_by("begun_at", "id")
    finished = Assessment.objects.filter(finished_by=person).order_by("finished_at", "id")
    named = {"for_organisation": F("organisation__name")}
    yield from _file("answered", answered.values("question", "answered_at", **ROUND))
    yield from _file("begun", begun.values("number", "begun_at", **named))
    yield from _file("finished", finished.values("number", "finished_at", **named))


def _file(name: str, found: Iterable[Any]) -> Iterable[Download]:
    if rows := list(found):
        yield (
            f"lab/maturity-{name}.json",
            json.dumps(rows, ensure_ascii=False, indent=2, default=str).encode(),
        )


def erase(person: UUID) -> int:
    """Forget who it was. The organisation keeps its answers."""
    answered = Answer.objects.filter(answered_by=person).update(answered_by=None)
    begun = Assessment.objects.filter(begun_by=person).update(begun_by=None)
    return answered + begun + Assessment.objects.filter(finished_by=person).update(finished_by=None)


def expire(now: datetime) -> int:
    """Forget after three years who answered, began and finished."""
    past = now - KEPT
    answered = Answer.objects.filter(answered_at__lt=past).exclude(answered_by=None).update(answered_by=None)
    begun = Assessment.objects.filter(begun_at__lt=past).exclude(begun_by=None).update(begun_by=None)
    finished = Assessment.objects.filter(finished_at__lt=past).exclude(finished_by=None)
    return answered + begun + finished.update(finished_by=None)


PERSONAL_DATA = (
    PersonalData(
        name="maturity_answers",
        what=_("Which questions of the maturity test you answered for your organisation, and when"),
        why=_("So that colleagues can ask the one who answered"),
        ground=_("The organisation's legitimate interest (GDPR article 6.1 f)"),
        keep=KEPT,
        export=export,
        erase=erase,
        expire=expire,
        stays=_("The answers are the organisation's, and stay without your name."),
    ),
)
