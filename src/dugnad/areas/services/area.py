"""What this area says of itself to the house: what its parts say, joined."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dugnad.areas.services.catalogue.manifest import PART as CATALOGUE_PART
from dugnad.areas.services.demo import make
from dugnad.areas.services.door.answering import answers
from dugnad.areas.services.door.manifest import PART as DOOR_PART
from dugnad.areas.services.rules import CATALOGUE, FEEDBACK, SERVICE, TERRITORY
from dugnad.areas.services.selectors import happening, live_number
from dugnad.kernel.areas.manifest import AreaManifest, MenuEntry
from dugnad.kernel.areas.parts import joined

MANIFEST = AreaManifest(
    name="services",
    title=_("Services"),
    menu=(
        MenuEntry(
            label=_("Services"),
            url_name="services:door",
            summary=_(
                "Say what you need. Get the service, who delivers it where you live, and how to apply."
            ),
            live_number=live_number,
            icon="door",
        ),
    ),
    kinds=(SERVICE, CATALOGUE, FEEDBACK, TERRITORY),
    **joined((CATALOGUE_PART, DOOR_PART)),
    demo=make,
    happening=happening,
    answers=answers,
    pages="dugnad.areas.services.pages",
    api="dugnad.areas.services.api.router",
)
