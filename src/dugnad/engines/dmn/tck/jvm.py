"""The functions of Java that the suite calls, as Python functions."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from decimal import Decimal
from typing import Any

LIMITS = {"byte": 2**7, "short": 2**15, "int": 2**31, "long": 2**63}


def _double(value: Any) -> float:
    if not isinstance(value, Decimal):
        raise TypeError("a number is wanted")
    return float(value)


def _float(value: Any) -> float:
    wanted = struct.pack("f", _double(value))
    digits = next(each for each in range(1, 10) if struct.pack("f", float(f"{value:.{each}g}")) == wanted)
    return float(f"{value:.{digits}g}")


def _integer(kind: str) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        whole = int(_double(value))
        if abs(whole) > LIMITS[kind]:
            raise ValueError("the number is too large")
        return whole

    return read


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a string is wanted")
    return value


def _character(value: Any) -> str:
    if len(_text(value)) != 1:
        raise ValueError("one character is wanted")
    return str(value)


READ: dict[str, Callable[[Any], Any]] = {
    "double": _double,
    "float": _float,
    "char": _character,
    "java.lang.String": _text,
    **{kind: _integer(kind) for kind in LIMITS},
}


def _number(value: float) -> Decimal:
    return Decimal(repr(value))


def _largest(kind: str) -> Callable[..., Decimal]:
    return lambda one, other: _number(max(READ[kind](one), READ[kind](other)))


def _read(kind: str, work: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda value: work(READ[kind](value))


def _format(pattern: Any, *arguments: Any) -> str:
    return str(_text(pattern) % arguments)


def functions() -> dict[str, Callable[..., Any]]:
    """The registry, by class, method and signature."""
    made: dict[str, Callable[..., Any]] = {
        f"java.lang.Math.max({kind},{kind})": _largest(kind) for kind in ("double", "float", "int", "long")
    }
    made["java.lang.Math.cos(double)"] = _read("double", lambda value: _number(math.cos(value)))
    for name, kind in (("Short", "short"), ("Byte", "byte"), ("Integer", "int"), ("Long", "long")):
        made[f"java.lang.{name}.valueOf({kind})"] = _read(kind, _number)
        made[f"java.lang.{name}.valueOf(java.lang.String)"] = _read(
            "java.lang.String", lambda text: _number(int(text))
        )
    for name in ("Double", "Float"):
        made[f"java.lang.{name}.valueOf(java.lang.String)"] = _read(
            "java.lang.String", lambda text: _number(float(text))
        )
    made["java.lang.String.valueOf(char)"] = _read("char", str)
    made["java.lang.String.format(java.lang.String,[Ljava.lang.Object;)"] = _format
    return made
