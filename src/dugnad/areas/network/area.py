"""The network's manifest."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dugnad.areas.network.selectors import live_number
from dugnad.kernel.areas.manifest import AreaManifest, MenuEntry

MANIFEST = AreaManifest(
    name="network",
    title=_("Network"),
    menu=(
        MenuEntry(
            label=_("Network"),
            url_name="network:members",
            summary=_("See who takes part, and who shares what with whom."),
            live_number=live_number,
        ),
    ),
    pages="dugnad.areas.network.pages",
    api="dugnad.areas.network.api.router",
)
