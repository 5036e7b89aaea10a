"""This part's share of the manifest."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.incidents.closing import forget_people
from dugnad.areas.rescue.incidents.watching import wanted, watch
from dugnad.kernel.areas.manifest import EventKind, Listener, Schedule
from dugnad.kernel.areas.parts import Part

PART = Part(
    sends=(
        EventKind("rescue.incident_said", _("Something was said or done in an incident")),
        EventKind("rescue.incident_backed", _("A second voice said that it burns")),
        EventKind("rescue.incident_closed", _("An incident was closed")),
    ),
    schedules=(Schedule("rescue.forget_people", timedelta(hours=1), forget_people),),
    listeners=(Listener("rescue.assess", watch, wanted=wanted),),
)
