"""The scenarios of a package's tests, step by step."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from dugnad.areas.casework.rulebook.document import Package
from dugnad.areas.casework.rulebook.scenarios import pickles
from dugnad.areas.casework.rulebook.testing.expected import body, computed, condition, letter, missing, result
from dugnad.areas.casework.rulebook.testing.given import (
    decide_on,
    decides_for,
    facts,
    no_consent,
    own,
)
from dugnad.areas.casework.rulebook.testing.scenario import Case, Refused


@dataclass(frozen=True, slots=True)
class Wrong:
    """One step that does not hold: its line and text, `code` for the reader's words, and what was found instead."""

    line: int
    step: str
    code: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class Tested:
    """One scenario: its name and line, and what does not hold; it passes when nothing is wrong."""

    name: str
    line: int
    wrong: tuple[Wrong, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.wrong


def run(package: Package, digest: str = "") -> list[Tested]:
    """Every scenario of the package's tests, in order; Unparsed when they cannot be read."""
    return [_tested(package, digest, pickle, lines) for pickle, lines in pickles(package.tests)]


def _tested(package: Package, digest: str, pickle: Mapping[str, Any], lines: Mapping[str, int]) -> Tested:
    case, wrong = Case(package, digest), []
    for step in pickle["steps"]:
        try:
            _take(case, step)
        except Refused as refused:
            wrong.append(Wrong(lines[step["astNodeIds"][0]], step["text"], *refused.args))
    if case.decided is None and not wrong:
        wrong.append(Wrong(lines[pickle["astNodeIds"][-1]], pickle["name"], "never_decided"))
    return Tested(pickle["name"], lines[pickle["astNodeIds"][-1]], tuple(wrong))


def _take(case: Case, step: Mapping[str, Any]) -> None:
    text = " ".join(step["text"].split())
    for pattern, act in STEPS:
        found = pattern.fullmatch(text)
        if found:
            act(case, step, *found.groups())
            return
    raise Refused("no_such_step")


Act = Callable[..., None]
STEPS: Final[tuple[tuple[re.Pattern[str], Act], ...]] = tuple(
    (re.compile(pattern), act)
    for pattern, act in (
        (r"(?:disse |desse )?fakta:?", facts),
        (r"(?:at )?kommunens? «([^»]+)» er ([\d\s.,]+)", own),
        (r"(?:at )?kommunen avgj(?:ø|e)r (?:også |òg )?for «([^»]+)»", decides_for),
        (r"(?:at )?søk[ae]ren ikk(?:j)?e samtykk(?:j)?er|søk[ae]ren samtykk(?:j)?er ikk(?:j)?e", no_consent),
        (r"saken? (?:avgjøres|blir avgjord) (\d{4}-\d\d-\d\d)", decide_on),
        (r"(?:er )?utfallet (?:er )?«([^»]+)»", result),
        (r"(?:er )?vilkåret «([^»]+)» (?:er )?«([^»]+)»", condition),
        (r"(?:er )?«([^»]+)» (?:er )?([^«»]+)", computed),
        (r"(?:mangler |manglar )«([^»]+)»", missing),
        (r"(?:avgjør |avgjer )«([^»]+)»", body),
        (r"(?:sier |seier )brevet «([^»]+)»", letter),
    )
)
