"""What rescue says of itself to the house: what its parts say, joined."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.alarms.manifest import PART as ALARMS
from dugnad.areas.rescue.alarms.selectors import happening as alarms_happening
from dugnad.areas.rescue.buildings.manifest import PART as BUILDINGS
from dugnad.areas.rescue.demo.make import make
from dugnad.areas.rescue.drones.manifest import PART as DRONES
from dugnad.areas.rescue.exercises.manifest import PART as EXERCISES
from dugnad.areas.rescue.incidents.manifest import PART as INCIDENTS
from dugnad.areas.rescue.incidents.selectors import happening, live_number
from dugnad.areas.rescue.residents.manifest import PART as RESIDENTS
from dugnad.areas.rescue.rules import (
    ALARM,
    BUILDING,
    DISTRICT,
    INCIDENT,
    LINE,
    OPENING,
    RESIDENT,
    UNPLACED,
    ZONE,
)
from dugnad.areas.rescue.sensing.manifest import PART as SENSING
from dugnad.kernel.access import Actor
from dugnad.kernel.areas.manifest import AreaManifest, MenuEntry, Text
from dugnad.kernel.areas.parts import joined

PARTS = (BUILDINGS, RESIDENTS, ALARMS, INCIDENTS, EXERCISES, SENSING, DRONES)


def _happening(actor: Actor) -> Iterator[tuple[Text, str]]:
    yield from happening(actor)
    yield from alarms_happening(actor)


MANIFEST = AreaManifest(
    name="rescue",
    title=_("Rescue"),
    menu=(
        MenuEntry(
            label=_("Rescue"),
            url_name="rescue:overview",
            summary=_("When a building burns, the fire service knows who needs help, and where."),
            live_number=live_number,
            icon="bell",
        ),
    ),
    kinds=(BUILDING, DISTRICT, INCIDENT, ALARM, LINE, UNPLACED, ZONE, RESIDENT, OPENING),
    **joined(PARTS),
    demo=make,
    guide="mathias.berge@eksempel.example",
    happening=_happening,
    pages="dugnad.areas.rescue.pages",
    api="dugnad.areas.rescue.api.router",
)
