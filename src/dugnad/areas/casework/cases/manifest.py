"""This part's share of the manifest."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from dugnad.areas.casework.cases.clock import ask_again, reply
from dugnad.areas.casework.cases.corrections.finding import JOB as CORRECT_JOB
from dugnad.areas.casework.cases.corrections.finding import correct_job, hear_adopted, hear_error
from dugnad.areas.casework.cases.corrections.sending import SEND_JOB, send_job
from dugnad.areas.casework.cases.noark.packing import JOB as ARCHIVE_JOB
from dugnad.areas.casework.cases.noark.packing import archive_job
from dugnad.areas.casework.cases.outbox import send_waiting
from dugnad.areas.casework.cases.personal import PERSONAL
from dugnad.areas.casework.cases.things import THINGS
from dugnad.areas.casework.cases.words import WHAT
from dugnad.kernel.areas.manifest import EventKind, Job, Schedule
from dugnad.kernel.areas.parts import Part

DETAIL = {"reference": _("Case")}
CORRECTIONS_SENT = EventKind(
    "casework.corrections_sent",
    _("Corrections in the applicants' favour were sent"),
    detail={"package": _("Rules"), "version": _("Version"), "cases": _("Cases")},
)
ARCHIVED = EventKind(
    "casework.archived",
    _("Closed cases were taken out for the archive"),
    detail={"first": _("From"), "last": _("Until"), "cases": _("Cases")},
)
SAMPLING_SET = EventKind(
    "casework.sampling_set",
    _("How many automatic decisions are looked through was chosen"),
    detail={"one_of": _("One of")},
)
PART = Part(
    things=THINGS,
    sends=(
        ARCHIVED,
        CORRECTIONS_SENT,
        SAMPLING_SET,
        *(EventKind(f"casework.case_{name}", says, detail=DETAIL) for name, says in WHAT.items()),
    ),
    hears={"casework.rule_error": hear_error, "casework.adopted": hear_adopted},
    jobs=(
        Job(ARCHIVE_JOB, _("Make a package for the archive"), archive_job),
        Job(CORRECT_JOB, _("Decide cases anew that an error touched"), correct_job),
        Job(SEND_JOB, _("Send corrections"), send_job),
    ),
    personal_data=PERSONAL,
    schedules=(
        Schedule("casework.letters", timedelta(minutes=1), send_waiting),
        Schedule("casework.ask_registers", timedelta(minutes=10), ask_again),
        Schedule("casework.preliminary", timedelta(days=1), reply, at_hour=5),
    ),
)
