"""Mail to residents and those who answer for them, each in their own language; it tells nothing of any need."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from dugnad.areas.rescue.models import Opening, Resident
from dugnad.areas.rescue.residents.seal import ALLOWING
from dugnad.kernel.identity.models import Person
from dugnad.kernel.mail import Letter, Post, Words

JOB = "rescue.residents_mail"


def _letter(subject: str, text: str, page: str) -> tuple[str, str]:
    return subject, f"{text}\n\n{settings.ORIGIN}{reverse(page)}"


def _to_resident(words: Words) -> Callable[[UUID], list[Letter]]:
    def letters(resident: UUID) -> list[Letter]:
        row = Resident.objects.select_related("person").filter(id=resident, person__isnull=False).first()
        return [Letter(row.person, words)] if row and row.person else []

    return letters


def _to_carers(service: UUID) -> list[Letter]:
    rows = Person.objects.filter(
        memberships__organisation=service, memberships__role="carer", memberships__ended_at=None
    )
    return [Letter(person, _ask_service) for person in rows.distinct()]


def _to_person(person: UUID) -> list[Letter]:
    return [Letter(row, _withdrawn) for row in Person.objects.filter(id=person)]


def _to_colleagues(opening: UUID) -> list[Letter]:
    row = Opening.objects.filter(id=opening, allowed_by=None, refused_at=None).first()
    if row is None:
        return []
    people = Person.objects.filter(
        memberships__organisation=row.organisation_id,
        memberships__role__in=ALLOWING[row.role],
        memberships__ended_at=None,
    )
    return [Letter(person, _asked) for person in people.exclude(id=row.asked_by_id).distinct()]


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


LETTERS: dict[str, Callable[[UUID], list[Letter]]] = {
    "looked": _to_resident(_looked),
    "unconfirmed": _to_resident(_ask_resident),
    "unconfirmed_service": _to_carers,
    "withdrawn": _to_person,
    "asked": _to_colleagues,
}

POST = Post(JOB, LETTERS)
post, deliver = POST.ask, POST.deliver
