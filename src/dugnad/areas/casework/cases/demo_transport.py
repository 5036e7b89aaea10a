"""The demo's applications for school transport, in the invented streets of Bergen and Oslo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone

SCHOOLS = ("Eksempeldalen skole", "Eksempelåsen skole")
NO = ("farlig vei meldt", "båt nødvendig", "særlige behov", "følge nødvendig")
Told = tuple[str, int, int, str, str, str, dict[str, str]]


def cases(slug: str) -> tuple[Told, ...]:
    """Rules, applicant, city, child, born, who decides, other answers."""
    move = timezone.localdate() + dt.timedelta(days=60)
    homes = {"homes": "yes", "fact:hjemmets adresse#2": "Molteveien 3"}
    moves = {"moved": "yes", "moved_on": move.isoformat(), "fact:hjemmets adresse#moved": "Endetunet 6"}
    dark = {
        "fact:farlig vei meldt": "true",
        "fact:forhold på veien": "Det er mørkt og uten fortau (eksempel).",
    }
    return (
        (slug, 0, 0, "Hanna Eksempel", "2018-05-04", "rules", _told(0, "3", "Smiebakken 6")),
        (slug, 1, 0, "Jonas Eksempel", "2013-02-11", "rules", _told(0, "8", "Myrbakken 6")),
        (slug, 2, 0, "Ivar Eksempel", "2018-04-12", "rules", _told(0, "2", "Naustbakken 6")),
        (slug, 0, 0, "Kaja Eksempel", "2019-09-23", "rules", _told(0, "2", "Kvernhusbakken 6", homes)),
        (slug, 1, 1, "Liv Eksempel", "2016-01-30", "rules", _told(1, "5", "Utsikten 6")),
        (slug, 2, 1, "Mons Eksempel", "2019-07-15", "rules", _told(1, "2", "Låvebakken 6", dark)),
        (slug, 0, 1, "Olga Eksempel", "2014-12-02", "rules", _told(1, "6", "Stabburbakken 6", moves)),
    )


def _told(city: int, grade: str, home: str, more: Mapping[str, str] | None = None) -> dict[str, str]:
    told = {f"fact:{name}": "false" for name in NO}
    told |= {"fact:trinn": grade, "fact:skole": SCHOOLS[city], "fact:hjemmets adresse": home}
    return told | dict(more or {})
