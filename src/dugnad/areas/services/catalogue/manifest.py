"""This part's share of the manifest."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dugnad.areas.services.catalogue.things import THINGS
from dugnad.kernel.areas.manifest import EventKind
from dugnad.kernel.areas.parts import Part

AREA = {"area": _("Area")}
PART = Part(
    things=THINGS,
    sends=(
        EventKind("services.added", _("A service was described"), detail={"title": _("Title"), **AREA}),
        EventKind(
            "services.changed", _("A description of a service was changed"), detail={"version": _("Version")}
        ),
        EventKind(
            "services.restored",
            _("An earlier version of a description was brought back"),
            detail={"version": _("Version"), "restored": _("As it was in version")},
        ),
        EventKind("services.confirmed", _("An owner confirmed a description of a service")),
        EventKind("services.withdrawn", _("A description of a service was withdrawn")),
        EventKind("services.put_back", _("A withdrawn description was put back")),
        EventKind("services.base_seen", _("An owner looked at what changed in a base description")),
        EventKind(
            "services.taken_in",
            _("Descriptions of services were taken in from a file"),
            detail={"added": _("New"), "changed": _("Changed")},
        ),
        EventKind("services.territory_assigned", _("An organisation answers for an area"), detail=AREA),
        EventKind("services.contact_changed", _("The contact point of an area was changed"), detail=AREA),
    ),
)
