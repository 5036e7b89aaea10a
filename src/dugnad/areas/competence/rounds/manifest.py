"""This part's share of the manifest."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dugnad.areas.competence.demo.make import JOB as DEMO
from dugnad.areas.competence.demo.make import share_out
from dugnad.areas.competence.rounds.things import THINGS
from dugnad.areas.competence.rounds.working import JOB, work_out
from dugnad.kernel.areas.manifest import EventKind, Job
from dugnad.kernel.areas.parts import Part

PART = Part(
    things=THINGS,
    sends=(
        EventKind("competence.round_opened", _("A round of hours was opened"), {"month": _("Month")}),
        EventKind(
            "competence.round_proposed", _("A proposal of a round was worked out"), {"needs": _("Needs")}
        ),
        EventKind(
            "competence.round_sent_back", _("The proposal of a round was sent back"), {"why": _("Why")}
        ),
        EventKind("competence.round_approved", _("A round of hours was approved")),
        EventKind("competence.round_cancelled", _("A round of hours was cancelled")),
        EventKind("competence.hours_given", _("A round gave hours to a need"), {"hours": _("Hours")}),
    ),
    jobs=(
        Job(JOB, _("Working out a round of hours"), work_out, apart=True),
        Job(DEMO, _("Filling the demo"), share_out, apart=True),
    ),
)
