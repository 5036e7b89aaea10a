"""The personal data of the register: given back, deleted on request, let go in time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.models import FrozenPosition, Habit, Look, Need, Opening, Resident, Tag
from dugnad.areas.rescue.residents.retention import ANSWER_IN, YEAR, expire
from dugnad.areas.rescue.residents.services.changing import delete
from dugnad.kernel.access import Actor
from dugnad.kernel.areas.manifest import Download, PersonalData

PLATFORM = Actor(operator=True)
REGISTERED = (
    "id", "space", "ground", "ground_said", "consent_version", "registered_at", "confirmed_at",
)  # fmt: skip
NEEDED = ("resident", "stairs", "aid", "carriers", "device", "hears_alarm", "lives_alone", "updated_at")


def _file(name: str, found: Iterable[Any]) -> Iterable[Download]:
    if rows := list(found):
        yield f"rescue/{name}.json", json.dumps(rows, ensure_ascii=False, indent=2, default=str).encode()


def export_registrations(person: UUID) -> Iterable[Download]:
    """What the person registered: need, room, tags by kind, habits, frozen positions, and every look."""
    rows = Resident.objects.filter(person=person)
    ids = rows.values("id")
    yield from _file("registrations", rows.values(*REGISTERED, in_building=F("building__name")))
    yield from _file("needs", Need.objects.filter(resident__in=ids).values(*NEEDED))
    yield from _file("tags", Tag.objects.filter(resident__in=ids).values("resident", "sensor"))
    habits = Habit.objects.filter(resident__in=ids)
    yield from _file("habits", habits.values("resident", "space", "first_hour", "last_hour", "often"))
    positions = FrozenPosition.objects.filter(resident__in=ids)
    yield from _file("positions", positions.values("resident", "beliefs", "seen_at", "sensor", "at"))
    looks = Look.objects.filter(resident__in=ids).order_by("at", "id")
    seen = looks.values(
        "at", "told_at", who=F("by__name"), of=F("organisation__name"), why=F("opening__reason")
    )
    yield from _file("looks", seen)


def erase_registrations(person: UUID) -> int:
    """Withdraw all that the person registered for themselves."""
    rows = list(Resident.objects.filter(person=person))
    for row in rows:
        delete(row, PLATFORM)
    return len(rows)


def export_work(person: UUID) -> Iterable[Download]:
    """Which looks the person took, and which openings they asked for or allowed; not at whom."""
    looks = Look.objects.filter(by=person).order_by("at", "id")
    yield from _file("looks-taken", looks.values("at", of=F("organisation__name")))
    asked = Opening.objects.filter(asked_by=person).values(
        "asked_at", "reason", "until", in_building=F("building__name")
    )
    yield from _file("openings-asked", asked)
    allowed = Opening.objects.filter(allowed_by=person).values("allowed_at", in_building=F("building__name"))
    yield from _file("openings-allowed", allowed)


def erase_work(person: UUID) -> int:
    """Forget who registered on another's behalf. Looks and openings stay: residents have a right to know of them."""
    return Resident.objects.filter(registered_by=person).update(registered_by=None)


PERSONAL_DATA = (
    PersonalData(
        name="registrations",
        what=_("What help you need to get out of a building, in which room, and every look at it"),
        why=_("So that the fire service finds you and knows what help you need"),
        ground=_(
            "Your explicit consent (GDPR articles 6.1 a and 9.2 a), which you can take back at any time"
        ),
        keep=YEAR + ANSWER_IN,
        export=export_registrations,
        erase=erase_registrations,
        expire=expire,
        stays=_(
            "A registration with a blocked address is not tied to you and is not found. Withdraw it with its code, "
            "or it is deleted 13 months after it was last confirmed."
        ),
    ),
    PersonalData(
        name="register_work",
        what=_(
            "Looks that you took at the register of who needs help, and openings you asked for or allowed"
        ),
        why=_("So that residents can see who has looked, and why"),
        ground=_("A legal obligation to show who has had access (GDPR articles 6.1 c, 5.2 and 32)"),
        keep=None,
        export=export_work,
        erase=erase_work,
        stays=_("Looks and openings stay, without your name, until the resident withdraws."),
    ),
)
