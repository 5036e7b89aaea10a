"""The personal data of asking: given back, made nameless, forgotten in time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from dugnad.areas.competence.models import Contact, Need, NeedState
from dugnad.areas.competence.needs import gaps
from dugnad.kernel.areas.manifest import Download, PersonalData

KEEP = timedelta(days=365)
KEEP_DRAFT = timedelta(days=30)
ASKED = (
    "id", "text", "county", "place", "size", "industry", "urgency", "hours", "state", "created_at", "sent_at", "reply",
)  # fmt: skip
SENT = (
    "need",
    "message",
    "hours",
    "state",
    "reason",
    "start",
    "minutes",
    "sent_at",
    "answered_at",
    "outcome",
    "said",
)
WORDS = {"message": "", "reason": "", "said": "", "where": ""}


def _file(name: str, found: Iterable[Any]) -> Iterable[Download]:
    if rows := list(found):
        yield f"competence/{name}.json", json.dumps(rows, ensure_ascii=False, indent=2, default=str).encode()


def export_asked(person: UUID) -> Iterable[Download]:
    """What the person asked for on behalf of an organisation, and whom."""
    rows = Need.objects.filter(asked_by=person).order_by("created_at", "id")
    yield from _file("needs", rows.values(*ASKED, of=F("organisation__name")))
    sent = Contact.objects.filter(need__asked_by=person).order_by("sent_at", "id")
    yield from _file("requests", sent.values(*SENT, expert_name=Coalesce("expert__name", "offer__title")))


def export_answered(person: UUID) -> Iterable[Download]:
    """The requests that the person was asked as an expert."""
    rows = Contact.objects.filter(expert__person=person).order_by("sent_at", "id")
    yield from _file("requests-received", rows.values(*SENT, asked_by=F("asker__name")))


def erase_asked(person: UUID) -> int:
    """Forget who asked, and the words they wrote; that their organisation asked stays as a number."""
    rows = Need.objects.filter(asked_by=person)
    ids = list(rows.values_list("id", flat=True))
    Contact.objects.filter(need__in=ids).update(message="", said="")
    return rows.update(asked_by=None, text="")


def erase_answered(person: UUID) -> int:
    """Forget the words of an expert; that hours were given stays in the ledger."""
    return Contact.objects.filter(expert__person=person).update(reason="", where="", message="")


def expire(now: datetime) -> int:
    """Forget the words of needs that were closed a year ago, drafts after a month, and old gaps."""
    closed = Q(state__in=(NeedState.DONE, NeedState.WITHDRAWN), closed_at__lte=now - KEEP)
    silent = ~Q(state__in=(NeedState.DONE, NeedState.WITHDRAWN, NeedState.DRAFT)) & Q(
        created_at__lte=now - 2 * KEEP
    )
    drafts = Need.objects.filter(state=NeedState.DRAFT, created_at__lte=now - KEEP_DRAFT)
    dropped, _each = drafts.delete()
    ids = list(Need.objects.filter(closed | silent, forgotten_at=None).values_list("id", flat=True))
    Contact.objects.filter(need__in=ids).update(**WORDS)
    Need.objects.filter(id__in=ids).update(text="", reply="", forgotten_at=now, in_round=False)
    return dropped + len(ids) + gaps.expire(now)


def expire_answered(now: datetime) -> int:
    """Forget the words of requests that ended a year ago."""
    old = Contact.objects.filter(ended_at__lte=now - KEEP).exclude(**WORDS)
    return old.update(**WORDS)


PERSONAL_DATA = (
    PersonalData(
        name="needs",
        what=_("What you asked for on behalf of your organisation, and whom you asked"),
        why=_("So that the experts you choose can answer, and your organisation sees what became of it"),
        ground=_("Your organisation's legitimate interest (GDPR article 6.1 f)"),
        keep=KEEP,
        export=export_asked,
        erase=erase_asked,
        expire=expire,
        stays=_("That your organisation asked, when, and how it went stays as numbers, without your words."),
    ),
    PersonalData(
        name="requests",
        what=_("Requests that you were asked as an expert, and what you answered"),
        why=_("So that who asked gets an answer, and your hours are counted once"),
        ground=_("Your organisation's legitimate interest (GDPR article 6.1 f)"),
        keep=KEEP,
        export=export_answered,
        erase=erase_answered,
        expire=expire_answered,
        stays=_("That a request was answered, and the hours it took, stays without your words."),
    ),
)
