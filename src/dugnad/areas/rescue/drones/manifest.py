"""This part's share of the manifest."""

from threading import Event

from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.drones.things import THINGS
from dugnad.kernel.areas.manifest import EventKind, Listener
from dugnad.kernel.areas.parts import Part

NAME = {"name": _("Flight")}


def _fly(stopping: Event) -> None:
    # Only what listens loads the engine.
    from dugnad.areas.rescue.drones.flights import fly

    fly(stopping)


PART = Part(
    things=THINGS,
    sends=(
        EventKind("rescue.mission_saved", _("A drone flight was planned"), detail=NAME),
        EventKind("rescue.mission_deleted", _("A planned drone flight was deleted"), detail=NAME),
        EventKind("rescue.flight_started", _("A drone was sent up"), detail=NAME),
        EventKind("rescue.flight_called_home", _("A drone was told to come home")),
        EventKind("rescue.flight_ended", _("A drone's flight ended"), detail={"state": _("How")}),
        EventKind("rescue.hot_spots_seen", _("A drone saw something hot"), detail={"number": _("Places")}),
        EventKind("rescue.zones_replaced", _("The drone zones were replaced"), detail={"zones": _("Zones")}),
    ),
    listeners=(Listener("rescue.flights", _fly),),
)
