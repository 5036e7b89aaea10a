"""What this room of the kernel says of itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.kernel.areas.manifest import AreaManifest, EventKind, Found, PersonalData, Schedule, ThingKind
from dugnad.kernel.jobs import engine, personal
from dugnad.kernel.jobs.kinds import title
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.rules import JOB, job_thing


def find_jobs(ids: Collection[UUID]) -> Iterable[Found]:
    for row in JobRun.objects.filter(id__in=ids).only("name", "person"):
        yield Found(job_thing(row.id, row.person_id), title(row.name), reverse("job", args=[row.id]))


def _forget(now: datetime) -> None:
    engine.forget(now)


ACTIONS = {"read": _("See how far it is and fetch what it made"), "stop": _("Stop it")}
MANIFEST = AreaManifest(
    name="jobs",
    title=_("Jobs"),
    kinds=(JOB,),
    things=(ThingKind(JOB, _("Job"), find_jobs, ACTIONS),),
    sends=(
        EventKind("jobs.finished", _("A job that you asked for is done")),
        EventKind("jobs.failed", _("A job that you asked for could not be finished")),
        EventKind("jobs.stopped", _("You stopped a job that you had asked for")),
    ),
    schedules=(Schedule("jobs.forget", timedelta(hours=1), _forget),),
    personal_data=(
        PersonalData(
            name="jobs.jobs",
            what=_("The longer tasks that you asked for, and for a week the files they made"),
            why=_("So that you can leave the page and come back for the result"),
            ground=_("Needed for the service that you asked for (GDPR article 6(1)(b))"),
            keep=personal.KEEP,
            export=personal.export,
            erase=personal.erase,
            expire=personal.expire,
        ),
    ),
)
