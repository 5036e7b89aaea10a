"""One past case by two sets of rules: how it ended, how it would end, and which conditions differ. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from dugnad.areas.casework.rulebook.deciding import COMPUTED, PERSON

SAME, CHANGED, CANNOT = "same", "changed", "cannot"
Trace = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Differs:
    """One condition: its state or value by both; '' where it was not reached."""

    decision: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Compared:
    """`kind` is same, changed or cannot; `missing`: facts that the new rules want and nobody asked for then."""

    kind: str
    before: str
    after: str
    differs: tuple[Differs, ...] = ()
    missing: tuple[str, ...] = ()

    def differences(self) -> list[dict[str, str]]:
        """As JSON values."""
        return [asdict(one) for one in self.differs]


def compare(before: Trace, after: Trace) -> Compared:
    """Two canonical traces of one case."""
    missing = tuple(name for name in after["missing"] if name not in before["missing"])
    differs = tuple(_differs(before, after))
    ends = (before["result"], after["result"])
    if missing and after["result"] == PERSON:
        return Compared(CANNOT, *ends, differs, missing)
    kind = SAME if ends[0] == ends[1] and not differs else CHANGED
    return Compared(kind, *ends, differs)


def _differs(before: Trace, after: Trace) -> list[Differs]:
    old, new = _states(before), _states(after)
    names = {**old, **new}
    return [
        Differs(name, old.get(name, ""), new.get(name, ""))
        for name in names
        if not _alike(old.get(name, ""), new.get(name, ""))
    ]


def _states(trace: Trace) -> dict[str, str]:
    """What each condition gave: its state, or what it computed."""
    return {one["decision"]: _text(one) for one in trace["steps"]}


def _text(step: Mapping[str, Any]) -> str:
    return str(step["value"]) if step["state"] == COMPUTED else str(step["state"])


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False
