"""Numbers and ranges as they are read, each within its bounds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from dugnad.engines.foresight.errors import Fault
from dugnad.engines.foresight.model import KINDS, Range, Value

Faults = list[Fault]


def plain(value: Any, low: float, high: float, path: str, faults: Faults) -> float:
    """The number, or a fault (`not_a_number`, `not_finite`, `too_low`, `too_high`) and 0."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        faults.append(Fault(path, "not_a_number", f"{str(value)[:40]!r} is not a number"))
    elif not math.isfinite(value):
        faults.append(Fault(path, "not_finite", "the number must be finite"))
    elif value < low:
        faults.append(Fault(path, "too_low", f"{value:g} is below {low:g}"))
    elif value > high:
        faults.append(Fault(path, "too_high", f"{value:g} is above {high:g}"))
    else:
        return float(value)
    return 0.0


def value_of(value: Any, low: float, high: float, path: str, faults: Faults) -> Value:
    """The number or range, with every number within its bounds."""
    if isinstance(value, Range):
        value = asdict(value)
    if not isinstance(value, Mapping):
        return plain(value, low, high, path, faults)
    kind, mode = value.get("kind", "uniform"), value.get("mode")
    ends = [plain(value.get(end), low, high, f"{path}.{end}", faults) for end in ("low", "high")]
    if kind not in KINDS:
        faults.append(Fault(f"{path}.kind", "unknown_kind", f"a range is one of {', '.join(KINDS)}"))
    if ends[0] > ends[1]:
        faults.append(Fault(path, "upside_down", f"{ends[0]:g} is above {ends[1]:g}"))
    if kind == "loguniform" and ends[0] <= 0:
        faults.append(Fault(f"{path}.low", "too_low", "an even range of logarithms must begin above 0"))
    middle = None if mode is None else plain(mode, min(ends), max(ends), f"{path}.mode", faults)
    if kind == "triangular" and mode is None:
        faults.append(Fault(f"{path}.mode", "missing", "a triangular range needs its most likely value"))
    for name in value.keys() - {"low", "high", "kind", "mode"}:
        faults.append(Fault(f"{path}.{name}", "unknown_field", f"no field is called {str(name)[:40]}"))
    return Range(ends[0], ends[1], str(kind), middle)
