"""What is asked of a mission, as forms, the API and the database hold it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.kernel.problems import Invalid

KINDS = ("orbit", "sweep", "roof")
OWN = "own"


@dataclass(frozen=True, slots=True)
class Lens:
    """A camera by its field of view in degrees and its pixels."""

    label: Any
    wide: float
    high: float
    columns: int
    rows: int


CAMERAS: Mapping[str, Lens] = {
    "thermal": Lens(gettext_lazy("Thermal, 57° wide, 640 × 512"), 57.0, 44.0, 640, 512),
    "thermal-tele": Lens(gettext_lazy("Thermal, 32° wide, 640 × 512"), 32.0, 26.0, 640, 512),
    "thermal-small": Lens(gettext_lazy("Thermal, 57° wide, 160 × 120"), 57.0, 44.0, 160, 120),
    "photo": Lens(gettext_lazy("Photo, 72° wide, 4000 × 3000"), 72.0, 57.0, 4000, 3000),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish: metres, shares from 0 to 1, metres per second. `facade` from 0. `ground`: the building's ground above
    the sea, None where not known. `permitted`: identifiers of zones that the pilot has permission for."""

    kind: str = "orbit"
    facade: int = 0
    stand_off: float = 8.0
    overlap: float = 0.6
    sidelap: float = 0.6
    speed: float = 3.0
    camera: str = "thermal"
    wide: float = 57.0
    high: float = 44.0
    columns: int = 640
    rows: int = 512
    highest: float = 120.0
    profile: str = "px4"
    ground: float | None = None
    permitted: tuple[str, ...] = ()

    @property
    def lens(self) -> Lens:
        own = Lens("", self.wide, self.high, self.columns, self.rows)
        return own if self.camera == OWN else CAMERAS[self.camera]

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "permitted": list(self.permitted)}


LIMITS: Mapping[str, tuple[float, float]] = {
    "facade": (0, 999),
    "stand_off": (2, 100),
    "overlap": (0, 0.95),
    "sidelap": (0, 0.95),
    "speed": (0.2, 20),
    "wide": (5, 120),
    "high": (5, 120),
    "columns": (16, 20_000),
    "rows": (16, 20_000),
    "highest": (3, 1000),
}
SHARES = frozenset({"overlap", "sidelap"})


def asked_of(given: Mapping[str, Any], *, highest: float, profiles: Mapping[str, str]) -> Asked:
    """What is asked, with what is left out as usual. Invalid, at each field that is wrong.

    `highest`: what this installation allows, `profiles`: the firmwares that it knows.
    """
    known = {field.name for field in fields(Asked)}
    values = {key: value for key, value in given.items() if key in known and value is not None}
    values.setdefault("highest", highest)
    wrong = {key: words for key, words in _numbers(values, highest) if words}
    choices = {"kind": KINDS, "camera": (*CAMERAS, OWN), "profile": tuple(profiles)}
    wrong |= {
        key: _("Choose one of those that are there.")
        for key, allowed in choices.items()
        if values.get(key, allowed[0]) not in allowed
    }
    if "permitted" in values:
        values["permitted"] = tuple(str(one)[:40] for one in values["permitted"])[:50]
    if wrong:
        raise Invalid(fields=wrong)
    return Asked(**values)


def _numbers(values: dict[str, Any], highest: float) -> list[tuple[str, str]]:
    limits = {**LIMITS, "highest": (3, highest), "ground": (-100, 5000)}
    return [(key, _out_of(key, values[key], *limits[key])) for key in limits if key in values]


def _out_of(key: str, value: Any, low: float, high: float) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if number and isfinite(value) and low <= value <= high:
        return ""
    scale, unit = (100, " %") if key in SHARES else (1, "")
    shown = {"low": f"{low * scale:g}", "high": f"{high * scale:g}{unit}"}
    return _("Write a number between %(low)s and %(high)s.") % shown
