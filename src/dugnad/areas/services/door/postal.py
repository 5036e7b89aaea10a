"""From a postal code or a post town to municipalities.

The list that set-up fetches has each code with its post town and county, not its municipality. Where the town bears the
name of a municipality, a former one, a seat or a district of that county, that is the one; of the rest the
municipalities of the codes beside it are offered, for codes follow the land.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from dugnad.areas.services.door.built import read
from dugnad.areas.services.door.places import CHOICES, Found, Looked, named_exactly, plain
from dugnad.kernel.organisations.municipalities import COUNTIES

LAST_CODE = re.compile(r"(?<!\d)\d{4}(?!\d)(?!.*(?<!\d)\d{4}(?!\d))", re.DOTALL)
PART = re.compile(r" (?:[nsøv]|i (?:" + "|".join({name.casefold() for name in COUNTIES.values()}) + "))$")
BESIDE = 2
REGION = 2


def code_in(text: str) -> str:
    """The last number of four digits in a text, as postal codes stand in an address; empty where there is none."""
    found = LAST_CODE.search(text)
    return found[0] if found else ""


def by_code(code: str, on: date) -> Looked:
    """The municipality of a postal code, or those it is likely to lie in; none for Svalbard; no town if not in use."""
    if code not in codes():
        return Looked()
    sure, town = _sure(on), f"{code} {_written(codes()[code][0])}"
    if codes()[code][1] not in COUNTIES:
        return Looked(town=town)
    if code in sure:
        return Looked((sure[code],), town=town)
    return Looked(tuple(_once(_beside(code, sure)))[:CHOICES], exact=False, town=town)


def by_town(name: str, on: date) -> Looked:
    """The municipalities of a post town by its name; empty for what is not one."""
    held = _towns().get(plain(name), ())
    looked = [by_code(code, on) for code in held]
    found = tuple(_once(one for each in looked for one in each.found))[:CHOICES]
    sure = bool(looked) and all(each.exact for each in looked) and len(found) == 1
    return Looked(found, exact=sure, town=_written(codes()[held[0]][0]) if held else "")


@lru_cache(maxsize=1)
def codes() -> Mapping[str, tuple[str, str]]:
    """Each code's post town and county; empty where set-up has not made the list."""
    return {code: (town, county) for code, (town, county) in (read("postal_codes.json") or {}).items()}


@lru_cache(maxsize=1)
def _towns() -> Mapping[str, tuple[str, ...]]:
    held: dict[str, tuple[str, ...]] = {}
    for code, (town, _county) in codes().items():
        for name in {plain(town), PART.sub("", plain(town))}:
            held[name] = (*held.get(name, ()), code)
    return held


@lru_cache(maxsize=2)
def _sure(on: date) -> Mapping[str, Found]:
    """The codes whose post town bears a name that tells the municipality."""
    found = ((code, _bearing(town, county, on)) for code, (town, county) in sorted(codes().items()))
    return {code: one for code, one in found if one}


def _bearing(town: str, county: str, on: date) -> Found | None:
    name = plain(town)
    for form in (name, PART.sub("", name)):
        here = {one.place: one for one in named_exactly(form, on) if one.place.county == county}
        if len(here) == 1:
            return Found(next(iter(here)))
    return None


def _beside(code: str, sure: Mapping[str, Found]) -> Iterator[Found]:
    """Those of the nearest codes of the same region, the nearest first; one alone where it lies on both sides."""
    known = [each for each in sure if each[:REGION] == code[:REGION]] or list(sure)
    at = bisect(known, code)
    below, above = known[max(0, at - BESIDE) : at], known[at : at + BESIDE]
    if below and above and sure[below[-1]] == sure[above[0]]:
        below, above = below[-1:], []
    for each in sorted([*below, *above], key=lambda each: abs(int(each) - int(code))):
        yield sure[each]


def _once(found: Iterator[Found]) -> Iterator[Found]:
    return iter(dict.fromkeys(found))


def _written(town: str) -> str:
    """A post town as one writes it: MO I RANA is Mo i Rana."""
    small = {"I", "På", "Ved", "Og"}
    return " ".join(word.lower() if word in small else word for word in town.title().split())
