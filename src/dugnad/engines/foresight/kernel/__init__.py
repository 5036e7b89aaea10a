"""The compiled model: many futures of a case, 32 at a time."""

from __future__ import annotations

from typing import Final

from dugnad.engines.foresight.kernel.drawing import GIVEN, HASHED, SALTELLI, Design
from dugnad.engines.foresight.kernel.months import run
from dugnad.engines.foresight.kernel.plan import Plan
from dugnad.engines.foresight.kernel.tallying import EXTENTS, HISTOGRAMS, NOTHING, Cones

OUTCOMES: Final = ("ruin", "npv", "lowest", "lowest_month", "final", "watched")

__all__ = [
    "EXTENTS",
    "GIVEN",
    "HASHED",
    "HISTOGRAMS",
    "NOTHING",
    "OUTCOMES",
    "SALTELLI",
    "Cones",
    "Design",
    "Plan",
    "run",
]
