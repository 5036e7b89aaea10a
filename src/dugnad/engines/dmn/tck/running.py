"""Running the suite's cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from dugnad.engines.dmn.engine import Model, Outcome, load
from dugnad.engines.dmn.errors import ModelError
from dugnad.engines.dmn.runtime.comparing import equal
from dugnad.engines.dmn.tck.cases import Case, read_cases
from dugnad.engines.dmn.tck.jvm import functions
from dugnad.engines.dmn.values import Value

JAVA = functions()
TOLERANCE = Decimal("0.00000001")


@dataclass(frozen=True, slots=True)
class Result:
    """How one assertion went."""

    level: str
    folder: str
    case: Case
    passed: bool
    told: str

    @property
    def id(self) -> str:
        """Folder and case."""
        return f"{self.folder}/{self.case.id}"

    @property
    def wants_value(self) -> bool:
        """Whether a value is expected, not null or an error."""
        return self.case.expected is not None and not self.case.is_error


def run_suite(root: Path, now: dt.datetime, only: str = "") -> Iterator[Result]:
    """The results of all cases below a folder, level by level."""
    for file in sorted(root.rglob("*.xml")):
        if only in str(file.parent) and file.name.rpartition("-test")[1]:
            yield from _run_file(file, now)


def _run_file(file: Path, now: dt.datetime) -> Iterator[Result]:
    name, cases = read_cases(file)
    level, folder = file.parent.parent.name, file.parent.name
    main = file.parent / name
    others = [each for each in sorted(file.parent.glob("*.dmn")) if each != main]
    try:
        model = load(main, others)
    except ModelError as error:
        yield from (Result(level, folder, case, False, str(error)) for case in cases)
        return
    for case in cases:
        yield _run_case(model, case, level, folder, now)


def _run_case(model: Model, case: Case, level: str, folder: str, now: dt.datetime) -> Result:
    try:
        outcome = _outcome(model, case, now)
    except KeyError as error:
        outcome = Outcome(None, [])
        return Result(level, folder, case, case.expected is None, f"there is no {error}")
    passed = alike(outcome.value, case.expected)
    told = (
        ""
        if passed
        else f"{outcome.value!r} instead of {case.expected!r} {[str(p) for p in outcome.problems]}"
    )
    return Result(level, folder, case, passed, told)


def _outcome(model: Model, case: Case, now: dt.datetime) -> Outcome:
    if case.kind == "decision" and not case.target:
        return model.evaluate(case.result, case.inputs, now=now, externals=JAVA)
    outcome = model.service(case.target or case.result)(case.inputs, now=now, externals=JAVA)
    if isinstance(outcome.value, dict) and case.result in outcome.value and case.result != case.target:
        return Outcome(outcome.value[case.result], outcome.problems)
    return outcome


def alike(value: Value, expected: Value) -> bool:
    """Whether a value is the expected one; numbers to eight decimals."""
    if isinstance(value, Decimal) and isinstance(expected, Decimal):
        return abs(value - expected) < TOLERANCE
    if isinstance(value, list) and isinstance(expected, list):
        return len(value) == len(expected) and all(alike(a, b) for a, b in zip(value, expected, strict=True))
    if isinstance(value, dict) and isinstance(expected, dict):
        return value.keys() == expected.keys() and all(
            alike(each, expected[key]) for key, each in value.items()
        )
    return type(value) is type(expected) and (value == expected or equal(value, expected) is True)
