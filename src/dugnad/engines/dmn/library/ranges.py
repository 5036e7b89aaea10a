"""Functions of ranges (Allen's relations between points and ranges)."""

from __future__ import annotations

from collections.abc import Callable

from dugnad.engines.dmn.errors import FeelSyntaxError
from dugnad.engines.dmn.feel.names import Scope
from dugnad.engines.dmn.feel.parsing import parse_expression
from dugnad.engines.dmn.feel.syntax import Call, Constant, Interval, Name, Negate, Node
from dugnad.engines.dmn.library.registry import BUILTINS, builtin
from dugnad.engines.dmn.run import fail
from dugnad.engines.dmn.runtime.arithmetic import negate
from dugnad.engines.dmn.runtime.comparing import Truth, both, compared, contains, either, interval
from dugnad.engines.dmn.values import Range, Value


def _order(one: Value, other: Value, test: Callable[[int], bool]) -> Truth:
    order = compared(one, other)
    return None if order is None else test(order)


def _lt(one: Value, other: Value) -> Truth:
    return _order(one, other, lambda order: order < 0)


def _eq(one: Value, other: Value) -> Truth:
    return _order(one, other, lambda order: order == 0)


def _span(value: Value) -> Range:
    return value if type(value) is Range else Range(value, value, True, True)


def _relation(name: str, signatures: list[str], body: Callable[[Range, Range], Truth]) -> None:
    for signature in signatures:
        builtin(name, signature)(_checked(name, signature, lambda one, other: body(_span(one), _span(other))))


def _checked(name: str, signature: str, body: Callable[..., Value]) -> Callable[..., Value]:
    def checked(one: Value, other: Value) -> Value:
        if one is None or other is None:
            return fail(f"{name} wants two values")
        wants = [part.split(":")[0].strip().startswith("range") for part in signature.split(",")]
        if any(want and type(value) is not Range for want, value in zip(wants, (one, other), strict=True)):
            return fail(f"{name} wants ranges")
        return body(one, other)

    return checked


def _before(a: Range, b: Range) -> Truth:
    touching = not (a.high_closed and b.low_closed)
    return either((_lt(a.high, b.low), both((touching, _eq(a.high, b.low)))))


def _meets(a: Range, b: Range) -> Truth:
    return both((a.high_closed and b.low_closed, _eq(a.high, b.low)))


def _starts_first(a: Range, b: Range) -> Truth:
    return either((_lt(a.low, b.low), both((_eq(a.low, b.low), a.low_closed or not b.low_closed))))


def _ends_last(a: Range, b: Range) -> Truth:
    return either((_lt(b.high, a.high), both((_eq(a.high, b.high), a.high_closed or not b.high_closed))))


def _includes(a: Range, b: Range) -> Truth:
    return both((_starts_first(a, b), _ends_last(a, b)))


def _includes_point(a: Range, b: Range) -> Truth:
    return contains(a, b.low)


def _strictly_starts(a: Range, b: Range) -> Truth:
    return either((_lt(a.low, b.low), both((_eq(a.low, b.low), a.low_closed and not b.low_closed))))


def _overlaps(a: Range, b: Range) -> Truth:
    apart = either((_before(a, b), _before(b, a)))
    return None if apart is None else not apart


def _overlaps_before(a: Range, b: Range) -> Truth:
    return both((_overlaps(a, b), _strictly_starts(a, b), _ends_last(b, a)))


def _overlaps_after(a: Range, b: Range) -> Truth:
    return both((_overlaps(a, b), _strictly_starts(b, a), _ends_last(a, b)))


def _finishes(a: Range, b: Range) -> Truth:
    same_end = both((_eq(a.high, b.high), a.high_closed == b.high_closed))
    return both((same_end, _starts_first(b, a)))


def _starts(a: Range, b: Range) -> Truth:
    same_start = both((_eq(a.low, b.low), a.low_closed == b.low_closed))
    return both((same_start, _ends_last(b, a)))


def _coincides(a: Range, b: Range) -> Truth:
    same = both((a.low_closed == b.low_closed, a.high_closed == b.high_closed))
    return both((same, _eq(a.low, b.low), _eq(a.high, b.high)))


def _swapped(body: Callable[[Range, Range], Truth]) -> Callable[[Range, Range], Truth]:
    return lambda a, b: body(b, a)


_ANY = [
    "point1: any, point2: any",
    "point: any, range: any",
    "range: any, point: any",
    "range1: any, range2: any",
]
_PAIR = ["range1: any, range2: any"]
_POINT_FIRST = ["point: any, range: any", "range1: any, range2: any"]
_RANGE_FIRST = ["range: any, point: any", "range1: any, range2: any"]
for _name, _names, _body in (
    ("before", _ANY, _before),
    ("after", _ANY, _swapped(_before)),
    ("meets", _PAIR, _meets),
    ("met by", _PAIR, _swapped(_meets)),
    ("overlaps", _PAIR, _overlaps),
    ("overlaps before", _PAIR, _overlaps_before),
    ("overlaps after", _PAIR, _overlaps_after),
    ("finishes", _POINT_FIRST, _finishes),
    ("finished by", _RANGE_FIRST, _swapped(_finishes)),
    ("includes", _RANGE_FIRST, _includes),
    ("during", _POINT_FIRST, _swapped(_includes)),
    ("starts", _POINT_FIRST, _starts),
    ("started by", _RANGE_FIRST, _swapped(_starts)),
    ("coincides", ["point1: any, point2: any", *_PAIR], _coincides),
):
    _relation(_name, _names, _body)


@builtin("range", "from: string")
def _range(source: str) -> Value:
    try:
        node = parse_expression(source, Scope(("date and time", "years and months duration")))
    except FeelSyntaxError:
        node = None
    if not isinstance(node, Interval):
        return fail(f"{source!r} is no range")
    try:
        low, high = _end(node.low), _end(node.high)
    except ValueError:
        return fail(f"the ends of {source!r} are no literals")
    return _made(low, high, node)


def _made(low: Value, high: Value, node: Interval) -> Value:
    if low is None or high is None:
        open_end = (
            (low is None and high is None)
            or (low is None and node.low_closed)
            or (high is None and node.high_closed)
        )
        return (
            fail("a range wants an end") if open_end else Range(low, high, node.low_closed, node.high_closed)
        )
    order = compared(low, high)
    if order is None or order > 0:
        return fail("a range runs upwards") if order else None
    return interval(low, high, node.low_closed, node.high_closed)


def _end(node: Node) -> Value:
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Negate):
        return negate(_end(node.operand))
    if (
        isinstance(node, Call)
        and isinstance(node.function, Name)
        and node.function.name in _MAKERS
        and not node.names
    ):
        return BUILTINS[node.function.name].invoke([_end(argument) for argument in node.arguments])
    raise ValueError("no literal")


_MAKERS = ("date", "time", "date and time", "duration", "years and months duration")
