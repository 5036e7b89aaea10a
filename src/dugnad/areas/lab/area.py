"""What this area says of itself to the house: what its parts say, joined."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from dugnad.areas.lab.business import selectors as business
from dugnad.areas.lab.business.manifest import PART as BUSINESS
from dugnad.areas.lab.demo import make
from dugnad.areas.lab.maturity.manifest import PART as MATURITY
from dugnad.areas.lab.maturity.selectors import happening as maturity_happening
from dugnad.areas.lab.rules.business import INVITATION, MODEL
from dugnad.areas.lab.rules.maturity import ASSESSMENT
from dugnad.areas.lab.verdicts.manifest import PART as VERDICTS
from dugnad.kernel.access import Actor
from dugnad.kernel.areas.manifest import AreaManifest, MenuEntry, Text
from dugnad.kernel.areas.parts import joined


def _happening(actor: Actor) -> Iterator[tuple[Text, str]]:
    yield from business.happening(actor)
    yield from maturity_happening(actor)


MANIFEST = AreaManifest(
    name="lab",
    title=_("Lab"),
    menu=(
        MenuEntry(
            label=_("Lab"),
            url_name="lab:overview",
            summary=_("Would your business survive what is coming? Try its model in thousands of futures."),
            live_number=business.live_number,
            icon="chart",
        ),
    ),
    kinds=(ASSESSMENT, MODEL, INVITATION),
    **joined((MATURITY, BUSINESS, VERDICTS)),
    demo=make,
    guide="eirik.moe@eksempel.example",
    happening=_happening,
    pages="dugnad.areas.lab.pages",
    api="dugnad.areas.lab.api.router",
)
