"""Types: what a value is, whether it conforms, and how it is made to conform."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dugnad.engines.dmn.run import fail
from dugnad.engines.dmn.temporal.values import Date, DateTime, Months, Span, Time
from dugnad.engines.dmn.values import Function, Range, Value

KINDS: dict[type, str] = {
    Decimal: "number",
    str: "string",
    bool: "boolean",
    list: "list",
    dict: "context",
    Range: "range",
    Date: "date",
    Time: "time",
    DateTime: "date and time",
    Months: "years and months duration",
    Span: "days and time duration",
    Function: "function",
    type(None): "Null",
}
ALIASES = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    "day and time duration": "days and time duration",
    "year and month duration": "years and months duration",
    "any": "Any",
    "date and time": "date and time",
}
MIDNIGHT = Time(0, 0)


@dataclass(slots=True, eq=False)
class Type:
    """`kind` as `instance of` spells it; `element` of a list or range; `fields` of a context; `allowed`: a test."""

    kind: str
    element: Type | None = None
    fields: Mapping[str, Type] | None = None
    parameters: tuple[Type, ...] | None = None
    result: Type | None = None
    allowed: Callable[[Value], Value] | None = None
    name: str = ""
    marks: dict[str, Value] = field(default_factory=dict)


ANY = Type("Any")
SIMPLE = {kind: Type(kind) for kind in ("Any", "Null", *KINDS.values())}


def kind_of(value: Value) -> str:
    """The name of a value's own type."""
    return KINDS.get(type(value), "function")


def conforms(value: Value, wanted: Type | None, allowed: bool = True) -> bool:
    """Whether a value that is not null is one of a type; `allowed`: also of its allowed values."""
    if wanted is None:
        return True
    if wanted.kind != "Any" and (kind_of(value) != wanted.kind or not _parts_conform(value, wanted, allowed)):
        return False
    return not allowed or wanted.allowed is None or wanted.allowed(value) is True


def _parts_conform(value: Value, wanted: Type, allowed: bool) -> bool:
    if wanted.kind == "list":
        return wanted.element is None or all(_part(item, wanted.element, allowed) for item in value)
    if wanted.kind == "context":
        return wanted.fields is None or all(
            name in value and _part(value[name], kind, allowed) for name, kind in wanted.fields.items()
        )
    if wanted.kind == "range":
        return wanted.element is None or _range_conforms(value, wanted.element)
    if wanted.kind == "function":
        return wanted.parameters is None or _function_conforms(value, wanted)
    return True


def _part(value: Value, wanted: Type, allowed: bool = True) -> bool:
    return value is None or conforms(value, wanted, allowed)


def _range_conforms(value: Range, element: Type) -> bool:
    ends = [end for end in (value.low, value.high) if end is not None]
    return all(conforms(end, element) for end in ends)


def _function_conforms(value: Value, wanted: Type) -> bool:
    if not isinstance(value, Function) or wanted.parameters is None:
        return True
    if len(value.parameters) != len(wanted.parameters):
        return False
    given = zip(wanted.parameters, value.types, strict=True)
    return all(subtype(mine, theirs or ANY) for mine, theirs in given) and (
        value.result is None or subtype(value.result, wanted.result or ANY)
    )


def subtype(narrow: Type, wide: Type) -> bool:
    """Whether every value of one type is one of another."""
    if wide.kind == "Any" or narrow.kind == "Null":
        return True
    if narrow.kind != wide.kind:
        return False
    if wide.kind in ("list", "range"):
        return subtype(narrow.element or ANY, wide.element or ANY)
    if wide.kind == "context":
        mine = narrow.fields or {}
        return all(name in mine and subtype(mine[name], kind) for name, kind in (wide.fields or {}).items())
    return wide.parameters is None or _subfunction(narrow, wide)


def _subfunction(narrow: Type, wide: Type) -> bool:
    """Parameters may be wider, the result narrower."""
    taken, given = narrow.parameters, wide.parameters or ()
    if taken is None or len(taken) != len(given):
        return False
    fits = all(subtype(one, other) for one, other in zip(given, taken, strict=True))
    return fits and subtype(narrow.result or ANY, wide.result or ANY)


def coerced(value: Value, wanted: Type | None, what: str = "the value") -> Value:
    """The value as one of a type: a single item as a list, a list of one as its item, a date as its midnight."""
    made = fitted(value, wanted)
    return (
        fail(f"{what} is {described(value)}, not {wanted.name or wanted.kind}")
        if made is UNFIT and wanted
        else made
    )


UNFIT = object()


def fitted(value: Value, wanted: Type | None) -> Value:
    """The value as one of a type, or UNFIT."""
    if wanted is None or value is None or conforms(value, wanted):
        return value
    if wanted.kind == "list" and type(value) is not list:
        return [value] if conforms([value], wanted) else UNFIT
    if type(value) is list and len(value) == 1 and wanted.kind != "list" and conforms(value[0], wanted):
        return value[0]
    return DateTime(value, MIDNIGHT) if wanted.kind == "date and time" and type(value) is Date else UNFIT


def described(value: Value) -> str:
    """A value for a message: its kind and, when short, itself."""
    text = value if isinstance(value, str) else str(value) if isinstance(value, bool | Decimal) else ""
    return f"{kind_of(value)} {text[:40]!r}" if text else kind_of(value)
