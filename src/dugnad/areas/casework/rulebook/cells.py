"""A column of a decision table cut into cells, within which every test of the column is the same. Pure.

A set of cells is a whole number whose bits are the cells; the last cell is the unknown value (null).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

NUMBER: Final = re.compile(r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)")
TEXT: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
COMPARED: Final = re.compile(r"(<=|>=|<|>)\s*(.+)")
RANGE: Final = re.compile(r"([\[\]()])\s*(.+?)\s*\.\.\s*(.+?)\s*([\[\]()])")
NOT: Final = re.compile(r"not\s*\((.*)\)", re.DOTALL)
TRUTH: Final = {"true": True, "false": False}

Point = Decimal | str | bool


class NotAnalysed(ValueError):
    """A test that this does not understand; `args[0]` is its text."""


@dataclass(frozen=True, slots=True)
class Test:
    """One test between commas: equal to `low`, or a range; None as a bound is without end; `null` the unknown."""

    low: Point | None = None
    high: Point | None = None
    low_in: bool = True
    high_in: bool = True
    null: bool = False


@dataclass(frozen=True, slots=True)
class Tests:
    """What one entry says: any of `tests`, or a known value that is none of them; without tests everything."""

    tests: tuple[Test, ...] = ()
    negated: bool = False


def parts(text: str) -> list[str]:
    """The text cut at commas that stand outside quotes and brackets."""
    found, depth, quoted, start = [], 0, False, 0
    for at, char in enumerate(text):
        if char == '"' and (at == 0 or text[at - 1] != "\\"):
            quoted = not quoted
        elif not quoted and char in "([{":
            depth += 1
        elif not quoted and char in ")]}":
            depth -= 1
        elif not quoted and char == "," and depth == 0:
            found.append(text[start:at].strip())
            start = at + 1
    return [*found, text[start:].strip()]


def parsed(text: str, values: Mapping[str, Decimal]) -> Tests:
    """The tests of an entry; a name of `values` stands for its number. NotAnalysed."""
    text = text.strip()
    if text in ("", "-"):
        return Tests()
    if found := NOT.fullmatch(text):
        return Tests(tuple(_test(each, values) for each in parts(found[1])), negated=True)
    return Tests(tuple(_test(each, values) for each in parts(text)))


def _test(text: str, values: Mapping[str, Decimal]) -> Test:
    if text == "null":
        return Test(null=True)
    if found := COMPARED.fullmatch(text):
        bound = _number(found[2], values)
        if found[1][0] == "<":
            return Test(high=bound, high_in=found[1] == "<=")
        return Test(low=bound, low_in=found[1] == ">=")
    if found := RANGE.fullmatch(text):
        low, high = _number(found[2], values), _number(found[3], values)
        return Test(low, high, found[1] == "[", found[4] == "]")
    point = _point(text, values)
    return Test(point, point)


def _point(text: str, values: Mapping[str, Decimal]) -> Point:
    if text in TRUTH:
        return TRUTH[text]
    if (found := TEXT.fullmatch(text)) and "\\" not in found[1]:
        return found[1]
    return _number(text, values)


def _number(text: str, values: Mapping[str, Decimal]) -> Decimal:
    if text in values:
        return values[text]
    if NUMBER.fullmatch(text):
        return Decimal(text)
    raise NotAnalysed(text)


class Column:
    """One column: its cells, and what each of its tests is as a set of them."""

    def __init__(self, entries: Sequence[Tests], domain: Collection[str] = ()) -> None:
        points = {p for entry in entries for one in entry.tests for p in (one.low, one.high) if p is not None}
        kinds = {type(point) for point in points}
        if len(kinds) > 1:
            raise NotAnalysed(", ".join(sorted(str(point) for point in points)))
        self.ordered = kinds == {Decimal}
        self.closed = bool(domain) or kinds == {bool}
        if kinds == {bool}:
            points = {True, False}
        elif not self.ordered and domain:
            points |= set(domain)
        self.points: list[Point] = sorted(points)
        self.count = 2 * len(self.points) + 1 if self.ordered else len(self.points) + (not self.closed)
        self.null = 1 << self.count
        self.known = self.null - 1
        self.whole = self.known | self.null

    def set_of(self, entry: Tests) -> int:
        """The cells that an entry lets through; as in the engine, the unknown is none of the values of a `not`."""
        if not entry.tests:
            return self.whole
        union = 0
        for one in entry.tests:
            union |= self._cells(one)
        if not entry.negated:
            return union
        listed = all(one.low == one.high for one in entry.tests)
        return (self.whole if listed else self.known) & ~union

    def _cells(self, one: Test) -> int:
        if one.null:
            return self.null
        if not self.ordered:
            return 1 << self.points.index(one.low)  # type: ignore[arg-type]
        first = 0 if one.low is None else 2 * self.points.index(one.low) + (1 if one.low_in else 2)
        last = self.count - 1 if one.high is None else 2 * self.points.index(one.high) + (one.high_in or 0)
        return sum(1 << cell for cell in range(first, last + 1))

    def says(self, cells: int) -> str:
        """A set of cells as FEEL's tests; '' for all that is known or more."""
        if cells & self.known == self.known:
            return ""
        found = list(self._ranges(cells)) if self.ordered else self._texts(cells)
        return ", ".join([*found, *(["null"] if cells & self.null else [])])

    def _texts(self, cells: int) -> list[str]:
        named = [f'"{p}"' if isinstance(p, str) else str(p).lower() for p in self.points]
        inside = [name for at, name in enumerate(named) if cells >> at & 1]
        others = not self.closed and cells >> len(named) & 1
        if not others:
            return inside
        outside = [name for at, name in enumerate(named) if not cells >> at & 1]
        return [f"not({', '.join(outside)})"]

    def _ranges(self, cells: int) -> list[str]:
        runs: list[list[int]] = []
        for cell in (at for at in range(self.count) if cells >> at & 1):
            if runs and runs[-1][1] == cell - 1:
                runs[-1][1] = cell
            else:
                runs.append([cell, cell])
        return [self._run(first, last) for first, last in runs]

    def _run(self, first: int, last: int) -> str:
        low = self.points[(first - 1) // 2] if first else None
        high = self.points[last // 2] if last < self.count - 1 else None
        if first == last and first % 2:
            return f"{low}"
        if low is None:
            return f"{'<=' if last % 2 else '<'} {high}"
        if high is None:
            return f"{'>=' if first % 2 else '>'} {low}"
        return f"{'[' if first % 2 else '('}{low}..{high}{']' if last % 2 else ')'}"
