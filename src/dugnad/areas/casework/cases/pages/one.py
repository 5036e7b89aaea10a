"""One case: facts, conditions, letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dugnad.areas.casework.cases import appeals, judging, reopening, selectors, showing
from dugnad.areas.casework.cases.corrections.selectors import open_for
from dugnad.areas.casework.cases.corrections.showing import shown as corrections_shown
from dugnad.areas.casework.cases.pages.apply import crumbs
from dugnad.areas.casework.cases.reversal import GROUNDS, ground_of
from dugnad.areas.casework.cases.selectors import CLOSED
from dugnad.areas.casework.cases.showing import StepShown
from dugnad.areas.casework.cases.texts import about
from dugnad.areas.casework.cases.words import WHAT, source_words
from dugnad.areas.casework.models import Appeal, Case
from dugnad.areas.casework.models.cases import CaseState, WrittenForm
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rules.cases import CASE, case_thing
from dugnad.kernel.access.gate import ask
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request


@require_safe
@authorised(PERSON)
def case(request: Request, case: UUID) -> HttpResponse:
    return page(request, case)


def page(
    request: Request,
    case: UUID,
    faults: Mapping[str, str] | None = None,
    refused: str = "",
    drafts: Mapping[str, list[dict[str, str]]] | None = None,
) -> HttpResponse:
    """The case; with `faults`, the form that was refused and what was written in it; with `drafts`, letters to read."""
    row = selectors.case(request.actor, case)
    if row.state == CaseState.DRAFT:
        return redirect("casework:application", case)
    thing = case_thing(row)
    mine, worker = bool(ask(request.actor, "write", thing)), bool(ask(request.actor, "decide", thing))
    shown = showing.shown(row, mine=mine) | _about(row) | _acts(row, mine, worker)
    shown |= {
        "faults": dict(faults or {}),
        "refused": refused,
        "posted": request.POST if refused or drafts else {},
        "drafts": [_draft(row, form, lines) for form, lines in (drafts or {}).items()],
    }
    shown["work_steps"] = _work_steps(shown["steps"], shown["posted"], shown["faults"])
    return render(request, "casework/case.html", shown, status=422 if refused else 200)


def _about(row: Case) -> dict[str, Any]:
    """What the case is about, and what stands beside it."""
    return {
        "title": said(row.title),
        "kind": CASE.name,
        "where": showing.where(row),
        "beside": [(one, showing.where(one)) for one in selectors.beside(row)],
        "corrections": [corrections_shown(one) for one in open_for(row.id)],
    }


def _acts(row: Case, mine: bool, worker: bool) -> dict[str, Any]:
    """What has happened, and what the reader may do next, as its applicant or as a case worker."""
    return {
        "mine": mine,
        "worker": worker,
        "open": row.state in judging.OPEN,
        "closed": row.state in CLOSED,
        "appeals": [_appeal(one, mine) for one in row.appeals.select_related("decision__adoption__version")],
        "appeal_outcomes": [(one, one.label) for one in appeals.BY_BODY],
        "late": worker and appeals.undecided_late(row),
        "grounds": GROUNDS.items(),
        "ground": ground_of(row.why),
        "may_stand": worker and reopening.may_stand(row),
        "events": _events(row, told=worker),
        "crumbs": _crumbs(row, worker),
    }


def _appeal(one: Appeal, mine: bool) -> tuple[Appeal, bool, str]:
    """An appeal, whether it may be taken in though it is late, and what it means to withdraw it ('': one may not)."""
    return one, appeals.may_take_in(one), _if_withdrawn(one) if mine and one.ended_at is None else ""


def _if_withdrawn(one: Appeal) -> str:
    last = appeals.last_day(one.decision)
    if last is None:
        return _("The decision stands. You can appeal again within the deadline.")
    if last < timezone.localdate():
        return _("The decision stands. The deadline has passed: a new appeal would be late.")
    return _("The decision stands. You can appeal again until %(day)s.") % {"day": date_format(last)}


def _draft(row: Case, form: str, lines: list[dict[str, str]]) -> tuple[str, str, str, list[dict[str, str]]]:
    return form, str(WrittenForm(form).label), about(row.subject, row.born, form), lines


def _crumbs(row: Case, worker: bool) -> list[dict[str, str]]:
    """A case worker came from the desk, an applicant from the own cases."""
    desk = (_("Cases that wait"), reverse("casework:desk", args=[row.organisation_id]))
    own = (_("Your cases"), reverse("casework:cases"))
    return crumbs(desk if worker else own, (row.reference, ""))


def _work_steps(
    steps: list[StepShown], posted: Mapping[str, str], faults: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Each condition with what was written of it, and what is wrong with that."""
    return [
        {
            "step": step,
            "state": posted.get(f"state-{n}", ""),
            "reason": posted.get(f"reason-{n}", ""),
            "state_fault": faults.get(f"state_{n}", ""),
            "reason_fault": faults.get(f"reason_{n}", ""),
        }
        for n, step in enumerate(steps, 1)
    ]


SAID = ("reopened", "touched", "stands", "appeal_taken_in", "appeal_dismissed", "fact_given", "waits")


def _events(row: Case, *, told: bool) -> list[dict[str, Any]]:
    """What happened, the latest first; case workers also see the reason that was given."""
    entries = reversed(row.entries.all())
    return [
        {
            "time": one.at,
            "text": _what(one.what, one.says if told and one.what in SAID else ""),
            "who": one.by.name if one.by else "",
        }
        for one in entries
    ]


def _what(code: str, says: str) -> str:
    words = str(WHAT.get(code, code))
    if code == "waits":
        says = ", ".join(source_words(one) for one in says.split(", ") if one)
    return f"{words}: {says}" if says else words
