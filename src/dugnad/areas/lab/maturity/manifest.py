"""This part's share of the manifest."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from dugnad.areas.lab.maturity.blocks import close_waiting
from dugnad.areas.lab.maturity.personal import PERSONAL_DATA
from dugnad.areas.lab.maturity.things import THINGS
from dugnad.kernel.areas.manifest import EventKind, Schedule
from dugnad.kernel.areas.parts import Part

ROUND = {"round": _("Round")}

PART = Part(
    things=THINGS,
    sends=(
        EventKind("lab.assessment_begun", _("A round of the maturity test was begun"), ROUND),
        EventKind("lab.assessment_finished", _("A round of the maturity test was finished"), ROUND),
        EventKind("lab.assessment_removed", _("A round of the maturity test was deleted"), ROUND),
    ),
    personal_data=PERSONAL_DATA,
    schedules=(Schedule("lab.averages", timedelta(days=1), close_waiting, at_hour=4),),
)
