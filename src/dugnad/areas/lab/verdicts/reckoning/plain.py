"""Figures as JSON values."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from dugnad.engines.foresight.simulate import Cone, Figure

Json = dict[str, Any]


def figure(one: Figure) -> list[float]:
    """The value and its error."""
    return [one.value, one.error]


def finite(number: float) -> float | None:
    """The number, or None where JSON has no word for it."""
    return float(number) if math.isfinite(number) else None


def numbers(values: Iterable[float], digits: int | None = None) -> list[float]:
    """Plain numbers, rounded where asked."""
    return [float(one) if digits is None else round(float(one), digits) for one in values]


def cone(one: Cone, digits: int) -> Json:
    """Quantiles by level and month, the mean, and the largest error of the quantiles."""
    return {
        "levels": list(one.levels),
        "quantiles": [numbers(row, digits) for row in one.quantiles],
        "mean": numbers(one.mean, digits),
        "error": float(one.errors.max()),
    }
