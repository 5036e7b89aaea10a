"""This part's share of the manifest."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from dugnad.areas.casework.trials.personal import PERSONAL
from dugnad.areas.casework.trials.things import THINGS
from dugnad.kernel.areas.manifest import EventKind, Job
from dugnad.kernel.areas.parts import Part

DETAIL = {"package": _("Rules"), "version": _("Version")}
EVENTS = (
    ("shadow_asked", _("Somebody asked to try rules on past cases")),
    ("shadow_done", _("Rules were tried on past cases")),
    ("consequences_asked", _("Somebody asked what a change of rules would lead to")),
    ("consequences_done", _("It was reckoned what a change of rules would lead to")),
    ("consequences_deleted", _("An analysis of consequences was thrown away")),
)


def _shadow(progress: Any, **asked: Any) -> None:
    from dugnad.areas.casework.trials.shadow import work

    work(progress, **asked)


def _consequences(progress: Any, **asked: Any) -> None:
    from dugnad.areas.casework.trials.consequences import work

    work(progress, **asked)


PART = Part(
    things=THINGS,
    sends=tuple(EventKind(f"casework.{name}", says, detail=DETAIL) for name, says in EVENTS),
    personal_data=PERSONAL,
    jobs=(
        Job("casework.shadow", _("Trying rules on past cases"), _shadow),
        Job("casework.consequences", _("Reckoning the consequences of rules"), _consequences),
    ),
)
