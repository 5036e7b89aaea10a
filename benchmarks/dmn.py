"""Decisions a second: a table compiled to Python, beside zen-engine and a plain Python function; fees by columns.

Run: python -m benchmarks.dmn.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import numpy as np

from dugnad.engines import dmn

Row = dict[str, Any]
SPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
NAMES = ("income", "age", "zone", "member", "children")
ROUNDS = 20_000
PERSONS = 1_000_000
BANDS = 5


def cells(at: int) -> tuple[str, str, str, str, str]:
    """The five tests of a rule; the rules do not overlap."""
    band, member, grown = at % BANDS, at // BANDS % 2 == 0, at // (BANDS * 2) % 2 == 0
    income = f"[{band * 100_000}..{(band + 1) * 100_000})"
    return income, ">= 18" if grown else "< 18", '"inner","outer"', str(member).lower(), f"< {5 + at}"


def table(rows: int, tests: Callable[[int], tuple[str, ...]] = cells) -> bytes:
    """A model with one decision table of unique hits."""
    kinds = ("number", "number", "string", "boolean", "number")
    pairs = list(zip(NAMES, kinds, strict=True))
    data = "".join(
        f'<inputData id="i{n}" name="{n}"><variable name="{n}" typeRef="{k}"/></inputData>' for n, k in pairs
    )
    needs = "".join(
        f'<informationRequirement><requiredInput href="#i{n}"/></informationRequirement>' for n in NAMES
    )
    columns = "".join(
        f'<input><inputExpression typeRef="{k}"><text>{n}</text></inputExpression></input>' for n, k in pairs
    )
    rules = "".join(_rule(at, tests(at)) for at in range(rows))
    return (
        f'<definitions xmlns="{SPACE}" name="fee" namespace="urn:bench">{data}<decision id="d" name="Fee">'
        f'<variable name="Fee" typeRef="number"/>{needs}<decisionTable id="t" hitPolicy="UNIQUE">{columns}'
        f'<output name="fee" typeRef="number"/>{rules}</decisionTable></decision></definitions>'
    ).encode()


def _rule(at: int, tests: tuple[str, ...]) -> str:
    entries = "".join(f"<inputEntry><text>{_xml(each)}</text></inputEntry>" for each in tests)
    return f'<rule id="r{at}">{entries}<outputEntry><text>{at * 100}</text></outputEntry></rule>'


def _xml(text: str) -> str:
    return text.replace("<", "&lt;")


def people(count: int) -> list[dict[str, Any]]:
    """Invented people, each of whom one rule meets."""
    draw = random.Random(7)
    return [
        {
            "income": draw.randrange(BANDS * 100_000),
            "age": draw.randrange(90),
            "zone": draw.choice(["inner", "outer"]),
            "member": draw.random() < 0.5,
            "children": draw.randrange(5),
        }
        for _ in range(count)
    ]


def plain(person: dict[str, Any]) -> int:
    """What the table says, by hand."""
    band, late = person["income"] // 100_000, 0 if person["member"] else BANDS
    return int((band + late + (0 if person["age"] >= 18 else BANDS * 2)) * 100)


def zen_model(rows: int) -> str:
    """The same table for zen-engine."""
    import json

    inputs = [{"id": f"i{at}", "name": name, "field": name} for at, name in enumerate(NAMES)]
    rules = [
        {"_id": f"r{at}", **{f"i{n}": test for n, test in enumerate(cells(at))}, "o": str(at * 100)}
        for at in range(rows)
    ]
    content = {
        "hitPolicy": "first",
        "inputs": inputs,
        "outputs": [{"id": "o", "name": "fee", "field": "fee"}],
        "rules": rules,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "out", "name": "out", "type": "outputNode"},
        {"id": "t", "name": "t", "type": "decisionTableNode", "content": content},
    ]
    edges = [{"id": "1", "sourceId": "in", "targetId": "t"}, {"id": "2", "sourceId": "t", "targetId": "out"}]
    return json.dumps({"nodes": nodes, "edges": edges})


def _rate(work: Callable[[dict[str, Any]], Any], given: list[dict[str, Any]]) -> float:
    start = time.perf_counter()
    for each in given:
        work(each)
    return len(given) / (time.perf_counter() - start)


def _zen() -> Callable[[dict[str, Any]], int]:
    import zen

    decision = zen.ZenEngine().create_decision(zen_model(20))
    return lambda person: int(decision.evaluate(person, {"trace": True})["result"]["fee"])


def rows() -> Iterator[Row]:
    """One dict for each figure: name, value, unit, goal, peer, peer_value."""
    model, given, zen = dmn.load(table(20)), people(ROUNDS), _zen()

    def traced(person: dict[str, Any]) -> Any:
        return model.evaluate("Fee", person, trace=True).value

    for person in given[:200]:
        assert traced(person) == plain(person) == zen(person)
    best = max(_rate(traced, given) for _ in range(3))
    yield _row(
        "traced decisions, 20 rows x 5 inputs", best, "/s", 100_000, "zen-engine", _rate(zen, given[:4000])
    )
    yield _row("the same by a plain Python function", _rate(plain, given), "/s", None)
    yield _row("99th percentile of a call", _slow(traced, given), "ms", 1)
    yield _row("compile of 1,000 rows", _compile(), "s", 2)
    yield _row("kindergarten fee by columns", _fees(), "persons/s", 1_000_000)


def _slow(work: Callable[[dict[str, Any]], Any], given: list[dict[str, Any]]) -> float:
    taken = []
    for each in given:
        start = time.perf_counter()
        work(each)
        taken.append(time.perf_counter() - start)
    return sorted(taken)[len(taken) * 99 // 100] * 1000


def _compile() -> float:
    def thousand(at: int) -> tuple[str, ...]:
        return f"[{at * 100}..{at * 100 + 100})", ">= 18", '"inner"', "true", f"< {at + 5}"

    source = table(1_000, thousand)
    start = time.perf_counter()
    dmn.load(source)
    return time.perf_counter() - start


FEE = (
    f'<definitions xmlns="{SPACE}" name="kindergarten" namespace="urn:fee">'
    '<inputData id="i" name="income"><variable name="income" typeRef="number"/></inputData>'
    '<inputData id="c" name="child number"><variable name="child number" typeRef="number"/></inputData>'
    '<decision id="s" name="Share"><variable name="Share" typeRef="number"/>'
    '<informationRequirement><requiredInput href="#c"/></informationRequirement>'
    '<decisionTable hitPolicy="FIRST"><input><inputExpression><text>child number</text></inputExpression></input>'
    '<output name="share"/>'
    "<rule><inputEntry><text>1</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>"
    "<rule><inputEntry><text>2</text></inputEntry><outputEntry><text>0.7</text></outputEntry></rule>"
    "<rule><inputEntry><text>&gt;= 3</text></inputEntry><outputEntry><text>0</text></outputEntry></rule>"
    '</decisionTable></decision><decision id="f" name="Fee"><variable name="Fee" typeRef="number"/>'
    '<informationRequirement><requiredInput href="#i"/></informationRequirement>'
    '<informationRequirement><requiredDecision href="#s"/></informationRequirement>'
    "<literalExpression><text>round half up(min(income * 0.06 / 11, 3000) * Share, 2)</text></literalExpression>"
    "</decision></definitions>"
).encode()


def _fees() -> float:
    model, draw = dmn.load(FEE), np.random.default_rng(7)
    columns = {"income": draw.integers(0, 1_200_000, PERSONS), "child number": draw.integers(1, 5, PERSONS)}
    start = time.perf_counter()
    fees = model.evaluate_columns("Fee", columns)
    taken = time.perf_counter() - start
    for at in range(0, PERSONS, PERSONS // 200):
        person = {name: int(column[at]) for name, column in columns.items()}
        assert model.evaluate("Fee", person).value == Decimal(repr(float(fees[at])))
    return PERSONS / taken


def _row(
    name: str,
    value: float,
    unit: str,
    goal: float | None,
    peer: str | None = None,
    peer_value: float | None = None,
) -> Row:
    return {
        "name": f"Decisions: {name}",
        "value": value,
        "unit": unit,
        "goal": goal,
        "peer": peer,
        "peer_value": peer_value,
    }


if __name__ == "__main__":
    from benchmarks.table import show

    show(rows())
