"""What a save is told: what its tables lack, by row, and which tests do not hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dugnad.areas.casework.models import PackageVersion
from dugnad.areas.casework.packages.quality import finding_words, quality_of, wrong_words
from dugnad.areas.casework.rulebook.testing import Tested


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing about a table: the decision's name, its rows counted from 1 (none: the whole table), the words."""

    decision: str
    rows: tuple[int, ...]
    words: str
    wrong: bool
    uncited: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A scenario that does not hold: for each step that failed its line, what it expected and what was found."""

    name: str
    line: int
    steps: tuple[tuple[int, str, str], ...]


def marks_of(row: PackageVersion) -> list[Mark]:
    """Everything that the checks of its tables found, table by table."""
    return [
        Mark(decision, one.rows, finding_words(one), one.wrong, one.code == "uncited")
        for decision, found in quality_of(row).findings.items()
        for one in found
    ]


def failures_of(row: PackageVersion) -> list[Failure]:
    """The scenarios that do not hold."""
    return [_failure(one) for one in quality_of(row).tests if not one.passed]


def _failure(one: Tested) -> Failure:
    steps = tuple((wrong.line, wrong.step, wrong_words(wrong)) for wrong in one.wrong)
    return Failure(one.name, one.line, steps)


def told(row: PackageVersion) -> dict[str, Any]:
    """All of it, for a template."""
    quality = quality_of(row)
    marks, tables = marks_of(row), list(quality.findings)
    return {
        "groups": [(name, [one for one in marks if one.decision == name]) for name in tables],
        "marked": len(marks),
        "failures": failures_of(row),
        "passed": sum(one.passed for one in quality.tests),
        "scenarios": len(quality.tests),
        "unparsed": quality.unparsed,
    }
