"""The network's manifest."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dugnad.areas.network import selectors
from dugnad.areas.network.demo import make
from dugnad.areas.network.rules import SHARING
from dugnad.areas.network.things import THINGS
from dugnad.kernel.areas.manifest import AreaManifest, MenuEntry

MANIFEST = AreaManifest(
    name="network",
    title=_("Network"),
    menu=(
        MenuEntry(
            label=_("Network"),
            url_name="network:members",
            summary=_("See who takes part, and who shares what with whom."),
            live_number=selectors.live_number,
            icon="people",
        ),
    ),
    kinds=(SHARING,),
    things=THINGS,
    pages="dugnad.areas.network.pages",
    api="dugnad.areas.network.api.router",
    happening=selectors.happening,
    answers=selectors.answers,
    demo=make,
    guide="ingrid.solheim@eksempel.example",
)
