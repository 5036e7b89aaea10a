"""Mail to residents and those who answer for them, each in their own language; it tells nothing of any need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from dugnad.areas.rescue.models import Opening, Resident
from dugnad.areas.rescue.residents.seal import ALLOWING
from dugnad.kernel.access import Actor
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.services import Progress, start

JOB = "rescue.residents_mail"
Words = Callable[[], tuple[str, str]]
Letters = list[tuple[Person, Words]]


def post(kind: str, **ids: UUID) -> None:
    """Ask for mail of this kind in the present transaction."""
    wanted: dict[str, Any] = {name: str(value) for name, value in ids.items()}
    start(JOB, actor=Actor(operator=True), kind=kind, **wanted)


def deliver(progress: Progress, kind: str, **ids: str) -> None:
    """The job: write and send what was asked for; nothing if it is no longer so."""
    for person, words in LETTERS[kind](*(UUID(value) for value in ids.values())):
        if person.email and person.is_active:
            _send(person, words)


def _send(person: Person, words: Words) -> None:
    with translation.override(person.language):
        subject, body = words()
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [str(person.email)])


def _letter(subject: str, text: str, page: str) -> tuple[str, str]:
    return subject, f"{text}\n\n{settings.ORIGIN}{reverse(page)}"


def _to_resident(words: Words) -> Callable[[UUID], Letters]:
    def letters(resident: UUID) -> Letters:
        row = Resident.objects.select_related("person").filter(id=resident, person__isnull=False).first()
        return [(row.person, words)] if row and row.person else []

    return letters


def _to_carers(service: UUID) -> Letters:
    rows = Person.objects.filter(
        memberships__organisation=service, memberships__role="carer", memberships__ended_at=None
    )
    return [(person, _ask_service) for person in rows.distinct()]


def _to_person(person: UUID) -> Letters:
    return [(row, _withdrawn) for row in Person.objects.filter(id=person)]


def _to_colleagues(opening: UUID) -> Letters:
    row = Opening.objects.filter(id=opening, allowed_by=None, refused_at=None).first()
    if row is None:
        return []
    people = Person.objects.filter(
        memberships__organisation=row.organisation_id,
        memberships__role__in=ALLOWING[row.role],
        memberships__ended_at=None,
    )
    return [(person, _asked) for person in people.exclude(id=row.asked_by_id).distinct()]


def _looked() -> tuple[str, str]:
    text = _("Someone has looked at what you registered for the fire service. See who it was, when and why:")
    return _letter(_("Someone looked at your registration"), text, "rescue:registrations")


def _ask_resident() -> tuple[str, str]:
    text = _(
        "Is what you registered for the fire service still right? If nobody answers in a month, it is deleted."
    )
    return _letter(_("Is your registration still right?"), text, "rescue:registrations")


def _ask_service() -> tuple[str, str]:
    text = _("Some of your registrations are a year old. Those that nobody confirms in a month are deleted.")
    return _letter(_("Are your registrations still right?"), text, "rescue:care_services")


def _withdrawn() -> tuple[str, str]:
    text = _(
        "Nobody said that your registration was still right, so all of it is deleted. You can register again:"
    )
    return _letter(_("Your registration is deleted"), text, "rescue:registrations")


def _asked() -> tuple[str, str]:
    text = _("A colleague asks to open the register of who needs help. Read why, and allow or refuse it:")
    return _letter(_("A colleague asks to open the register"), text, "rescue:openings")


LETTERS: dict[str, Callable[[UUID], Letters]] = {
    "looked": _to_resident(_looked),
    "unconfirmed": _to_resident(_ask_resident),
    "unconfirmed_service": _to_carers,
    "withdrawn": _to_person,
    "asked": _to_colleagues,
}
