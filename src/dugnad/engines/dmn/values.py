"""The values of FEEL that Python has not: ranges and functions; the context that numbers are reckoned in."""

from __future__ import annotations

import decimal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

NUMBERS = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
Value = Any


def number(value: int | str | Decimal) -> Decimal:
    """A FEEL number of at most 34 digits; raises decimal.InvalidOperation on text that is none."""
    return NUMBERS.create_decimal(value)


@dataclass(frozen=True, slots=True)
class Range:
    """A range; an end that is None is open towards infinity. `sign` tells `= x` and `!= x` from intervals."""

    low: Value
    high: Value
    low_closed: bool
    high_closed: bool
    sign: str = ""


class Function:
    """A function as a value: `parameters` by name, `types` and `result` as Types."""

    __slots__ = ("body", "name", "parameters", "result", "types")

    def __init__(
        self,
        name: str,
        parameters: Sequence[str],
        body: Callable[..., Value],
        types: Sequence[Any] = (),
        result: Any = None,
    ) -> None:
        self.name, self.parameters, self.body = name, tuple(parameters), body
        self.types, self.result = tuple(types) or (None,) * len(self.parameters), result
