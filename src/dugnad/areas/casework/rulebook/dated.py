"""The law in force on a day: provisions, and parameters with a city's own values where the package lets them vary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from dugnad.areas.casework.rulebook.document import Overlay, Package, Parameter, Provision

Series = Sequence[tuple[dt.date, Decimal | None]]


@dataclass(frozen=True, slots=True)
class Dated:
    """A parameter on a day: since when its value holds, and whether the city set it."""

    name: str
    value: Decimal
    since: dt.date
    provision: str
    local: bool = False


class NotInForce(LookupError):
    """A provision or parameter has no value on that day; `args[0]` names it."""


def on_day(series: Series, day: dt.date) -> tuple[dt.date, Decimal] | None:
    """The entry that holds on the day: the latest that began; None where no value is known for it."""
    begun = [entry for entry in series if entry[0] <= day]
    since, value = max(begun, key=lambda entry: entry[0]) if begun else (day, None)
    return None if value is None else (since, value)


def parameters(package: Package, overlay: Overlay, day: dt.date) -> dict[str, Dated]:
    """Each parameter on the day; NotInForce when the package has none for it."""
    return {one.name: _dated(one, overlay, day) for one in package.parameters}


def _dated(one: Parameter, overlay: Overlay, day: dt.date) -> Dated:
    national = on_day(one.values, day)
    if national is None:
        raise NotInForce(one.name)
    own = on_day(overlay.values.get(one.name, ()), day)
    if own is None or not allowed(one, national[1], own[1]):
        return Dated(one.name, national[1], national[0], one.provision)
    return Dated(one.name, own[1], own[0], one.provision, local=True)


def allowed(one: Parameter, national: Decimal, own: Decimal) -> bool:
    """Whether a city may set this value in place of the national one."""
    ways = {"no": own == national, "lower": own <= national, "higher": own >= national, "free": True}
    return ways[one.vary]


def refused(package: Package, overlay: Overlay) -> dict[str, str]:
    """What of an overlay may not be: the parameter's name and why ('unknown', 'fixed', 'lower' or 'higher' only)."""
    known = {one.name: one for one in package.parameters}
    faults: dict[str, str] = {}
    for name, series in overlay.values.items():
        if name not in known:
            faults[name] = "unknown"
        elif not all(_fits(known[name], day, value) for day, value in series):
            faults[name] = "fixed" if known[name].vary == "no" else known[name].vary
    vary = {one.id for one in package.bodies if one.vary}
    return faults | {body: "body" for body in overlay.bodies if body not in vary}


def _fits(one: Parameter, day: dt.date, value: Decimal) -> bool:
    """Also against each later national value that it would stand beside."""
    held = [national for since, national in one.values if since > day and national is not None]
    at_first = on_day(one.values, day)
    return all(allowed(one, national, value) for national in [*held, *([at_first[1]] if at_first else [])])


def competent(package: Package, overlay: Overlay) -> AbstractSet[str]:
    """The bodies that the city decides for: that of the package, and those it says it stands in for."""
    return {package.body, *overlay.bodies}


def in_force(provision: Provision, day: dt.date) -> bool:
    """Whether the provision holds on the day."""
    return provision.since <= day and (provision.until is None or day < provision.until)
