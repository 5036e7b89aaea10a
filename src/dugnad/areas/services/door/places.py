"""From what a resident types to a municipality of a day: by name or number, old names and numbers too. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from dugnad.areas.services.door.districts import DISTRICTS
from dugnad.kernel.organisations.municipalities import (
    FIRST_DAY,
    Municipality,
    UnknownMunicipality,
    heirs_of,
    municipalities,
    municipality,
)

NEAR_ENOUGH = 0.75
LONGEST = 60
CHOICES = 6
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Former:
    """A municipality that is no more, and when it went into the one that was found."""

    name: str
    until: date


@dataclass(frozen=True, slots=True)
class Found:
    """One municipality that was meant, and the former one or the city district by whose name it was found."""

    place: Municipality
    former: Former | None = None
    district: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of a name or number: one municipality, several to choose from, or near ones by spelling.

    `town` is the postal code or post town that was meant, as one writes it.
    """

    found: tuple[Found, ...] = ()
    exact: bool = True
    town: str = ""

    @property
    def one(self) -> Found | None:
        """The only one that can be meant."""
        return self.found[0] if self.exact and len(self.found) == 1 else None


def look_up(text: str, on: date) -> Looked:
    """The municipalities that a name or number may mean on the day `on`; empty for what is like none."""
    wanted = plain(text)
    if not wanted:
        return Looked()
    if wanted.isdigit():
        return Looked(_by_number(wanted, on))
    names = _names(on)
    if wanted in names:
        return Looked(names[wanted][:CHOICES])
    begun = [found for name, held in names.items() if name.startswith(wanted) for found in held]
    if begun and len(wanted) > 1:
        return Looked(_once(begun)[:CHOICES], exact=len(_once(begun)) == 1 and len(wanted) > 3)
    near = get_close_matches(wanted, names, n=CHOICES, cutoff=NEAR_ENOUGH)
    return Looked(_once(found for name in near for found in names[name])[:CHOICES], exact=False)


def named_exactly(name: str, on: date) -> tuple[Found, ...]:
    """Those that bear a `plain` name: of a municipality, a former one, a seat or a district."""
    return _names(on).get(name, ())


def by_number(number: str, on: date) -> Municipality | None:
    """The municipality that has this number on the day `on`."""
    try:
        found = municipality(number, on)
    except LookupError:
        return None
    return found if found.number == number else None


def kilometres(one: Municipality, other: Municipality) -> float:
    """As the crow flies between the seats (haversine); infinite where a seat is not known."""
    if not one.seat or not other.seat:
        return float("inf")
    south, north = radians(one.seat.latitude), radians(other.seat.latitude)
    across = radians(other.seat.longitude - one.seat.longitude)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(across / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def plain(text: str) -> str:
    """A name as it is compared: small letters, single spaces, without 'kommune' and signs."""
    letters = "".join(letter if letter.isalnum() else " " for letter in text[:LONGEST].casefold())
    words = [word for word in letters.split() if word not in ("kommune", "herad", "municipality")]
    return " ".join(words or letters.split())


def _by_number(number: str, on: date) -> tuple[Found, ...]:
    try:
        heirs = heirs_of(number, on)
    except UnknownMunicipality:
        return ()
    former = None if heirs[0].number == number else _former_of(number, on)
    return tuple(Found(heir, former) for heir in heirs)


def _former_of(number: str, on: date) -> Former | None:
    row = next((row for row in _ended(on) if row.number == number), None)
    return Former(row.name, row.until) if row and row.until else None


@lru_cache(maxsize=4)
def _ended(on: date) -> tuple[Municipality, ...]:
    """Those that have ended since the table began, the latest last."""
    days = (date(year, 1, day) for year in range(FIRST_DAY.year, on.year + 1) for day in (1, 2))
    seen = {row.number: row for day in days if day <= on for row in municipalities(day)}
    return tuple(sorted((row for row in seen.values() if not row.holds(on)), key=lambda row: row.until or on))


@lru_cache(maxsize=4)
def _names(on: date) -> Mapping[str, tuple[Found, ...]]:
    names: dict[str, tuple[Found, ...]] = {}
    for row in municipalities(on):
        for name in {plain(each) for each in (row.name, *row.names.values(), *row.name.split(" - "))}:
            names[name] = (*names.get(name, ()), Found(row))
    for row in reversed(_ended(on)):
        _add_former(names, row, on)
    for row in municipalities(on):
        if row.seat:
            names.setdefault(plain(row.seat.name), (Found(row),))
        for district in DISTRICTS.get(row.number, ()):
            names.setdefault(plain(district), (Found(row, district=district),))
    return names


def _add_former(names: dict[str, tuple[Found, ...]], row: Municipality, on: date) -> None:
    """The heirs of a former one beside others of its name, unless one of those is an heir itself."""
    former, known = Former(row.name, row.until or on), names.get(plain(row.name), ())
    heirs = heirs_of(row.number, on)
    if not {heir.number for heir in heirs} & {found.place.number for found in known}:
        names[plain(row.name)] = (*known, *(Found(heir, former) for heir in heirs))


def _once(found: Iterable[Found]) -> tuple[Found, ...]:
    kept: dict[str, Found] = {}
    for one in found:
        kept.setdefault(one.place.number, one)
    return tuple(kept.values())
