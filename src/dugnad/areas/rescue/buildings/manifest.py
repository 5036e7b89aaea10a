"""This part's share of the manifest."""

from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.buildings.services import read_plan
from dugnad.areas.rescue.buildings.things import THINGS
from dugnad.kernel.areas.manifest import EventKind, Job
from dugnad.kernel.areas.parts import Part

WHAT = {"what": _("What was corrected"), "version": _("Version")}
FILE = {"file": _("File"), "version": _("Version")}

PART = Part(
    things=THINGS,
    sends=(
        EventKind("rescue.building_added", _("A building was added")),
        EventKind("rescue.building_changed", _("What is known of a building was changed")),
        EventKind("rescue.plan_uploaded", _("A building's plan was sent in"), detail=FILE),
        EventKind("rescue.plan_read", _("A building's plan was read and is in use"), detail=FILE),
        EventKind("rescue.plan_corrected", _("A building's plan was corrected"), detail=WHAT),
        EventKind("rescue.plan_undone", _("A correction of a building's plan was undone"), detail=WHAT),
        EventKind(
            "rescue.detectors_changed",
            _("A building's detectors were changed"),
            detail={"number": _("Number of detectors")},
        ),
    ),
    jobs=(Job("rescue.read_plan", _("Read a building's plan"), read_plan),),
)
