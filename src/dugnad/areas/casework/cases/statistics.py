"""Equal treatment in figures: how many are granted and how long it takes, by how it was decided and by area.

A group of fewer than `LEAST` is not told of; nor one that could be reckoned from the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from uuid import UUID

from django.utils.translation import gettext as _

from dugnad.areas.casework.cases.rules_of import rules
from dugnad.areas.casework.models import Decision
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rules.cases import desk_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require

LEAST = 5
MOST = 50_000


@dataclass(frozen=True, slots=True)
class One:
    """One decided case, without who it is."""

    granted: bool
    days: float
    automatic: bool
    area: str


@dataclass(frozen=True, slots=True)
class Line:
    """A group: None where it is too small to be told."""

    label: str
    cases: int | None
    granted: int | None
    days: float | None


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one set of rules: all, automatic, by a person, by area."""

    title: str
    lines: tuple[Line, ...]


def figures(actor: Actor, organisation: UUID) -> list[Group]:
    """For each set of rules; NotFound for others than the city's case workers and lawyers."""
    require(actor, "figures", desk_thing(organisation))
    return [Group(title, lines(found)) for title, found in sorted(_decided(organisation).items())]


def _decided(organisation: UUID) -> dict[str, list[One]]:
    rows = Decision.objects.filter(case__organisation=organisation, final=True).order_by("case", "-number")
    found: dict[str, list[One]] = defaultdict(list)
    seen: set[UUID] = set()
    for row in rows.select_related("case", "adoption__version").defer("trace")[:MOST]:
        if row.case_id in seen or row.case.applied_at is None:
            continue
        seen.add(row.case_id)
        result = rules(row.adoption)[0].result(row.result)
        days = (row.at - row.case.applied_at).total_seconds() / 86_400
        one = One(bool(result and not result.refusal), days, row.automatic, row.case.area)
        found[said(row.case.title)].append(one)
    return found


def lines(cases: list[One]) -> tuple[Line, ...]:
    """All; by whom; by area. Pure."""
    by_whom = {_("By rules"): [one for one in cases if one.automatic]}
    by_whom[_("By a person")] = [one for one in cases if not one.automatic]
    areas: dict[str, list[One]] = defaultdict(list)
    for one in cases:
        areas[one.area or _("Area not told")].append(one)
    return (_line(_("All"), cases), *_hidden(by_whom), *_hidden(dict(sorted(areas.items()))))


def _hidden(groups: dict[str, list[One]]) -> Iterable[Line]:
    """With one group too small, the smallest of the others is hidden too, else it could be reckoned from the sum."""
    small = {name for name, cases in groups.items() if len(cases) < LEAST}
    rest = sorted((len(cases), name) for name, cases in groups.items() if name not in small)
    if any(groups[name] for name in small) and sum(len(groups[name]) for name in small) < LEAST and rest:
        small.add(rest[0][1])
    return [
        Line(name, None, None, None) if name in small else _line(name, cases)
        for name, cases in groups.items()
    ]


def _line(label: str, cases: list[One]) -> Line:
    if len(cases) < LEAST:
        return Line(label, None, None, None)
    share = round(100 * sum(one.granted for one in cases) / len(cases))
    return Line(label, len(cases), share, round(median(one.days for one in cases), 1))
