"""The personal data of pledges: given back, deleted on request, let go in time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.areas.competence.models import (
    Attempt,
    Expert,
    HourEntry,
    PersonLimit,
    PersonMonth,
    Round,
    VocabularyUpload,
)
from dugnad.areas.competence.pledges.experts import settle
from dugnad.areas.competence.pledges.things import thing_of
from dugnad.kernel.access import Actor
from dugnad.kernel.areas.manifest import Download, PersonalData
from dugnad.kernel.ledger.services import record

KEEP = timedelta(days=365)
PLATFORM = Actor(operator=True)
NAMELESS = "–"
TOLD = (
    "id", "name", "headline", "about", "counties", "remote", "languages", "hours_month", "active", "pledged_at",
    "agreed_at", "declined_at", "paused_at", "withdrawn_at",
)  # fmt: skip


def _file(name: str, found: Iterable[Any]) -> Iterable[Download]:
    if rows := list(found):
        yield f"competence/{name}.json", json.dumps(rows, ensure_ascii=False, indent=2, default=str).encode()


def export_expertise(person: UUID) -> Iterable[Download]:
    """What is pledged of the person, their own limit, and how the hours went."""
    rows = Expert.objects.filter(person=person)
    yield from _file("pledges", rows.values(*TOLD, of=F("organisation__name")))
    skills = rows.values("id", "skills__uri", "skills__labels").exclude(skills=None)
    yield from _file("skills", skills)
    yield from _file("limit", PersonLimit.objects.filter(person=person).values("hours_month"))
    entries = HourEntry.objects.filter(expert__in=rows).values("month", "kind", "hours", "at", "request")
    yield from _file("hours", entries.order_by("at", "id"))


@transaction.atomic
def erase_expertise(person: UUID) -> int:
    """Make the person's pledges nameless and closed; the hours stay as the organisation's numbers."""
    rows = list(Expert.objects.select_for_update().filter(person=person))
    for row in rows:
        _forget(row)
    PersonMonth.objects.filter(person=person).delete()
    limits, _kinds = PersonLimit.objects.filter(person=person).delete()
    return len(rows) + limits


def _forget(row: Expert) -> None:
    now = timezone.now()
    row.withdrawn_at, row.agreed_at = row.withdrawn_at or now, None
    settle(row, "withdrawn_at", "agreed_at")
    row.person, row.name, row.headline, row.about = None, NAMELESS, NAMELESS, ""
    row.save(update_fields=["person", "name", "headline", "about"])
    row.skills.clear()
    row.themes.clear()
    record("competence.expert_forgotten", actor=PLATFORM, thing=thing_of(row))


def expire_expertise(now: datetime) -> int:
    """A year after a pledge of a person was withdrawn or declined it is made nameless."""
    rows = Expert.objects.filter(person__isnull=False, active=False)
    old = rows.filter(withdrawn_at__lt=now - KEEP) | rows.filter(agreed_at=None, declined_at__lt=now - KEEP)
    found = list(old)
    for row in found:
        _forget(row)
    return len(found)


def export_work(person: UUID) -> Iterable[Download]:
    """Lines of the ledger and rounds that the person made."""
    yield from _file(
        "entries-made", HourEntry.objects.filter(by=person).values("at", "kind", "hours", "month")
    )
    rounds = Round.objects.filter(opened_by=person) | Round.objects.filter(approved_by=person)
    yield from _file("rounds", rounds.distinct().values("title", "month", "opened_at", "approved_at"))


def erase_work(person: UUID) -> int:
    """Forget who did it; what was done stays."""
    return sum(
        [
            HourEntry.objects.filter(by=person).update(by=None),
            Round.objects.filter(opened_by=person).update(opened_by=None),
            Round.objects.filter(approved_by=person).update(approved_by=None),
            Attempt.objects.filter(asked_by=person).update(asked_by=None),
            VocabularyUpload.objects.filter(asked_by=person).update(asked_by=None),
        ]
    )


PERSONAL_DATA = (
    PersonalData(
        name="expertise",
        what=_("What organisations pledge of your hours: skills, places, hours a month, and how they went"),
        why=_("So that members of the network find somebody who can help"),
        ground=_("Your consent (GDPR article 6.1 a), which you can take back at any time"),
        keep=KEEP,
        export=export_expertise,
        erase=erase_expertise,
        expire=expire_expertise,
        stays=_("The hours stay as numbers of the organisation, without your name."),
    ),
    PersonalData(
        name="competence_work",
        what=_("Hours that you reserved or told of, and rounds that you opened or approved"),
        why=_("So that it can be seen who did what"),
        ground=_("The task in the public interest (GDPR article 6.1 e)"),
        keep=None,
        export=export_work,
        erase=erase_work,
        stays=_("What was done stays, without your name."),
    ),
)
