"""Applying: begun, saved as it is written, sent, withdrawn."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.casework.cases.deciding import proceed
from dugnad.areas.casework.cases.entries import tell
from dugnad.areas.casework.cases.parting import Part, between, parts, values
from dugnad.areas.casework.cases.rules_of import adopted, rules
from dugnad.areas.casework.models import Case, CaseFact
from dugnad.areas.casework.models.cases import CaseState, WrittenForm
from dugnad.areas.casework.rules.cases import applying_thing, case_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.identity.models import Person
from dugnad.kernel.problems import Conflict, Invalid, NotFound

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LONGEST = 2000
OLDEST = dt.date(1900, 1, 1)


def reference() -> str:
    """What a new case is called."""
    return f"{timezone.localdate().year}-{''.join(secrets.choice(LETTERS) for _ in range(8))}"


@transaction.atomic
def begin(*, actor: Actor, organisation: UUID, slug: str) -> Case:
    """A draft of an application, or the actor's draft that waits already; NotFound when the city has no such rules."""
    require(actor, "apply", applying_thing(organisation))
    adoption, _running = adopted(organisation, slug, timezone.localdate())
    person = Person.objects.get(id=str(actor.person))
    waiting = Case.objects.filter(
        applicant=person, organisation=organisation, slug=slug, state=CaseState.DRAFT
    )
    if found := waiting.first():
        return found
    return Case.objects.create(
        reference=reference(),
        organisation_id=organisation,
        slug=slug,
        title=dict(adoption.version.package.title),
        applicant=person,
        applicant_name=person.name,
        written="nn" if person.language == "nn" else "nb",
        invented=person.invented,
    )


def locked(case: UUID) -> Case:
    """The case, held until the transaction ends; NotFound."""
    row = Case.objects.select_for_update(of=("self",)).select_related("organisation").filter(id=case).first()
    if row is None:
        raise NotFound
    return row


def _draft(actor: Actor, case: UUID) -> Case:
    row = locked(case)
    require(actor, "write", case_thing(row))
    if row.state != CaseState.DRAFT:
        raise Conflict(_("The application is sent. What has changed you can tell the case worker."))
    return row


@transaction.atomic
def save(*, actor: Actor, case: UUID, answers: Mapping[str, str]) -> Case:
    """Keep what is written so far, as it is written, right or wrong."""
    row = _draft(actor, case)
    row.answers = {str(name)[:140]: str(text)[:LONGEST] for name, text in list(answers.items())[:200]}
    row.save(update_fields=["answers"])
    return row


def send(*, actor: Actor, case: UUID, answers: Mapping[str, str]) -> Case:
    """Send the application; what was written is kept even when it cannot be sent. Invalid, at each field."""
    save(actor=actor, case=case, answers=answers)
    return _sent(actor, case)


@transaction.atomic
def _sent(actor: Actor, case: UUID) -> Case:
    row = _draft(actor, case)
    adoption, _running = adopted(row.organisation_id, row.slug, timezone.localdate())
    package, _overlay = rules(adoption)
    faults: dict[str, Any] = {}
    _about(row, faults)
    found = parts(package, row.answers, row.day or timezone.localdate(), faults)
    told = [values(package, row.answers, part.place, faults) for part in found]
    if faults:
        raise Invalid(fields=faults)
    row.applied_at = timezone.now()
    row.save()
    rows = [_part(row, part) for part in found]
    filed = [_filed(actor, one, facts) for one, facts in zip(rows, told, strict=True)]
    return filed[0]


def _part(row: Case, part: Part) -> Case:
    """The application itself for the first home, a case beside it for each other place or time."""
    if part.place:
        row = Case.objects.get(id=row.id)
        row.first_id, row.id, row.reference = row.id, uuid4(), reference()
        row._state.adding = True
    row.day, row.until = part.day, part.until
    row.save()
    return row


def _filed(actor: Actor, row: Case, facts: Mapping[str, tuple[str, str]]) -> Case:
    at = row.applied_at or timezone.now()
    for name, (value, source) in facts.items():
        CaseFact.objects.create(case=row, name=name, value=value, source=source, at=at)
    tell(row, "case_applied", actor=actor)
    return proceed(row)


def _about(row: Case, faults: dict[str, Any]) -> None:
    """Who it is about, from when, and what was agreed to, from the answers to the row."""
    told = row.answers
    row.subject = told.get("subject", "").strip()[:120]
    if not row.subject:
        faults["subject"] = _("Write the name.")
    today = timezone.localdate()
    row.born = _day(told, "born", faults, OLDEST, today)
    row.day = _day(told, "day", faults, today - dt.timedelta(days=3 * 366), today + dt.timedelta(days=366))
    row.area = told.get("area", "").strip()[:60]
    for name, allowed in CHOICES.items():
        if told.get(name) not in allowed:
            faults[name] = _("Choose one.")
    row.written = told.get("written", "nb") if told.get("written") in WrittenForm.values else "nb"
    row.consent = told.get("decided_by") == "rules"


CHOICES = {
    "written": ("nb", "nn"),
    "homes": ("no", "yes"),
    "moved": ("no", "yes"),
    "decided_by": ("rules", "person"),
}


def _day(
    told: Mapping[str, str], name: str, faults: dict[str, Any], first: dt.date, last: dt.date
) -> dt.date | None:
    text = told.get(name, "").strip()
    if not text:
        faults[name] = _("Answer this.")
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        faults[name] = _("There is no such date. Write it as year-month-day, for example 2024-08-31.")
        return None
    if not first <= day <= last:
        faults[name] = between(first, last)
    return day


@transaction.atomic
def withdraw(*, actor: Actor, case: UUID) -> Case:
    """Take the application back: a draft is deleted, one that was sent ends; Conflict when it is decided."""
    row = locked(case)
    require(actor, "withdraw", case_thing(row))
    if row.state == CaseState.DRAFT:
        tell(row, "case_draft_deleted", actor=actor)
        row.delete()
        return row
    if row.decided_at is not None:
        if row.state == CaseState.DECIDED:
            raise Conflict(_("The case is decided. You can appeal."))
        raise Conflict(_("The case was decided before, and a case worker looks at it again."))
    row.state = CaseState.WITHDRAWN
    row.save(update_fields=["state"])
    tell(row, "case_withdrawn", actor=actor)
    return row
