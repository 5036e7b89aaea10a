"""Functions of numbers."""

from __future__ import annotations

import decimal
from collections.abc import Callable
from decimal import Decimal, DecimalException

from dugnad.engines.dmn.library.registry import builtin
from dugnad.engines.dmn.run import fail
from dugnad.engines.dmn.temporal.values import Months, Span
from dugnad.engines.dmn.values import Value

LEAST_SCALE, MOST_SCALE = -6111, 6176


def rounded(n: Decimal, scale: Decimal | None, rounding: str) -> Value:
    """A number with `scale` decimals; null for a scale beyond what numbers have."""
    places = int(scale or 0)
    if not LEAST_SCALE <= places <= MOST_SCALE:
        return fail(f"a scale of {scale} is out of range")
    exponent = n.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= places:
        return n
    try:
        return n.quantize(Decimal(1).scaleb(-places), rounding)
    except DecimalException:
        return fail(f"the number cannot have {places} decimals")


def _rounder(rounding: str) -> Callable[..., Value]:
    return lambda n, scale=None: rounded(n, scale, rounding)


builtin("decimal", "n: number, scale: number")(_rounder(decimal.ROUND_HALF_EVEN))
builtin("floor", "n: number, [scale: number]")(_rounder(decimal.ROUND_FLOOR))
builtin("ceiling", "n: number, [scale: number]")(_rounder(decimal.ROUND_CEILING))
builtin("round up", "n: number, scale: number")(_rounder(decimal.ROUND_UP))
builtin("round down", "n: number, scale: number")(_rounder(decimal.ROUND_DOWN))
builtin("round half up", "n: number, scale: number")(_rounder(decimal.ROUND_HALF_UP))
builtin("round half down", "n: number, scale: number")(_rounder(decimal.ROUND_HALF_DOWN))


@builtin("abs", "n: any")
def _abs(n: Value) -> Value:
    if type(n) is list and len(n) == 1:
        n = n[0]
    if type(n) is Decimal:
        return abs(n)
    if type(n) is Span:
        return Span(abs(n.nanos))
    return Months(abs(n.months)) if type(n) is Months else fail("abs wants a number or a duration")


@builtin("modulo", "dividend: number, divisor: number")
def _modulo(dividend: Decimal, divisor: Decimal) -> Value:
    if not divisor:
        return fail("division by zero")
    quotient = (dividend / divisor).to_integral_value(decimal.ROUND_FLOOR)
    return dividend - divisor * quotient


@builtin("sqrt", "number: number")
def _sqrt(number: Decimal) -> Value:
    return number.sqrt() if number >= 0 else fail("sqrt of a number below zero")


@builtin("log", "number: number")
def _log(number: Decimal) -> Value:
    return number.ln() if number > 0 else fail("log of a number that is not above zero")


@builtin("exp", "number: number")
def _exp(number: Decimal) -> Value:
    try:
        return number.exp()
    except DecimalException:
        return fail("the number is too large")


@builtin("odd", "number: number")
def _odd(number: Decimal) -> Value:
    return number == number.to_integral_value() and number % 2 != 0


@builtin("even", "number: number")
def _even(number: Decimal) -> Value:
    return number == number.to_integral_value() and number % 2 == 0
