"""Errors in the rules: the cases they touched, decided anew, corrected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dugnad.areas.casework.cases.corrections import finding, selectors, sending
from dugnad.areas.casework.cases.corrections.showing import shown
from dugnad.areas.casework.cases.pages.apply import crumbs
from dugnad.areas.casework.models import Correction
from dugnad.areas.casework.models.corrections import CorrectionState
from dugnad.areas.casework.packages.words import said
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.jobs.models import JobRun, JobState
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Problem

ELSEWHERE = (401, 403, 404)
MOST = 200
JOB_STATES = {
    JobState.QUEUED: "waiting",
    JobState.RUNNING: "running",
    JobState.DONE: "done",
    JobState.FAILED: "failed",
}


def _list_crumb(organisation: UUID) -> tuple[str, str]:
    return _("Errors in the rules"), reverse("casework:errors", args=[organisation])


def _desk_crumb(organisation: UUID) -> tuple[str, str]:
    return _("Cases that wait"), reverse("casework:desk", args=[organisation])


@require_safe
@authorised(PERSON)
def errors(request: Request, organisation: UUID) -> HttpResponse:
    found = selectors.errors(request.actor, organisation)
    told = {
        "organisation": Organisation.objects.get(id=organisation),
        "errors": [(one, said(one.error.version.package.title)) for one in found],
        "crumbs": crumbs(_desk_crumb(organisation), (_("Errors in the rules"), "")),
    }
    return render(request, "casework/errors.html", told)


@require_safe
@authorised(PERSON)
def error(request: Request, organisation: UUID, error: UUID) -> HttpResponse:
    found = selectors.error(request.actor, organisation, error)
    rows = selectors.corrections(request.actor, organisation, error)
    title = said(found.error.version.package.title)
    told = {
        "organisation": Organisation.objects.get(id=organisation),
        "title": title,
        "found": found,
        "ready": found.numbers[CorrectionState.READY],
        "waits": sending.waits(found.error, organisation),
        "rows": [shown(row) for row in rows[:MOST]],
        "more": max(0, found.all - MOST),
        "job": progress(finding.running(error, organisation)),
        "crumbs": crumbs(_desk_crumb(organisation), _list_crumb(organisation), (title, "")),
    }
    return render(request, "casework/error.html", told)


@require_safe
@authorised(PERSON)
def work(request: Request, organisation: UUID, error: UUID) -> HttpResponse:
    """How far the job is, for the page that watches it; when it is done the page comes anew."""
    selectors.error(request.actor, organisation, error)
    job = progress(finding.running(error, organisation))
    response = render(
        request, "casework/error_work.html", {"job": job, "organisation_id": organisation, "error_id": error}
    )
    if job is None or job["state"] in ("done", "failed"):
        response["HX-Refresh"] = "true"
    return response


def progress(job: JobRun | None) -> dict[str, Any] | None:
    """The job as the progress line shows it; None when there is none."""
    if job is None:
        return None
    state = JOB_STATES.get(JobState(job.state), "waiting")
    told = {"id": job.id, "label": _("Finding cases and deciding them anew"), "state": state}
    done, _slash, total = job.message.partition("/")
    counted: dict[str, Any] = (
        {"done": int(done), "total": int(total)} if done.isdigit() and total.isdigit() else {}
    )
    return {**told, **(counted or {"message": job.message})}


def _done(
    request: Request, organisation: UUID, error: UUID, write: Callable[[], Any], success: str
) -> HttpResponse:
    try:
        write()
    except Problem as wrong:
        if wrong.status in ELSEWHERE:
            raise
        words = [str(one) for one in wrong.fields.values()] or [str(wrong.detail or wrong.title)]
        messages.error(request, " ".join(words))
    else:
        messages.success(request, success)
    return redirect("casework:error", organisation, error)


@require_POST
@authorised(PERSON)
def run(request: Request, organisation: UUID, error: UUID) -> HttpResponse:
    return _done(
        request,
        organisation,
        error,
        lambda: sending.run(actor=request.actor, organisation=organisation, error=error),
        _("The work has begun."),
    )


@require_POST
@authorised(PERSON)
def send_all(request: Request, organisation: UUID, error: UUID) -> HttpResponse:
    number = request.POST.get("number", "")
    seen = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0
    return _done(
        request,
        organisation,
        error,
        lambda: sending.send_all(actor=request.actor, organisation=organisation, error=error, number=seen),
        _("The corrections are being sent."),
    )


@require_POST
@authorised(PERSON)
def send(request: Request, correction: UUID) -> HttpResponse:
    row = sending.readable(request.actor, correction)
    return _one(
        request,
        row,
        lambda: sending.send(actor=request.actor, correction=correction),
        _("Corrected. The letter goes out."),
    )


@require_POST
@authorised(PERSON)
def stand(request: Request, correction: UUID) -> HttpResponse:
    row = sending.readable(request.actor, correction)
    reason = request.POST.get("reason", "")
    return _one(
        request,
        row,
        lambda: sending.stand(actor=request.actor, correction=correction, reason=reason),
        _("The decision stands."),
    )


def _one(request: Request, row: Correction, write: Callable[[], Any], success: str) -> HttpResponse:
    response = _done(request, row.case.organisation_id, row.error_id, write, success)
    return redirect("casework:case", row.case_id) if request.POST.get("back") == "case" else response
