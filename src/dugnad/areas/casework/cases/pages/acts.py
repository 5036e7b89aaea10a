"""What applicants and case workers do with a case, one button each."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dugnad.areas.casework.cases import appeals, judging, reopening, selectors, withdrawing
from dugnad.areas.casework.cases.pages.one import page
from dugnad.areas.casework.cases.reversal import FAVOUR
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Problem

ELSEWHERE = (401, 403, 404)
NUMBERED = re.compile(r"state-(\d+)")


def _done(request: Request, case: UUID, write: Callable[[], Any], success: str) -> HttpResponse:
    """Do it and show the case; what is refused stands at the fields of the same page, with all that was written."""
    try:
        write()
    except Problem as wrong:
        return _refused(request, case, wrong)
    messages.success(request, success)
    return redirect("casework:case", case)


def _refused(request: Request, case: UUID, wrong: Problem) -> HttpResponse:
    if wrong.status in ELSEWHERE:
        raise wrong
    fields = {name.replace("-", "_"): str(words) for name, words in wrong.fields.items()}
    return page(request, case, faults=fields, refused=str(wrong.detail or wrong.title))


@require_POST
@authorised(PERSON)
def enter(request: Request, case: UUID) -> HttpResponse:
    given = {name: request.POST.get(name, "") for name in ("name", "value", "note")}
    return _done(
        request,
        case,
        lambda: judging.enter(actor=request.actor, case=case, **given),
        _("The fact is entered."),
    )


def _finding(request: Request, n: str) -> dict[str, str]:
    return {"state": request.POST.get(f"state-{n}", ""), "reason": request.POST.get(f"reason-{n}", "")}


@require_POST
@authorised(PERSON)
def judge(request: Request, case: UUID) -> HttpResponse:
    numbers = [found[1] for name in request.POST if (found := NUMBERED.fullmatch(name))]
    states = {request.POST.get(f"decision-{n}", ""): _finding(request, n) for n in numbers}
    brief, told = request.POST.get("brief", ""), request.POST
    given: dict[str, Any] = {name: told.get(name, "") for name in ("result", "reason", "heard")}
    given |= {"brief": int(brief) if brief.isdecimal() else 0, "states": states}
    if "draft" in request.POST:
        return _drafted(request, case, given)
    return _done(
        request,
        case,
        lambda: judging.judge(actor=request.actor, case=case, **given),
        _("The case is decided, and the letter goes out."),
    )


def _drafted(request: Request, case: UUID, given: dict[str, Any]) -> HttpResponse:
    try:
        drafts = judging.drafts(actor=request.actor, case=case, **given)
    except Problem as wrong:
        return _refused(request, case, wrong)
    return page(request, case, drafts=drafts)


@require_POST
@authorised(PERSON)
def reopen(request: Request, case: UUID) -> HttpResponse:
    told = request.POST.get("reason", ""), request.POST.get("ground", FAVOUR)
    return _done(
        request,
        case,
        lambda: reopening.reopen(actor=request.actor, case=case, reason=told[0], ground=told[1]),
        _("The case is open."),
    )


@require_POST
@authorised(PERSON)
def stand(request: Request, case: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _done(
        request,
        case,
        lambda: reopening.stand(actor=request.actor, case=case, reason=reason),
        _("The decision stands."),
    )


@require_POST
@authorised(PERSON)
def controlled(request: Request, case: UUID) -> HttpResponse:
    return _done(
        request, case, lambda: judging.controlled(actor=request.actor, case=case), _("Looked through.")
    )


@require_POST
@authorised(PERSON)
def appeal(request: Request, case: UUID) -> HttpResponse:
    says = request.POST.get("says", "")
    return _done(
        request,
        case,
        lambda: appeals.appeal(actor=request.actor, case=case, says=says),
        _("The appeal is taken in."),
    )


@require_POST
@authorised(PERSON)
def withdraw_appeal(request: Request, case: UUID, appeal: UUID) -> HttpResponse:
    return _done(
        request,
        case,
        lambda: withdrawing.withdraw(actor=request.actor, case=case, appeal=appeal),
        _("The appeal is withdrawn."),
    )


@require_POST
@authorised(PERSON)
def control(request: Request, case: UUID) -> HttpResponse:
    return _done(
        request,
        case,
        lambda: appeals.ask_control(actor=request.actor, case=case),
        _("A person looks through it now."),
    )


@require_POST
@authorised(PERSON)
def send_on(request: Request, case: UUID, appeal: UUID) -> HttpResponse:
    return _done(
        request,
        case,
        lambda: appeals.send_on(
            actor=request.actor, case=case, appeal=appeal, statement=request.POST.get("statement", "")
        ),
        _("The appeal is sent on."),
    )


@require_POST
@authorised(PERSON)
def take_in(request: Request, case: UUID, appeal: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _done(
        request,
        case,
        lambda: appeals.take_in(actor=request.actor, case=case, appeal=appeal, reason=reason),
        _("The appeal is taken in."),
    )


@require_POST
@authorised(PERSON)
def dismiss(request: Request, case: UUID, appeal: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _done(
        request,
        case,
        lambda: appeals.dismiss(actor=request.actor, case=case, appeal=appeal, reason=reason),
        _("The appeal is dismissed."),
    )


@require_POST
@authorised(PERSON)
def settle(request: Request, case: UUID, appeal: UUID) -> HttpResponse:
    given = {name: request.POST.get(name, "") for name in ("outcome", "says")}
    return _done(
        request,
        case,
        lambda: appeals.settle(actor=request.actor, case=case, appeal=appeal, **given),
        _("The outcome is kept."),
    )


@require_safe
@authorised(PERSON)
def letter(request: Request, case: UUID, letter: UUID) -> HttpResponse:
    row, pdf = selectors.case(request.actor, case), selectors.letter(request.actor, case, letter)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{row.reference}.pdf"'
    return response
