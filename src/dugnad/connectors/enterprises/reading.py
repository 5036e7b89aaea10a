"""What Enhetsregisteret's open data says of an enterprise (`GET /enhetsregisteret/api/enheter/{orgnr}`, JSON)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# By persons employed (2003/361/EC): below 10, below 50, below 250. The register tells no numbers from 1 to 4.
SIZES = ((10, "micro"), (50, "small"), (250, "medium"))
# The first two digits of an industry code lie in the section whose last division is not below them (SN2007).
SECTIONS = (
    (3, "A"), (9, "B"), (33, "C"), (35, "D"), (39, "E"), (43, "F"), (47, "G"), (53, "H"), (56, "I"), (63, "J"),
    (66, "K"), (68, "L"), (75, "M"), (82, "N"), (84, "O"), (85, "P"), (88, "Q"), (93, "R"), (96, "S"),
)  # fmt: skip
SMALL = frozenset({"I", "OG", "PÅ", "VED"})
PUBLIC = frozenset({"KOMM", "FYLK", "STAT", "ORGL"})


class Unreadable(ValueError):
    """The register's answer is not in the form that it has published."""


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An enterprise: `municipality` is a number, `size` and `industry` are empty where the register does not tell.

    `ended`: deleted or bankrupt.
    """

    number: str
    name: str
    place: str = ""
    municipality: str = ""
    size: str = ""
    industry: str = ""
    public: bool = False
    ended: bool = False


def read(content: bytes, number: str) -> Enterprise:
    """The enterprise of an answer. Raises Unreadable where it is no answer about this number."""
    try:
        values = json.loads(content)
        if values["organisasjonsnummer"] != number:
            raise Unreadable("another number")
        return _enterprise(values)
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as fault:
        raise Unreadable(str(fault)) from fault


def _enterprise(values: Mapping[str, Any]) -> Enterprise:
    address = values.get("forretningsadresse") or values.get("postadresse") or {}
    public = (values.get("organisasjonsform") or {}).get("kode") in PUBLIC
    return Enterprise(
        number=values["organisasjonsnummer"],
        name=str(values.get("navn") or values["organisasjonsnummer"])[:160],
        place=_written(str(address.get("poststed") or ""))[:80],
        municipality=str(address.get("kommunenummer") or "")[:4],
        size="public" if public else _size(values),
        industry=_industry(str((values.get("naeringskode1") or {}).get("kode") or "")),
        public=public,
        ended=bool(values.get("slettedato") or values.get("konkurs")),
    )


def _written(name: str) -> str:
    """A name in capitals as one writes it."""
    words = (word.lower() if word in SMALL else word.title() for word in name.upper().split())
    return " ".join(words)


def _size(values: Mapping[str, Any]) -> str:
    many = values.get("antallAnsatte")
    if not isinstance(many, int):
        return "micro" if values.get("harRegistrertAntallAnsatte") is True else ""
    return next((size for below, size in SIZES if many < below), "large")


def _industry(code: str) -> str:
    division = int(code[:2]) if code[:2].isdecimal() else 0
    return next((letter for last, letter in SECTIONS if 0 < division <= last), "")
