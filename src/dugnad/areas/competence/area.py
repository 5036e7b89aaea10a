"""What this area says of itself to the house: what its parts say, joined."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from dugnad.areas.competence import overview
from dugnad.areas.competence.demo.make import make
from dugnad.areas.competence.needs.asked import answers
from dugnad.areas.competence.needs.happening import happening as asking_happening
from dugnad.areas.competence.needs.manifest import PART as NEEDS
from dugnad.areas.competence.pledges.manifest import PART as PLEDGES
from dugnad.areas.competence.rounds.manifest import PART as ROUNDS
from dugnad.areas.competence.rules.needs import KINDS as NEED_KINDS
from dugnad.areas.competence.rules.pledges import KINDS as PLEDGE_KINDS
from dugnad.areas.competence.rules.rounds import KINDS as ROUND_KINDS
from dugnad.kernel.access import Actor
from dugnad.kernel.areas.manifest import AreaManifest, MenuEntry, Text
from dugnad.kernel.areas.parts import joined


def _happening(actor: Actor) -> Iterator[tuple[Text, str]]:
    yield from overview.happening(actor)
    yield from asking_happening(actor)


MANIFEST = AreaManifest(
    name="competence",
    title=_("Competence"),
    menu=(
        MenuEntry(
            label=_("Competence"),
            url_name="competence:overview",
            summary=_("Say what you need in your own words; experts, labs and courses answer."),
            live_number=overview.live_number,
            icon="hub",
        ),
    ),
    kinds=(
        *PLEDGE_KINDS,
        *NEED_KINDS,
        *ROUND_KINDS,
    ),
    **joined((PLEDGES, NEEDS, ROUNDS)),
    happening=_happening,
    answers=answers,
    demo=make,
    guide="sara.antonsen@eksempel.example",
    pages="dugnad.areas.competence.pages",
    api="dugnad.areas.competence.api.router",
)
