"""FEEL, by example and by property."""

import datetime as dt
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dugnad.engines import dmn

TRUE = [
    "0.1 + 0.2 = 0.3",
    "1 / 3 * 3 != 1",
    "2 ** 10 = 1024",
    "-5 ** 2 = 25",
    "10 - 2 - 3 = 5",
    "7 in [1..7]",
    "not(7 in [1..7))",
    "7 in (> 5, < 2)",
    '"b" in ["a", "b"]',
    "5 between 1 and 5",
    "(null = null) = true",
    "(true or null) = true",
    "(false and null) = false",
    "(true and null) = null",
    "(1 < null) = null",
    "if null then false else true",
    "[1, 2, 3][-1] = 3",
    "[1, 2, 3][item > 1] = [2, 3]",
    '[{a: 1, b: "x"}, {a: 2, b: "y"}][a = 2].b = ["y"]',
    "(for i in 1..3 return i * i) = [1, 4, 9]",
    "(for i in 3..1 return i) = [3, 2, 1]",
    "(for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]) = [1, 1, 2, 3, 5]",
    "some x in [1, 2, 3] satisfies x > 2",
    "every x in [1, 2], y in [3, 4] satisfies x < y",
    "{a: 1, b: a + 1}.b = 2",
    '{"two words": 1}.two words = 1',
    "(function(a, b) a - b)(b: 1, a: 5) = 4",
    "{fact: function(n) if n < 2 then 1 else n * fact(n - 1), r: fact(20)}.r = 2432902008176640000",
    '@"2024-02-29" + @"P1Y" = @"2025-02-28"',
    '@"2024-03-31" - @"P1M" = @"2024-02-29"',
    '@"2024-03-01" - @"2024-02-01" = @"P29D"',
    'date("2024-01-01") < date("2024-01-02")',
    '@"2024-06-01T12:00:00@Europe/Oslo" = @"2024-06-01T10:00:00Z"',
    '@"23:30:00" + @"PT1H" = @"00:30:00"',
    '@"PT36H".days = 1 and @"PT36H".hours = 12',
    '@"P14M".years = 1 and @"P14M".months = 2',
    '@"2024-11-21".weekday = 4',
    'day of week(@"2024-11-21") = "Thursday"',
    'week of year(@"2021-01-03") = 53',
    'date("999999999-12-31").year = 999999999',
    'years and months duration(@"2011-12-22", @"2013-08-24") = @"P1Y8M"',
    'substring("foobar", 3) = "obar"',
    'substring("foobar", -2, 1) = "a"',
    'string length("\\U01F40Eab") = 3',
    'replace("abracadabra", "a(.)", "a$1$1") = "abbraccaddabbra"',
    'matches("foobar", "^fo*b")',
    'split("John Doe", "\\\\s") = ["John", "Doe"]',
    'number("1 000,5", " ", ",") = 1000.5',
    'string join(["a", null, "c"], "-") = "a-c"',
    "decimal(1/3, 2) = 0.33",
    "decimal(2.5, 0) = 2",
    "floor(-1.5) = -2",
    "round half up(5.5, 0) = 6",
    "round half down(5.5, 0) = 5",
    "modulo(-12, 5) = 3",
    "sum([]) = null",
    "median(8, 2, 5, 3, 4) = 4",
    "mode([6, 3, 9, 6, 6]) = [6]",
    "stddev(2, 4, 7, 5) > 2.08",
    "sort([3, 1, 2], function(a, b) a > b) = [3, 2, 1]",
    "concatenate([1], [2, 3]) = [1, 2, 3]",
    "flatten([[1, [2]], 3]) = [1, 2, 3]",
    "index of([1, 2, 3, 2], 2) = [2, 4]",
    "union([1, 2], [2, 3]) = [1, 2, 3]",
    "insert before([1, 3], 1, 2) = [2, 1, 3]",
    "list replace([2, 4, 7, 8], 3, 6) = [2, 4, 6, 8]",
    'get value({a: 1}, "a") = 1',
    'context put({x: 1}, "y", 2) = {x: 1, y: 2}',
    "before(1, [2..3])",
    "overlaps([1..5], [5..8])",
    "not(overlaps([1..5), [5..8]))",
    "starts([1..5], [1..8])",
    "includes([1..9], 4)",
    "1 instance of number",
    "[1, 2] instance of list<number>",
    'not({a: "x"} instance of context<a: number>)',
    "(function(a: number) a) instance of function<number> -> Any",
    "[1..3] instance of range<number>",
    '(for d in @"2024-02-28"..@"2024-03-01" return d.day) = [28, 29, 1]',
    "/* a */ 1 // b\n = 1",
    'range("[1..3]").end included',
    'is(@"P1D", @"PT24H")',
    "all([true, null]) = null",
    "count([1, [2]]) = 2",
]
NULL = [
    ("1 / 0", "division by zero"),
    ('1 + "a"', "no meaning"),
    ("nope", "unknown"),
    ('date("2023-02-29")', "cannot be read"),
    ("[1][2]", "no item"),
    ("sqrt(-1)", "below zero"),
    ("{a: 1}.b", "no entry"),
    ('"a" < 1', "no order"),
    ("abs()", "does not take"),
    ("(null)(1)", "called as a function"),
    ("now()", "no clock"),
    ('matches("a", "[")', "class"),
]


