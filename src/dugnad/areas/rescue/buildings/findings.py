"""What the owner should look at, the gravest first; each leads to its place on the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.areas.rescue.buildings import words
from dugnad.areas.rescue.buildings.titles import WAYS
from dugnad.engines.egress.plan import Plan, Space

MOST_FINDINGS = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the owner should look at, and where it is."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings of one sort. `all_found` counts those that are not listed too."""

    title: str
    kind: str
    rows: tuple[Finding, ...]
    all_found: int


def findings(plan: Plan, report: Mapping[str, Any]) -> list[Findings]:
    """The sorts of which there are any."""
    spaces = {space.id: space for space in plan.spaces}
    found = [
        _sort(_("Rooms without a way out"), "act", _stuck(report)),
        _sort(_("Storeys without an exit or a stair"), "act", _exitless(report)),
        _sort(
            _("Doors that lead nowhere"), "watch", _nowhere(report.get("doors_leading_nowhere", []), spaces)
        ),
        _sort(
            _("Stairs that lead nowhere"), "watch", _nowhere(report.get("stairs_leading_nowhere", []), spaces)
        ),
        _sort(
            _("Ramps that lead nowhere"), "watch", _nowhere(report.get("ramps_leading_nowhere", []), spaces)
        ),
        _sort(_("Ramps too steep for a wheelchair"), "watch", _steep(report, spaces)),
        _sort(_("Guessed values"), "unknown", _guessed(plan, spaces)),
    ]
    return [one for one in found if one.rows]


def _sort(title: str, kind: str, rows: Iterable[Finding]) -> Findings:
    listed = list(rows)
    return Findings(title, kind, tuple(listed[:MOST_FINDINGS]), len(listed))


def _stuck(report: Mapping[str, Any]) -> Iterator[Finding]:
    for one in report["spaces_without_route_out"]:
        yield Finding(f"{one['name']}: {words.STUCK[one['reason']]}", _place(one["storey"], one["id"]))


def _exitless(report: Mapping[str, Any]) -> Iterator[Finding]:
    for one in report["missing_exits"]:
        yield Finding(one["name"], f"?{urlencode({'storey': one['id']})}#plan")


def _nowhere(ends: Iterable[Mapping[str, Any]], spaces: Mapping[str, Space]) -> Iterator[Finding]:
    for one in ends:
        room = spaces.get(one["space"] or "")
        text = str(words.LOOSE[one["reason"]])
        yield Finding(f"{room.name}: {text}" if room else text, _place(one["storey"], one["id"]))


def _steep(report: Mapping[str, Any], spaces: Mapping[str, Space]) -> Iterator[Finding]:
    for one in report.get("ramps_too_steep", []):
        text = f"{spaces[one['space']].name}: {words.slope(one['slope'])}"
        yield Finding(text, _place(one["storey"], one["id"]))


def _guessed(plan: Plan, spaces: Mapping[str, Space]) -> Iterator[Finding]:
    for way in plan.ways:
        if way.guessed:
            room = spaces[way.a]
            number = ngettext("%(n)s value", "%(n)s values", len(way.guessed)) % {"n": len(way.guessed)}
            yield Finding(f"{WAYS[way.kind.value]}, {room.name}: {number}", _place(room.storey, way.id))


def _place(storey: str, id: str) -> str:
    return f"?{urlencode({'storey': storey, 'pick': id})}#plan"
