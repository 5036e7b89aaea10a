"""What this area says of itself to the house: what its parts say, joined."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dugnad.areas.casework.cases.manifest import PART as CASES
from dugnad.areas.casework.demo import make
from dugnad.areas.casework.packages.manifest import PART as PACKAGES
from dugnad.areas.casework.packages.overview import happening, live_number
from dugnad.areas.casework.rules.cases import KINDS as CASE_KINDS
from dugnad.areas.casework.rules.packages import KINDS as PACKAGE_KINDS
from dugnad.areas.casework.rules.trials import KINDS as TRIAL_KINDS
from dugnad.areas.casework.rules.walking import KINDS as WALKING_KINDS
from dugnad.areas.casework.trials.manifest import PART as TRIALS
from dugnad.areas.casework.walking.manifest import PART as WALKING
from dugnad.kernel.areas.manifest import AreaManifest, MenuEntry
from dugnad.kernel.areas.parts import joined

MANIFEST = AreaManifest(
    name="casework",
    title=_("Casework"),
    menu=(
        MenuEntry(
            label=_("Casework"),
            url_name="casework:packages",
            summary=_("Rules that cities share, and decisions that explain themselves."),
            live_number=live_number,
            icon="decision",
        ),
    ),
    kinds=(*PACKAGE_KINDS, *CASE_KINDS, *TRIAL_KINDS, *WALKING_KINDS),
    **joined((PACKAGES, CASES, TRIALS, WALKING)),
    demo=make,
    guide="marte.fjeld@eksempel.example",
    happening=happening,
    pages="dugnad.areas.casework.pages",
    api="dugnad.areas.casework.api.router",
)