@pytest.mark.parametrize("expression", TRUE)
def test_it_is_true(expression: str) -> None:
    outcome = dmn.feel(expression)
    assert outcome.value is True, outcome


@pytest.mark.parametrize(("expression", "cause"), NULL)
def test_null_has_a_reason(expression: str, cause: str) -> None:
    outcome = dmn.feel(expression)
    assert outcome.value is None
    assert any(cause in problem.cause for problem in outcome.problems), outcome.problems
    assert outcome.problems[0].place == expression


@pytest.mark.parametrize(
    "expression", ["1 +", "(1", "for in x", "{a 1}", '"a', "1 2", "f(a: 1, 2)", "if a then b"]
)
def test_what_is_no_expression_is_refused(expression: str) -> None:
    with pytest.raises(dmn.FeelSyntaxError):
        dmn.feel(expression)


def test_names_have_spaces_signs_and_any_script() -> None:
    context = {"net income": 100, "tax-rate": Decimal("0.2"), "antall dager på skolen": 3, "🐎": 2, "net": 1}
    assert dmn.feel("net income * tax-rate + antall dager på skolen - 🐎 + net", context).value == 22


def test_pythons_values_are_taken() -> None:
    context: dict[str, Any] = {
        "day": dt.date(2024, 2, 29),
        "moment": dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC),
        "wait": dt.timedelta(hours=36),
        "share": 0.1,
    }
    assert dmn.feel('day + @"P1D" = @"2024-03-01" and wait.days = 1 and share = 0.1', context).value is True
    assert dmn.feel("moment + wait", context).value == dmn.feel('@"2024-01-03T00:00:00Z"').value
    assert (
        str(dmn.feel("now()", now=dt.datetime(2024, 5, 6, 7, 8, tzinfo=dt.UTC)).value)
        == "2024-05-06T07:08:00Z"
    )
    with pytest.raises(ValueError, match="finite"):
        dmn.feel("x", {"x": float("nan")})


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6)


@given(NUMBERS, NUMBERS)
def test_numbers_are_decimals_of_34_digits(a: Decimal, b: Decimal) -> None:
    with localcontext(prec=34):
        assert dmn.feel("a + b", {"a": a, "b": b}).value == a + b
        assert dmn.feel("a * b", {"a": a, "b": b}).value == a * b
        assert dmn.feel("a < b", {"a": a, "b": b}).value is (a < b)
        wanted = a / b if b else None
    assert dmn.feel("a / b", {"a": a, "b": b}).value == wanted


@given(st.dates(min_value=dt.date(2, 1, 1), max_value=dt.date(9990, 1, 1)), st.integers(-500, 500))
def test_days_run_as_the_calendar_does(day: dt.date, days: int) -> None:
    later = dmn.feel('string(day + n * @"P1D")', {"day": day, "n": days}).value
    assert later == (day + dt.timedelta(days=days)).isoformat()
    assert dmn.feel("week of year(day)", {"day": day}).value == day.isocalendar().week
    assert dmn.feel("day of year(day)", {"day": day}).value == day.timetuple().tm_yday


@given(st.lists(st.integers(-9, 9), max_size=12))
def test_lists_keep_their_laws(items: list[int]) -> None:
    given_ = {"l": items}
    assert dmn.feel("sort(l)", given_).value == sorted(items)
    assert dmn.feel("reverse(reverse(l))", given_).value == items
    assert dmn.feel("distinct values(l)", given_).value == list(dict.fromkeys(items))
    assert dmn.feel("count(l[item > 0])", given_).value == len([each for each in items if each > 0])
