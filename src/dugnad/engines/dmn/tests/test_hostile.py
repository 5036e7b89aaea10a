"""Models that mean harm end soon, with a reason."""

import time
from collections.abc import Iterator

import pytest

from dugnad.engines import dmn
from dugnad.engines.dmn.tests.models import decision, model, text

PATIENCE = 8.0


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < PATIENCE


@pytest.mark.parametrize(
    ("expression", "cause"),
    [
        ("count(for i in 1..10**15 return i)", "more steps"),
        ("some x in 1..10**9, y in 1..10**9 satisfies x > y + 10**12", "more steps"),
        ("{f: function(n) f(n + 1), r: f(1)}.r", "too deep"),
        ("{f: function(n) if n < 1 then 1 else f(n - 1) + f(n - 1), r: f(80)}.r", "more steps"),
        (
            "{f: function(n) if n < 1 then [1] else {l: f(n - 1), r: concatenate(l, l)}.r, r: f(60)}.r",
            "more steps",
        ),
        (
            "string({f: function(n) if n < 1 then [1] else {l: f(n - 1), r: [l, l]}.r, r: f(60)}.r)",
            "more steps",
        ),
        ('{f: function(n) if n < 1 then "a" else {s: f(n - 1), r: s + s}.r, r: f(60)}.r', "too long"),
        ('matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a+)+$")', "too long"),
        ('matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a|a)*$")', "too long"),
        ('replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a*a*)*b", "")', "too long"),
        (f'matches("{"a" * 40}", "{"a?" * 40}{"a" * 40}b")', "too long"),
        (f'matches("{"a" * 60}", "^(a?){{40}}a{{40}}b$")', "too long"),
        ("10**6000 * 10**6000", "not defined"),
    ],
)
def test_bounded_expressions(expression: str, cause: str) -> None:
    outcome = dmn.feel(expression)
    assert outcome.value is None
    assert any(cause in problem.cause for problem in outcome.problems), outcome.problems[:3]


@pytest.mark.parametrize(
    "expression", ["(" * 50_000 + "1", "[" * 5_000, "-" * 50_000 + "1", "1" + "+1" * 20_000, "a." * 9_000]
)
def test_deep_nesting_is_refused(expression: str) -> None:
    with pytest.raises(dmn.ModelError):
        dmn.feel(expression)


@pytest.mark.parametrize(
    ("pattern", "value"),
    [
        ("^[a-z]+@[a-z]+\\\\.[a-z]+$", "a" * 300 + "@city.no"),
        ("^([0-9]{4} ?){4}$", "1234 1234 1234 1234"),
        ("x.*y", "x" * 900 + "y"),
    ],
)
def test_ordinary_patterns_are_taken(pattern: str, value: str) -> None:
    assert dmn.feel(f'matches(v, "{pattern}")', {"v": value}).value is True


def test_ordinary_nesting_is_taken() -> None:
    assert dmn.feel("(" * 60 + "1" + " + 1)" * 60).value == 61
    assert dmn.feel("if true then " * 60 + "1" + " else 0" * 60).value == 1


def test_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + model(
        ""
    ).replace(b"></", b">&b;</")
    with pytest.raises(dmn.ModelError, match="document type"):
        dmn.load(bomb)


@pytest.mark.parametrize(
    "source", [b"", b"no xml", b"<a/>", model("", space="https://www.omg.org/spec/DMN/20990101/MODEL/")]
)
def test_what_is_no_known_dmn_is_refused(source: bytes) -> None:
    with pytest.raises(dmn.ModelError):
        dmn.load(source)


def test_circles_are_refused_with_their_names() -> None:
    body = decision("A", text("B"), "d-B") + decision("B", text("A"), "d-A")
    with pytest.raises(dmn.ModelError, match="A > B > A"):
        dmn.load(model(body))


def test_a_missing_requirement_is_refused() -> None:
    with pytest.raises(dmn.ModelError, match="missing: #d-B"):
        dmn.load(model(decision("A", text("B"), "d-B")))


def test_long_chains_of_decisions_end() -> None:
    body = "".join(decision(f"D{at}", text(f"D{at - 1} + 1"), f"d-D{at - 1}") for at in range(1, 3000))
    outcome = dmn.load(model(decision("D0", text("0")) + body)).evaluate("D2999", {})
    assert outcome.value is None
    assert "too deep" in outcome.problems[-1].cause


def test_texts_cannot_break_out_of_the_generated_code() -> None:
    evil = '"\'); __import__("os").system("false"); (\'" + x'
    outcome = dmn.load(model(decision("D&quot;)\n#", text(evil)))).evaluate('D")\n#'.replace("\n", " "), {})
    assert outcome.value is None
