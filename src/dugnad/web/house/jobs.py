"""`/jobs/<id>/`: how far a job of the reader's own is, and the file it made."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.jobs import selectors, services
from dugnad.kernel.jobs.kinds import stoppable, title
from dugnad.kernel.jobs.models import JobRun, JobState
from dugnad.kernel.jobs.personal import KEEP_FILES
from dugnad.kernel.problems import Conflict

STATES = {JobState.QUEUED: "waiting"}


def shown(job: JobRun) -> dict[str, Any]:
    """A job as the part `progress` shows it."""
    return {
        "id": job.id,
        "title": title(job.name),
        "label": job.result_name or title(job.name),
        "state": STATES.get(JobState(job.state), job.state),
        "done": job.progress,
        "total": 100,
        "message": job.message,
        "file_url": reverse("job_result", args=[job.id]) if job.result_name else "",
        "result_name": job.result_name,
        "asked_at": job.asked_at,
        "stoppable": stoppable(job.name),
        "gone_at": job.finished_at + KEEP_FILES if job.finished_at and job.result_name else None,
    }


@require_GET
@authorised(PERSON)
@never_cache
def job(request: Request, job: UUID) -> HttpResponse:
    told = {"job": shown(selectors.job(request.actor, job)), "crumbs": _crumbs()}
    return render(request, "house/job.html", told)


@require_GET
@authorised(PERSON)
@never_cache
def progress(request: Request, job: UUID) -> HttpResponse:
    """Only the part that changes."""
    return render(request, "house/job_progress.html", {"job": shown(selectors.job(request.actor, job))})


@require_POST
@authorised(PERSON)
def stop(request: Request, job: UUID) -> HttpResponse:
    """Stop a job, and go back to the page that asked."""
    try:
        services.stop(actor=request.actor, job=job)
        messages.success(request, _("Stopped."))
    except Conflict as ended:
        messages.info(request, str(ended.detail))
    return redirect(_back(request, job))


@require_GET
@authorised(PERSON)
@never_cache
def result(request: Request, job: UUID) -> HttpResponse:
    name, content = selectors.result(request.actor, job)
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/octet-stream", headers=disposition)


def _back(request: Request, job: UUID) -> str:
    """Where the reader came from, when that is a page of ours; else the job's own page."""
    wanted = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own else reverse("job", args=[job])


def _crumbs() -> list[dict[str, str]]:
    return [
        {"label": _("Your account"), "url": reverse("you")},
        {"label": _("Your data"), "url": reverse("your_data")},
    ]
