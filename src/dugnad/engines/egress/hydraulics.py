"""How fast people walk and how many pass: the hydraulic relations of the SFPE Handbook (5th ed., chapter 59).

Speeds m/s, densities persons/m2, specific flows persons/s per metre of effective width.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

LEVEL_CONSTANT: Final = 1.4
SLOPE: Final = 0.266
FREE: Final = 0.54
"""Below this density everyone walks at their own pace."""


@dataclass(frozen=True, slots=True)
class Hydraulics:
    """The model's numbers; each can be changed for a study.

    `door_flow`, `boundary` (m on each side), `fullest`: SFPE. `fullest` is the density of the greatest flow, above
    which nobody more is let into a place (SFPE advises against assuming more). `densest`: beyond it the relation is
    not measured, and people creep at its pace. `door_meeting`, `stair_meeting`: what is left of a door's or a
    stair's flow when people meet (Navin and Wheeler 1969; Tofilo et al. 2014), `least_share` of it for the smaller
    stream (Navin and Wheeler 1969). `lift_speed` (m/s), `lift_wait` (s) and `lift_flow` (persons/s: eight in a
    minute) are assumptions of ours.
    """

    door_flow: float = 1.3
    boundary: float = 0.15
    fullest: float = 1.9
    densest: float = 3.0
    door_meeting: float = 0.84
    stair_meeting: float = 0.75
    least_share: float = 0.17
    lift_speed: float = 1.0
    lift_wait: float = 30.0
    lift_flow: float = 8 / 60


SFPE: Final = Hydraulics()


def stair_constant(riser: float, tread: float) -> float:
    """k of a stair, m/s: 51.8 sqrt(tread / riser) / 60, both in metres.

    Raises ValueError unless both lie between 0 and 1 m.
    """
    if not (0 < riser < 1 and 0 < tread < 1):
        raise ValueError(f"riser {riser} m, tread {tread} m")
    return 51.8 * math.sqrt(tread / riser) / 60


def speed(density: float, constant: float = LEVEL_CONSTANT) -> float:
    """Walking speed of a crowd, k (1 - 0.266 D), as at 0.54 persons/m2 for fewer; never below that at 3."""
    return constant * (1 - SLOPE * min(max(density, FREE), SFPE.densest))


def stair_flow(constant: float) -> float:
    """The greatest specific flow of the relation, k / (4 * 0.266): 1.01 for steps of 18 by 28 cm."""
    return constant / (4 * SLOPE)


def effective(width: float, boundary: float = SFPE.boundary) -> float:
    """Clear width less the boundary layer on both sides, m; a body still gets through where nothing is left.

    Openings of less than 0.45 m count as 0.15 m: one at a time.
    """
    return max(width - 2 * boundary, 0.15)
