"""This part's share of the manifest."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dugnad.areas.casework.walking.personal import PERSONAL
from dugnad.areas.casework.walking.services import read_network
from dugnad.areas.casework.walking.things import THINGS
from dugnad.kernel.areas.manifest import EventKind, Job
from dugnad.kernel.areas.parts import Part

FILE = {"file": _("File"), "number": _("Number"), "kilometres": _("Kilometres")}
ROAD = {"road": _("Road"), "grades": _("Grades"), "version": _("Version"), "why": _("Why")}
PART = Part(
    things=THINGS,
    sends=(
        EventKind("casework.network_sent", _("A walking network was sent in"), detail=FILE),
        EventKind("casework.network_taken_in", _("A walking network was taken in use"), detail=FILE),
        EventKind("casework.road_assessed", _("A person assessed a road"), detail=ROAD),
        EventKind("casework.road_assessed_anew", _("A person assessed a road anew"), detail=ROAD),
        EventKind("casework.assessment_withdrawn", _("An assessment of a road was withdrawn"), detail=ROAD),
    ),
    jobs=(Job("casework.read_network", _("Read a walking network"), read_network),),
    personal_data=PERSONAL,
)
