"""What the demo pledges and asks for, from content/*.json. All invented; organisations are those of the demo."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

CONTENT = Path(__file__).with_name("content")
HALDEN = "Regionhub Halden"
SENSOR, DRONE, KYST, HVERDAG = (
    "Fjordvakt Sensor AS",
    "Tindeblikk Droner AS",
    "Kystvarsel AS",
    "Hverdagskode AS",
)
LYS, VIDDE, SOR, ELV = (
    "Bylysene AS",
    "Vidde Energi AS",
    "Sørlandske Byggdata AS",
    "Elvebredden Helseteknologi AS",
)
OSLO, BERGEN = "Oslo kommune", "Bergen kommune"


class Pledged(NamedTuple):
    """An expert: a team, or with `email` a person of the demo's network. Skills, counties and languages by a space."""

    organisation: str
    name: str
    headline: str
    about: str
    hours: int
    skills: str
    counties: str = ""
    remote: bool = True
    languages: str = "nb en"
    email: str = ""


class Offered(NamedTuple):
    """A lab, a course or a solution. `days`: until the next date; `used`: members that use it."""

    organisation: str
    kind: str
    title: str
    text: str
    skills: str
    counties: str = ""
    remote: bool = False
    days: int | None = None
    price: int | None = 0
    used: tuple[str, ...] = ()
    publiccode: bool = False


class Asked(NamedTuple):
    """A need that takes part in a round: who, what, hours, urgency (0 to 2), weeks waited, size, in person."""

    organisation: str
    text: str
    hours: int
    urgency: int
    weeks: int
    size: str = "public"
    in_person: bool = False


@cache
def experts() -> tuple[Pledged, ...]:
    return tuple(Pledged(**one) for one in _held("experts"))


@cache
def offers() -> tuple[Offered, ...]:
    return tuple(Offered(**one) for one in _held("offers"))


@cache
def needs() -> tuple[Asked, ...]:
    """Needs of a round in which hours are scarce, so that fairness over counties costs some of the fit."""
    return tuple(Asked(**one) for one in _held("needs"))


def _held(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((CONTENT / f"{name}.json").read_text(encoding="utf-8"))
    return rows
