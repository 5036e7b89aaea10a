"""What a sighting says, and how far each kind of sensor is to be believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class SensorModel:
    """A kind of sensor. `sensitivity`: chance that it notices who is there; `false_positives`: share of its
    sightings that are wrong; `spread`: share of true sightings where the person is in a space beside it.

    `half_life`: seconds in which a sighting that comes late loses half its weight. `apart`: seconds after
    which a repeated reading counts as a new one. `watches`: it notices all who come into its space with its
    kind of tag, so that silence says that they did not.
    """

    sensitivity: float
    false_positives: float
    spread: float
    half_life: float = 30.0
    apart: float = 120.0
    watches: bool = False


BADGE = SensorModel(sensitivity=0.9, false_positives=0.02, spread=0.1, half_life=20.0, watches=True)
BED = SensorModel(sensitivity=0.98, false_positives=0.02, spread=0.0, half_life=300.0, apart=600.0)
DOOR = SensorModel(sensitivity=0.9, false_positives=0.1, spread=0.45, half_life=20.0)
ALARM = SensorModel(sensitivity=0.95, false_positives=0.03, spread=0.2, half_life=60.0)
SENSORS: Mapping[str, SensorModel] = {"badge": BADGE, "bed": BED, "door": DOOR, "alarm": ALARM}
LEFT_SPREAD = 0.5


@dataclass(frozen=True, slots=True)
class Sighting:
    """A sensor (`device`, of a `kind`) noticed a person in a space at a time (seconds). `left`: as they left it."""

    person: object
    space: str
    kind: str
    device: str
    at: float
    left: bool = False


class Verdict(StrEnum):
    """What became of a sighting."""

    TAKEN = "taken"
    REPEATED = "repeated"
    DOUBTED = "doubted"
    LATE = "late"
    STALE = "stale"
    FLOODING = "flooding"
    NO_PERSON = "no person"
    NO_SPACE = "no space"
    NO_KIND = "no kind"
