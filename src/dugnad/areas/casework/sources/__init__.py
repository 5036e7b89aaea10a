"""Where facts come from: the house's own sources by name, else the registers that an operator connects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from django.utils.module_loading import import_string

from dugnad.areas.casework.models import Case
from dugnad.areas.casework.ports import Answer, registers
from dugnad.areas.casework.rulebook.document import Fact, Package

OWN: Final[Mapping[str, str]] = {"walking network": "dugnad.areas.casework.sources.walking.answers"}


class Source(Protocol):
    """A source of the house: what it knows of each name it is asked for, for one case."""

    def __call__(self, case: Case, names: list[str], given: Mapping[str, str]) -> Mapping[str, Answer]:
        """`given`: what the rules say that it must be told, by its own words."""


def known(source: str) -> bool:
    """Whether there is such a source here at all."""
    return source in OWN or registers().known(source)


def choices(package: Package, fact: Fact, city: str) -> list[str]:
    """What an applicant may choose from, by the register that is told the fact; empty where it gives no list."""
    source = next((one.source for one in package.facts if fact.name in one.needs.values()), "")
    if not fact.asks or not source or source in OWN or not registers().known(source):
        return []
    try:
        return list(registers().choices(source, fact.asks, city=city))
    except OSError:
        return []


def answers(source: str, case: Case, names: list[str], given: Mapping[str, str]) -> Mapping[str, Answer]:
    """What the source knows; raises OSError when it does not answer."""
    if source in OWN:
        own: Source = import_string(OWN[source])
        return own(case, names, given)
    assert case.born is not None and case.day is not None  # noqa: S101, PT018 - a case that was sent has both
    return registers().ask(
        source,
        names,
        subject=case.subject,
        born=case.born,
        day=case.day,
        city=case.organisation.number,
        given=given,
    )
