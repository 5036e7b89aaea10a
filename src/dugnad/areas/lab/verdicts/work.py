"""Long reckoning as a job: what matters, what must be true, strategies."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.areas.lab.business.selectors import visible_model
from dugnad.areas.lab.models import BusinessModel
from dugnad.areas.lab.verdicts import keeping, refusals
from dugnad.areas.lab.verdicts.room import rooms
from dugnad.engines.foresight.errors import Cancelled
from dugnad.kernel.access import Actor
from dugnad.kernel.jobs.models import ENDED, JobRun, JobState
from dugnad.kernel.jobs.selectors import jobs
from dugnad.kernel.jobs.services import Progress
from dugnad.kernel.jobs.services import start as start_job
from dugnad.kernel.problems import Invalid

JOB: Final = "lab.reckon"
PARTS: Final = ("depth", "strategies")
Json = dict[str, Any]


@transaction.atomic
def ask(*, actor: Actor, model: UUID, part: str, asked: Json) -> JobRun | None:
    """Have a part reckoned; None when it is kept already. The same question is not asked twice at a time.

    NotFound for those who may not see the model; Invalid when the document is not ready.
    """
    row = visible_model(actor, model)
    if part not in PARTS or keeping.faults(row.document):
        raise Invalid(fields={"model": refusals.words_of("not_ready")})
    if keeping.kept(row, part, **asked) is not None:
        return None
    return running(actor, row, part, asked) or start_job(
        JOB, actor=actor, model=str(row.id), part=part, asked=asked
    )


def running(actor: Actor, row: BusinessModel, part: str, asked: Json) -> JobRun | None:
    """The actor's job that reckons this at the moment."""
    wanted = {"model": str(row.id), "part": part, "asked": asked}
    found = jobs(actor, JOB).exclude(state__in=ENDED)[:20]
    return next((one for one in found if one.arguments == wanted), None)


def failure(actor: Actor, row: BusinessModel, part: str, asked: Json) -> str:
    """Why the actor's latest job that reckoned this came to nothing; empty when it did not fail."""
    wanted = {"model": str(row.id), "part": part, "asked": asked}
    latest = next((one for one in jobs(actor, JOB)[:20] if one.arguments == wanted), None)
    return latest.message if latest and latest.state == JobState.FAILED else ""


def run(progress: Progress, *, model: str, part: str, asked: Json) -> None:
    """The job itself; a model that is gone ends it, one that was changed meanwhile is reckoned as it is now."""
    row = BusinessModel.objects.filter(id=model).first()
    if row is None or keeping.faults(row.document) or keeping.kept(row, part, **asked) is not None:
        return

    def heard(done: int, total: int) -> bool:
        progress.say(round(100 * done / total))
        return True

    def still() -> bool:
        return not progress.stopped() and BusinessModel.objects.filter(id=model).exists()

    try:
        found = refusals.ask(
            rooms.long,
            keeping.CALLS[part],
            seconds=rooms.LONG_SECONDS,
            heard=heard,
            still=still,
            document=row.document,
            seed=row.seed,
            **asked,
        )
    except Cancelled:
        return
    keeping.keep(row, part, found, **asked)


def shown(job: JobRun | None) -> Json | None:
    """A job as the part `progress` shows it, or None."""
    if job is None:
        return None
    return {
        "id": job.id,
        "label": _("What matters, and what must be true")
        if job.arguments["part"] == "depth"
        else _("Strategies on the same futures"),
        "state": "waiting" if job.state == JobState.QUEUED else job.state,
        "done": job.progress,
        "total": 100,
        "message": job.message,
        "stoppable": True,
    }
