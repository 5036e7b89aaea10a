"""Functions that turn one kind of value into another; not."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from dugnad.engines.dmn.library.registry import builtin
from dugnad.engines.dmn.run import fail, spend
from dugnad.engines.dmn.temporal.values import Date, DateTime, Months, Span, Time
from dugnad.engines.dmn.values import Range, Value, number

_NUMERAL = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


@builtin("not", "negand: any")
def _not(negand: Value) -> Value:
    return not negand if type(negand) is bool else None


@builtin("number", "from: any")
def _number(source: Value) -> Value:
    if type(source) is Decimal:
        return source
    return _read(source) if type(source) is str else fail("number wants a string")


@builtin("number", "from: string, grouping separator: string?, decimal separator: string?")
def _number_grouped(source: str, grouping: str | None, point: str | None) -> Value:
    if (
        grouping not in (None, " ", ",", ".")
        or point not in (None, ",", ".")
        or (grouping == point and point)
    ):
        return fail("number does not know these separators")
    text = source.replace(grouping, "") if grouping else source
    if point:
        text = text.replace(point, ".") if (point == "," and "." not in text) or point == "." else "?"
    return _read(text)


def _read(text: str) -> Value:
    if not _NUMERAL.fullmatch(text):
        return fail(f"{text[:40]!r} is no number")
    try:
        return number(text)
    except ArithmeticError:
        return fail("the number is too large")


@builtin("string", "from: any")
def _string(source: Value) -> Value:
    return None if source is None else text_of(source)


def text_of(value: Value, inner: bool = False) -> str:
    """A value as FEEL writes it; strings and dates inside lists and contexts as literals."""
    spend(1)
    write = _WRITERS.get(type(value))
    if write is None:
        return "function"
    text = write(value)
    if not inner or type(value) not in _QUOTED:
        return text
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"' if type(value) is str else f'@"{text}"'


def number_text(value: Decimal) -> str:
    """A number in full, without exponent."""
    return format(value, "f") if value.is_finite() else "null"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[^\W\d][\w ]*", name) else text_of(name, True)


def _range_text(value: Range) -> str:
    if value.sign:
        return f"{value.sign} {text_of(value.low, True)}"
    if value.low is None or value.high is None:
        sign, end = (">", value.low) if value.high is None else ("<", value.high)
        closed = value.low_closed or value.high_closed
        return f"{sign}{'=' if closed else ''} {text_of(end, True)}"
    ends = f"{text_of(value.low, True)}..{text_of(value.high, True)}"
    return ("[" if value.low_closed else "(") + ends + ("]" if value.high_closed else ")")


_TEMPORAL = (Date, Time, DateTime, Months, Span)
_QUOTED = (str, *_TEMPORAL)
_WRITERS: dict[type, Callable[[Value], str]] = {
    type(None): lambda value: "null",
    bool: lambda value: "true" if value else "false",
    str: str,
    Decimal: number_text,
    list: lambda value: "[" + ", ".join(text_of(item, True) for item in value) + "]",
    dict: lambda value: (
        "{" + ", ".join(f"{_key(name)}: {text_of(item, True)}" for name, item in value.items()) + "}"
    ),
    Range: _range_text,
    **dict.fromkeys(_TEMPORAL, str),
}
