"""The settings of a round, and its input as plain values that are kept and can be worked out anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from dugnad.engines.matching.requests import Expert, Pairs, Policy, Request, Round
from dugnad.kernel.problems import Invalid

MOST_CAP = 200
LONGEST_SESSION = 8
BOUNDS = {
    "cap_hours": (1, MOST_CAP),
    "session_hours": (1, LONGEST_SESSION),
    "alpha": (0, 2),
    "fairness": (0, 1),
    "waiting": (0, 0.2),
    "least_fit": (0, 1),
}


@dataclass(frozen=True)
class Settings:
    """What a round is decided by.

    `cap_hours`: most hours for one organisation; `session_hours`: hours are given in blocks of these; `alpha`,
    `fairness`, `waiting`: see the engine's policy; `classes`: urgent needs go first; `least_fit`: who fits less
    (0 to 1) is not taken into account.
    """

    cap_hours: int = 12
    session_hours: int = 1
    alpha: float = 1.0
    fairness: float = 0.1
    waiting: float = 0.01
    classes: bool = True
    least_fit: float = 0.5

    def checked(self) -> Settings:
        """The settings. Raises Invalid at the fields for what cannot be."""
        wrong = {
            name: _("Choose a number from %(least)s to %(most)s.") % {"least": least, "most": most}
            for name, (least, most) in BOUNDS.items()
            if not least <= getattr(self, name) <= most
        }
        if self.cap_hours < self.session_hours:
            wrong.setdefault("cap_hours", _("The limit must hold one session at least."))
        if wrong:
            raise Invalid(fields=wrong)
        return self


def round_of(kept: Mapping[str, Any], settings: Settings) -> Round:
    """The kept input as the engine takes it."""
    columns = {name: np.array(kept["pairs"][name]) for name in ("request", "expert", "bar")}
    whole = {name: column.astype(np.int64) for name, column in columns.items()}
    return Round(
        requests=[Request(**each) for each in kept["requests"]],
        experts=[Expert(**each) for each in kept["experts"]],
        pairs=Pairs(score=np.array(kept["pairs"]["score"], float), **whole),
        policy=Policy(
            cap=settings.cap_hours // settings.session_hours,
            alpha=settings.alpha,
            fairness=settings.fairness,
            waiting=settings.waiting,
        ),
    )


def digest(kept: Mapping[str, Any], settings: Settings) -> str:
    """SHA-256 of input and settings: the same digest gives the same result."""
    text = json.dumps({"input": kept, "settings": asdict(settings)}, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
