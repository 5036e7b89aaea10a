"""What a correction says: which space or way it is of, and how long or wide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dugnad.engines.egress.assembly.values import Assembly, Loose
from dugnad.engines.egress.plan import Plan, Space, Way

WIDTHS = (0.4, 20.0)
LENGTHS = (0.5, 200.0)


class Wrong(ValueError):
    """The correction cannot be made; `field` names what is wrong with it, `code` what."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


Values = Mapping[str, Any]


def space_of(plan: Plan, values: Values, field: str) -> Space:
    """The space that a field names."""
    found = next((space for space in plan.spaces if space.id == values.get(field)), None)
    if found is None:
        raise Wrong(field, "no_such_space")
    return found


def way_of(plan: Plan, values: Values) -> Way:
    """The way that `way` names."""
    found = next((way for way in plan.ways if way.id == values.get("way")), None)
    if found is None:
        raise Wrong("way", "no_such_way")
    return found


def length_of(values: Values, field: str, between: tuple[float, float], usual: float | None) -> float:
    """The metres of a field within its bounds, or the usual when it says nothing."""
    value = values.get(field)
    if value is None and usual is not None:
        return usual
    if not isinstance(value, int | float) or not between[0] <= value <= between[1]:
        raise Wrong(field, "out_of_bounds")
    return round(float(value), 3)


def loose_of(assembly: Assembly, values: Values) -> Loose:
    """What leads nowhere and is named by `door`; stairs are none."""
    found = next((one for one in assembly.loose if one.id == values["door"] and one.kind != "stair"), None)
    if found is None:
        raise Wrong("door", "no_such_door")
    return found
