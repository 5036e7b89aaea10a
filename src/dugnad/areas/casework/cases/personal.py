"""The applicant's own: given back whole, forgotten as far as the archive's law lets."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _

from dugnad.areas.casework.models import Case, CaseEntry, CaseFact, Decision, Sampling
from dugnad.areas.casework.models.cases import CaseState
from dugnad.kernel.areas.manifest import Download, PersonalData

KEEP_DRAFT = dt.timedelta(days=180)
ABOUT_WHOM = ("reference", "slug", "applicant_name", "subject", "born", "area")
ABOUT = (*ABOUT_WHOM, "day", "until", "written", "consent", "answers", "state")
ABOUT_TIMES = ("began_at", "applied_at", "preliminary_at", "decided_at", "control_at")


def export_cases(person: UUID) -> Iterable[Download]:
    """Each case with its facts, decisions and what happened, and the letters as PDF."""
    for row in Case.objects.filter(applicant=person):
        told = {name: getattr(row, name) for name in (*ABOUT, *ABOUT_TIMES)}
        told["facts"] = list(row.facts.values("name", "value", "source", "at", "note", "provenance"))
        told["decisions"] = [
            {"number": one.number, "at": one.at, "result": one.result, "trace": json.loads(one.trace)}
            for one in row.decisions.all()
        ]
        told["letters"] = list(row.letters.values("to", "title", "lines", "made_at", "received_at"))
        told["appeals"] = list(row.appeals.values("says", "at", "deadline", "in_time", "outcome", "ended_at"))
        told["entries"] = list(row.entries.values("what", "at"))
        text = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        yield f"case-{row.reference}.json", text.encode()
        for letter in row.letters.exclude(pdf=None):
            yield f"case-{row.reference}-{letter.id}.pdf", bytes(letter.pdf or b"")


def erase_cases(person: UUID) -> int:
    """Drafts go; cases that were sent lose the account and the name where the archive need not hold it."""
    rows = Case.objects.filter(applicant=person)
    drafts = rows.filter(state=CaseState.DRAFT)
    number = drafts.count()
    drafts.delete()
    number += rows.update(applicant=None, applicant_name="", subject="", answers={}, area="")
    for model in (CaseEntry, Decision, CaseFact, Sampling):
        number += model._default_manager.filter(by=person).update(by=None)
    return number


def expire_drafts(now: dt.datetime) -> int:
    """Drafts that nobody sent."""
    old = Case.objects.filter(state=CaseState.DRAFT, began_at__lt=now - KEEP_DRAFT)
    number = old.count()
    old.delete()
    return number


PERSONAL = (
    PersonalData(
        name="cases",
        what=_("What you applied for, what registers answered, what was decided, your letters and appeals"),
        why=_("So that the city can decide your case, and show how it was decided"),
        ground=_("The task in the public interest and the exercise of authority (GDPR article 6.1 e)"),
        keep=None,
        export=export_cases,
        erase=erase_cases,
        expire=expire_drafts,
        stays=_(
            "Decisions with the facts they rest on, appeals, and signed letters, in which your name stands: "
            "the Archives Act lets no city delete them."
        ),
    ),
)
