"""Norway's municipalities and what became of former ones: pure lookups, no clock and no database.

Numbers, names and dates: Statistics Norway's classification 131, from 2018 on. Official Sámi and Kven names as at
the end of 2023. `form` says "nynorsk" where the municipality has decided so and the table is sure of it; empty: not
said. Seats are approximate, in degrees (WGS 84). Small pieces of land that changed hands make no successor.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

FIRST_DAY = date(2018, 1, 1)
PRESENT = Path(__file__).with_name("municipalities.csv")
FORMER = Path(__file__).with_name("municipalities_former.csv")
COUNTIES: Mapping[str, str] = {
    "01": "Østfold", "02": "Akershus", "03": "Oslo", "04": "Hedmark", "05": "Oppland", "06": "Buskerud",
    "07": "Vestfold", "08": "Telemark", "09": "Aust-Agder", "10": "Vest-Agder", "11": "Rogaland",
    "12": "Hordaland", "14": "Sogn og Fjordane", "15": "Møre og Romsdal", "16": "Sør-Trøndelag",
    "17": "Nord-Trøndelag", "18": "Nordland", "19": "Troms", "20": "Finnmark", "30": "Viken", "31": "Østfold",
    "32": "Akershus", "33": "Buskerud", "34": "Innlandet", "38": "Vestfold og Telemark", "39": "Vestfold",
    "40": "Telemark", "42": "Agder", "46": "Vestland", "50": "Trøndelag", "54": "Troms og Finnmark",
    "55": "Troms", "56": "Finnmark",
}  # fmt: skip


class UnknownMunicipality(LookupError):
    """No municipality has had this number since 2018, or it came into use only after the day asked for."""


class DividedMunicipality(LookupError):
    """The municipality was divided, so a number alone does not tell which of `heirs` has the place."""

    def __init__(self, number: str, heirs: tuple[Municipality, ...]) -> None:
        super().__init__(f"{number} was divided between {', '.join(heir.name for heir in heirs)}")
        self.heirs = heirs


@dataclass(frozen=True, slots=True)
class Seat:
    """Where the municipality is run from; degrees, WGS 84."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Municipality:
    """One number with its name, in use from `since` (None: before 2018) until the day before `until` (None: still).

    `names` gives the official names in other languages: sma, smj and se (southern, Lule and northern Sámi), fkv (Kven).
    """

    number: str
    name: str
    since: date | None = None
    until: date | None = None
    successors: tuple[str, ...] = ()
    heir: str = ""
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    form: str = ""
    seat: Seat | None = None

    @property
    def county(self) -> str:
        """The county's number, as Statistics Norway's."""
        return self.number[:2]

    @property
    def county_name(self) -> str:
        return COUNTIES[self.county]

    def holds(self, on: date) -> bool:
        """True if the number is in use on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


def municipality(number: str, on: date) -> Municipality:
    """The municipality that has this number, or that has taken over the one that had it, on the day `on`.

    Raises UnknownMunicipality; DividedMunicipality when it was divided; ValueError for days before 2018.
    """
    found = heirs_of(number, on)
    if len(found) > 1:
        raise DividedMunicipality(number, found)
    return found[0]


def heirs_of(number: str, on: date) -> tuple[Municipality, ...]:
    """All that have taken over a number by the day `on`: itself while it is in use, several after a division."""
    _check(on)
    start = _table().get(number)
    found = tuple(dict.fromkeys(_follow(start, on, start.heir))) if start else ()
    if not found:
        raise UnknownMunicipality(number)
    return found


def municipalities(on: date) -> tuple[Municipality, ...]:
    """All municipalities of the day `on`, by number; ValueError for days before 2018."""
    _check(on)
    return tuple(one for one in _table().values() if one.holds(on))


def _follow(one: Municipality, on: date, heir: str) -> Iterator[Municipality]:
    if one.holds(on):
        yield one
    elif one.until and one.until <= on:
        wanted = (heir,) if heir in one.successors else one.successors
        for number in wanted:
            yield from _follow(_table()[number], on, heir)


def _check(on: date) -> None:
    if on < FIRST_DAY:
        raise ValueError(f"the table of municipalities begins on {FIRST_DAY:%Y-%m-%d}")


@cache
def _table() -> Mapping[str, Municipality]:
    rows = [*map(_present, _read(PRESENT)), *map(_former, _read(FORMER))]
    return {row.number: row for row in sorted(rows, key=lambda row: row.number)}


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _present(row: Mapping[str, str]) -> Municipality:
    names = dict(part.split(":", 1) for part in row["names"].split())
    seat = Seat(row["seat"], float(row["latitude"]), float(row["longitude"]))
    since = _day(row["since"])
    return Municipality(row["number"], row["name"], since, names=names, form=row["form"], seat=seat)


def _former(row: Mapping[str, str]) -> Municipality:
    successors = tuple(row["successors"].split())
    return Municipality(
        row["number"], row["name"], _day(row["since"]), _day(row["until"]), successors, row["heir"]
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
