"""Which decisions an error touched, and what the corrected rules change, by the traces alone. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from dugnad.areas.casework.rulebook.deciding import PERSON
from dugnad.areas.casework.rulebook.document import Package
from dugnad.areas.casework.rulebook.tables import views

FAVOUR, AGAINST, SAME, OPEN = "favour", "against", "same", "open"
BETTER: Final = {"lower": -1, "higher": 1}
Trace = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is wrong: `reach` are the conditions that are wrong or rest on what is wrong; `whole`: all of it."""

    rows: frozenset[str] = frozenset()
    reach: frozenset[str] = frozenset()
    first: dt.date | None = None
    last: dt.date | None = None
    whole: bool = field(default=False)


def scope_of(
    package: Package,
    rows: Collection[str],
    conditions: Collection[str],
    parameters: Collection[str],
    first: dt.date | None,
    last: dt.date | None,
) -> Scope:
    """The error as traces can be asked of it: a value is followed through the model to the conditions it leads to."""
    requires = {one.name: one.requires for one in views(package)}
    reach = set(conditions) | {one for one in requires if _rests(one, set(parameters), requires, set())}
    return Scope(frozenset(rows), frozenset(reach), first, last, not (rows or conditions or parameters))


def _rests(name: str, wanted: set[str], requires: Mapping[str, Iterable[str]], seen: set[str]) -> bool:
    """Whether a decision requires one of the wanted, itself or through others."""
    if not wanted or name in seen:
        return False
    seen.add(name)
    needs = set(requires.get(name, ()))
    return bool(needs & wanted) or any(_rests(one, wanted, requires, seen) for one in needs)


def touches(trace: Trace, scope: Scope) -> bool:
    """Whether the decision of this trace rests on what is wrong."""
    day = dt.date.fromisoformat(trace["day"])
    if (scope.first and day < scope.first) or (scope.last and day > scope.last):
        return False
    if scope.whole:
        return True
    return any(one["decision"] in scope.reach or scope.rows & set(one["rows"]) for one in trace["steps"])


def differences(before: Trace, after: Trace) -> list[tuple[str, str, str]]:
    """What another outcome has: the result under '', then each condition whose state or value is another."""
    found = [("", before["result"], after["result"])]
    old, new = _values(before), _values(after)
    found += [(name, old.get(name, ""), new.get(name, "")) for name in dict.fromkeys([*old, *new])]
    return [one for one in found if one[1] != one[2] and not _equal(one[1], one[2])]


def _values(trace: Trace) -> dict[str, str]:
    return {one["decision"]: "" if one["value"] is None else str(one["value"]) for one in trace["steps"]}


def direction(package: Package, before: Trace, after: Trace) -> str:
    """Which way the difference goes for the applicant; open where that cannot be told, or a person must decide."""
    if after["result"] == PERSON or before["result"] == PERSON:
        return OPEN
    changed = differences(before, after)
    if not changed:
        return SAME
    ways = {way for name, old, new in changed if (way := _way(package, name, old, new))}
    return ways.pop() if len(ways) == 1 else OPEN


def harms(package: Package, before: Trace, after: Trace) -> bool:
    """Whether anything that differs goes against the applicant, whatever else goes the other way."""
    return any(_way(package, *one) == AGAINST for one in differences(before, after))


def _way(package: Package, name: str, old: str, new: str) -> str:
    if not name:
        return _refusal_way(package, old, new)
    condition = package.condition(name)
    sign = BETTER.get(condition.better, 0) if condition else 0
    try:
        moved = (Decimal(new) - Decimal(old)) * sign
    except InvalidOperation:
        return ""
    return FAVOUR if moved > 0 else AGAINST if moved < 0 else ""


def _refusal_way(package: Package, old: str, new: str) -> str:
    was, now = (_grants(package, one) for one in (old, new))
    if was is None or now is None or was == now:
        return OPEN if old != new else ""
    return FAVOUR if now else AGAINST


def _grants(package: Package, result: str) -> bool | None:
    """Whether the result gives what was applied for; who refuses or sends it on gives nothing."""
    found = package.result(result)
    return None if found is None else not (found.refusal or found.elsewhere)


def _equal(old: str, new: str) -> bool:
    try:
        return Decimal(old) == Decimal(new)
    except InvalidOperation:
        return False
