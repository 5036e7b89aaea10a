"""This part's share of the manifest."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from dugnad.areas.competence.pledges.months import turn_months
from dugnad.areas.competence.pledges.personal import PERSONAL_DATA
from dugnad.areas.competence.pledges.things import THINGS
from dugnad.areas.competence.vocabularies.importing import JOB, import_upload
from dugnad.areas.competence.vocabularies.services import ensure_own
from dugnad.kernel.areas.manifest import EventKind, Job, Schedule
from dugnad.kernel.areas.parts import Part

HOURS = {"hours": _("Hours"), "month": _("Month")}
MONTHLY = {"hours": _("Hours a month")}

PART = Part(
    things=THINGS,
    sends=(
        EventKind("competence.hours_pledged", _("Hours of a month were pledged"), HOURS),
        EventKind("competence.hours_reserved", _("Hours were promised to a request"), HOURS),
        EventKind("competence.hours_released", _("Hours that were promised were let go"), HOURS),
        EventKind("competence.hours_used", _("Hours that were promised were used"), HOURS),
        EventKind("competence.expert_pledged", _("An expert was pledged"), MONTHLY),
        EventKind("competence.expert_changed", _("The pledge of an expert was changed"), MONTHLY),
        EventKind("competence.expert_paused", _("An expert takes no requests for now")),
        EventKind("competence.expert_resumed", _("An expert takes requests again")),
        EventKind("competence.expert_withdrawn", _("The pledge of an expert was withdrawn")),
        EventKind("competence.expert_restored", _("The withdrawal of a pledge was undone")),
        EventKind("competence.expert_agreed", _("A person agreed to be pledged")),
        EventKind("competence.expert_declined", _("A person declined to be pledged")),
        EventKind("competence.expert_forgotten", _("The pledge of a person was made nameless")),
        EventKind("competence.limit_changed", _("A person changed how many hours they give"), MONTHLY),
        EventKind("competence.offer_added", _("A lab, a course or a solution was added")),
        EventKind("competence.offer_changed", _("A lab, a course or a solution was changed")),
        EventKind("competence.offer_paused", _("A lab, a course or a solution rests")),
        EventKind("competence.offer_resumed", _("A lab, a course or a solution is open again")),
        EventKind("competence.offer_withdrawn", _("A lab, a course or a solution was withdrawn")),
        EventKind("competence.offer_restored", _("The withdrawal of an offer was undone")),
        EventKind("competence.offer_used", _("An organisation says that it uses an offer")),
        EventKind("competence.offer_not_used", _("An organisation uses an offer no more")),
        EventKind(
            "competence.vocabulary_imported",
            _("A vocabulary was imported"),
            {"source": _("Vocabulary"), "added": _("Added"), "changed": _("Changed")},
        ),
    ),
    personal_data=PERSONAL_DATA,
    jobs=(Job(JOB, _("Importing a vocabulary"), import_upload),),
    schedules=(
        Schedule("competence.own_vocabulary", timedelta(days=1), ensure_own),
        Schedule("competence.months", timedelta(days=1), turn_months, at_hour=1),
    ),
)
