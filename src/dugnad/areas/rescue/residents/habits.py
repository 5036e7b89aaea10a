"""What a resident says of where they are wont to be, as chances by hour and space."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dugnad.areas.rescue.models.residents import Often

# Assumed: a habit is broken now and then, and what is left over is 'unknown'.
SHARES = {Often.USUALLY: 0.7, Often.SOMETIMES: 0.3}
SUREST = 0.9
Usual = Mapping[int, Mapping[str, float]]


class Said(NamedTuple):
    """One line of what is said; see `Habit`."""

    space: str
    first_hour: int
    last_hour: int
    often: str


def hours(first: int, last: int) -> list[int]:
    """The hours of the day from `first` until `last`, over midnight when `last` is the smaller."""
    return [hour % 24 for hour in range(first, last if last > first else last + 24)]


def usual(said: Iterable[Said]) -> Usual:
    """Chances by hour and space; those of one hour sum to 0.9 at most."""
    found: dict[int, dict[str, float]] = {}
    for one in said:
        for hour in hours(one.first_hour, one.last_hour):
            spaces = found.setdefault(hour, {})
            spaces[one.space] = max(spaces.get(one.space, 0.0), SHARES[Often(one.often)])
    return {hour: _shrunk(spaces) for hour, spaces in found.items()}


def _shrunk(spaces: Mapping[str, float]) -> dict[str, float]:
    shrink = min(1.0, SUREST / sum(spaces.values()))
    return {space: share * shrink for space, share in spaces.items()}
