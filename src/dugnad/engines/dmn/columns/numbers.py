"""Columns of numbers: whole numerators over one denominator, so that nothing is rounded unasked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

MOST = 2**62
Array = Any


class NotByColumns(Exception):
    """The model uses what columns cannot do."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """numerator / denominator; `bound`: no numerator is larger; `exact`: FEEL's 34 digits hold it exactly."""

    numerator: Array
    denominator: int
    bound: int
    exact: bool = True


def scaled(top: Array, factor: int, bound: int) -> tuple[Array, int]:
    """The numerators times a factor; NotByColumns when 64 bits are too few."""
    if bound * factor >= MOST:
        raise NotByColumns("the numbers are too large")
    return (top if factor == 1 else top * factor), bound * factor


def aligned(one: Numbers, other: Numbers) -> tuple[Array, Array, int, int]:
    """Both numerators over the least common denominator, that denominator, and the larger bound."""
    common = math.lcm(one.denominator, other.denominator)
    left, one_bound = scaled(one.numerator, common // one.denominator, one.bound)
    right, other_bound = scaled(other.numerator, common // other.denominator, other.bound)
    return left, right, common, max(one_bound, other_bound)


def constant(value: Decimal) -> Numbers:
    """A constant of few digits."""
    top, bottom = value.as_integer_ratio()
    if max(abs(top), bottom) >= 2**53:
        raise NotByColumns("a constant has too many digits")
    return Numbers(np.int64(top), bottom, abs(top))


def column(values: Array) -> Any:
    """A column of an input: numbers of at most four decimals as Numbers, strings and booleans as they are."""
    array = np.asarray(values)
    if array.dtype.kind in "iu":
        bound = int(np.abs(array).max(initial=0))
        return Numbers(array.astype(np.int64), 1, bound)
    if array.dtype.kind == "f":
        return _decimals(array)
    if array.dtype.kind in "bU":
        return array
    raise NotByColumns("a column holds other values than numbers, strings and booleans")


def _decimals(array: Array) -> Numbers:
    whole = np.rint(array * 10_000)
    if (
        not np.isfinite(array).all()
        or np.abs(whole).max(initial=0) >= 2**53
        or (whole / 10_000 != array).any()
    ):
        raise NotByColumns("a column holds numbers of more than four decimals")
    top = whole.astype(np.int64)
    return Numbers(top, 10_000, int(np.abs(top).max(initial=0)))


def finished(value: Any, count: int) -> Array:
    """A column as it is given: numbers as the nearest float64."""
    if isinstance(value, Numbers):
        return np.broadcast_to(value.numerator / value.denominator, (count,)).astype(np.float64)
    return np.broadcast_to(value, (count,)).copy()
