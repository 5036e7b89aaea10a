"""Findings about tables, held against the engine asked at every point that matters."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from itertools import product
from typing import Any
from xml.sax.saxutils import escape

import pytest

from dugnad.areas.casework import library
from dugnad.areas.casework.rulebook.checking import check, check_table
from dugnad.areas.casework.rulebook.tables import Row, Table
from dugnad.engines import dmn

NUMBERS = (
    "-",
    "null",
    "< 3",
    "<= 3",
    "> 3",
    ">= 5",
    "[3..5]",
    "(3..5)",
    "3, 5",
    "[3..5), > 7",
    "]3..7]",
    "not(3)",
)
TEXTS = ("-", "null", '"a"', '"b"', '"a","c"', 'not("a")', 'not("a","b")', 'not("a",null)')
TRUTHS = ("-", "true", "false", "null", "true, false")
POINTS: dict[str, list[Any]] = {
    "number": [None, *map(Decimal, ("-1", "3", "4", "5", "6", "7", "8"))],
    "string": [None, "a", "b", "c", "d"],
    "boolean": [None, True, False],
}


def table(hit: str, names: list[str], rows: list[tuple[str, ...]]) -> Table:
    made = tuple(Row(f"r{n}", tests, (str(n),), None) for n, tests in enumerate(rows))
    return Table("t", hit, tuple(names), ("out",), made)


def model(types: list[str], rows: list[tuple[str, ...]]) -> dmn.Model:
    """A table that gives the numbers of all rows that hit."""
    variables = [f'name="c{n}" typeRef="{t}"' for n, t in enumerate(types)]
    inputs = "".join(
        f'<inputData id="i{n}" name="c{n}"><variable {named}/></inputData>'
        for n, named in enumerate(variables)
    )
    href = '<informationRequirement><requiredInput href="#i{}"/></informationRequirement>'
    needs = "".join(href.format(n) for n in range(len(types)))
    column = '<input><inputExpression typeRef="{}"><text>c{}</text></inputExpression></input>'
    columns = "".join(column.format(t, n) for n, t in enumerate(types))
    lines = "".join(
        f'<rule id="r{n}">{"".join(f"<inputEntry><text>{escape(x)}</text></inputEntry>" for x in row)}'
        f"<outputEntry><text>{n + 1}</text></outputEntry></rule>"
        for n, row in enumerate(rows)
    )
    return dmn.load(
        f'<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="m">{inputs}'
        f'<decision id="d" name="D"><variable name="D"/>{needs}<decisionTable hitPolicy="COLLECT">{columns}'
        f"<output/>{lines}</decisionTable></decision></definitions>".encode()
    )


@pytest.mark.parametrize("seed", range(40))
def test_gaps_and_overlaps_are_those_that_the_engine_shows(seed: int) -> None:
    chance = random.Random(seed)
    types = [chance.choice(list(POINTS)) for _ in range(chance.randint(1, 3))]
    pools = {"number": NUMBERS, "string": TEXTS, "boolean": TRUTHS}
    rows = [tuple(chance.choice(pools[t]) for t in types) for _ in range(chance.randint(1, 5))]
    names = [f"c{n}" for n in range(len(types))]
    made = model(types, rows)
    hits = {
        point: list(made.evaluate("D", dict(zip(names, point, strict=True))).value or [])
        for point in product(*(POINTS[t] for t in types))
    }
    found = check_table(table("UNIQUE", names, rows), {}, {})
    known = {point: hit for point, hit in hits.items() if None not in point}
    assert any(one.code == "gap" for one in found) == any(not hit for hit in known.values())
    unknown = {names[at] for point, hit in hits.items() if not hit for at, v in enumerate(point) if v is None}
    assert {one.where[0][0] for one in found if one.code == "unknown_gap"} == unknown
    pairs = {(a, b) for hit in hits.values() for a in hit for b in hit if a < b}
    assert {one.rows for one in found if one.code == "overlap"} == {(int(a), int(b)) for a, b in pairs}
    first = check_table(table("FIRST", names, rows), {}, {})
    reached = {int(hit[0]) for hit in hits.values() if hit}
    never = {one.rows[0] for one in first if one.code == "never_reached"}
    assert never == set(range(1, len(rows) + 1)) - reached


def test_a_gap_is_told_by_its_values() -> None:
    found = check_table(table("UNIQUE", ["n"], [("1",), ("2",), (">= 3",)]), {}, {})
    assert [one.where for one in found if one.code == "gap"] == [(("n", "< 1, (1..2), (2..3)"),)]


def test_a_parameter_stands_for_its_value_of_the_day() -> None:
    rows = [("< grense",), ("> grense",)]
    found = check_table(table("UNIQUE", ["n"], rows), {"grense": Decimal(5)}, {})
    assert [one.where for one in found if one.code == "gap"] == [(("n", "5"),)]
    assert [one.code for one in check_table(table("UNIQUE", ["n"], rows), {}, {})][-1] == "not_analysed"


def test_what_another_table_gives_is_all_that_comes() -> None:
    rows = [('"met"',), ('"not met"',)]
    assert any(one.code == "gap" for one in check_table(table("UNIQUE", ["x"], rows), {}, {}))
    closed = check_table(table("UNIQUE", ["x"], rows), {}, {"x": ["met", "not met"]})
    assert not any(one.code == "gap" for one in closed)


def test_what_cannot_be_analysed_is_said() -> None:
    found = check_table(table("UNIQUE", ["n"], [("f(x)",)]), {}, {})
    assert [(one.code, one.rows) for one in found if one.code != "uncited"] == [("not_analysed", (1,))]
    mixed = check_table(table("UNIQUE", ["n"], [("1",), ('"a"',)]), {}, {})
    assert "not_analysed" in {one.code for one in mixed}


def test_a_table_with_very_many_columns_ends_soon() -> None:
    names = [f"c{n}" for n in range(20)]
    rows = [tuple("< 3" if at == n or at == (n * 7) % 20 else "> 5" for at in range(20)) for n in range(60)]
    assert check_table(table("UNIQUE", names, rows), {}, {})


def test_the_kindergarten_fee_cites_the_law_in_every_row() -> None:
    found = check(library.package("kindergarten_fee"), dt.date(2024, 8, 1))
    assert not [(name, one) for name, those in found.items() for one in those if one.wrong]
    assert [one.code for one in found["søskenrabatt"]] == ["gap", "unknown_gap"]
