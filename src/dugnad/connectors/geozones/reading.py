"""Reads zones of ED-269: 'Minimum operational performance standard for geofencing', chapter on UAS zones, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dugnad.connectors.geozones.shapes import Ring, Unreadable, circle, polygon

__all__ = ["Unreadable", "Volume", "read"]
LARGEST = 20 * 1024 * 1024
MOST = 20_000
FEET = 0.3048
UNITS = {"M": 1.0, "FT": FEET}
REFERENCES = frozenset({"AGL", "AMSL"})
RESTRICTIONS = frozenset(
    {"PROHIBITED", "REQ_AUTHORISATION", "REQ_AUTHORIZATION", "CONDITIONAL", "NO_RESTRICTION"}
)
OTHER_SPELLING = {"REQ_AUTHORIZATION": "REQ_AUTHORISATION"}


@dataclass(frozen=True, slots=True)
class Volume:
    """One part of a zone: its outline as [longitude, latitude], between two heights in metres (`upper` None: none).

    `applies`: when, as the file tells it; empty: always.
    """

    country: str
    identifier: str
    number: int
    name: str
    kind: str
    restriction: str
    reason: str
    lower: float
    lower_reference: str
    upper: float | None
    upper_reference: str
    ring: Ring
    applies: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)


def read(content: bytes) -> list[Volume]:
    """The volumes of all zones of a file. Raises Unreadable, which names the zone that is wrong."""
    if len(content) > LARGEST:
        raise Unreadable("too_large", most=LARGEST // 2**20)
    try:
        values = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise Unreadable("no_json") from fault
    features = values.get("features") if isinstance(values, dict) else None
    if not isinstance(features, list) or not features:
        raise Unreadable("no_zones")
    if len(features) > MOST:
        raise Unreadable("too_many", most=MOST)
    found = [volume for number, zone in enumerate(features, 1) for volume in _volumes(zone, number)]
    if len({(one.country, one.identifier, one.number) for one in found}) < len(found):
        raise Unreadable("twice")
    return found


def _volumes(zone: Any, number: int) -> Iterator[Volume]:
    try:
        yield from _read_zone(zone)
    except Unreadable as fault:
        raise Unreadable(fault.reason, zone=_called(zone, number), **fault.values) from fault
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as fault:
        raise Unreadable("zone", zone=_called(zone, number)) from fault


def _called(zone: Any, number: int) -> str:
    name = zone.get("identifier") if isinstance(zone, dict) else None
    return str(name)[:40] if name else f"{number}"


def _read_zone(zone: Mapping[str, Any]) -> Iterator[Volume]:
    restriction = str(zone["restriction"]).upper()
    if restriction not in RESTRICTIONS:
        raise Unreadable("restriction")
    identifier, country = str(zone["identifier"]).strip(), str(zone.get("country", "")).strip()
    if not 0 < len(identifier) <= 40 or len(country) > 3:
        raise Unreadable("identifier")
    parts = zone["geometry"]
    if not isinstance(parts, list) or not parts:
        raise Unreadable("geometry")
    for number, part in enumerate(parts):
        lower, lower_reference = _limit(part, "lower")
        upper, upper_reference = _limit(part, "upper")
        if lower is not None and upper is not None and lower_reference == upper_reference and upper < lower:
            raise Unreadable("limits")
        yield Volume(
            country=country,
            identifier=identifier,
            number=number,
            name=_words(zone.get("name"))[:160],
            kind=_words(zone.get("type"))[:40],
            restriction=OTHER_SPELLING.get(restriction, restriction),
            reason=_words(zone.get("reason"))[:200],
            lower=lower or 0.0,
            lower_reference=lower_reference,
            upper=upper,
            upper_reference=upper_reference,
            ring=_ring(part["horizontalProjection"]),
            applies=tuple(_applies(zone.get("applicability"))),
        )


def _limit(part: Mapping[str, Any], which: str) -> tuple[float | None, str]:
    """A limit in metres, and from what it is measured."""
    reference = str(part.get(f"{which}VerticalReference") or "AGL").upper()
    unit = UNITS.get(str(part.get("uomDimensions") or "M").upper())
    if reference not in REFERENCES or unit is None:
        raise Unreadable("limits")
    value = part.get(f"{which}Limit")
    if value is None:
        return None, reference
    metres = round(float(value) * unit, 2)
    if not -1000 <= metres <= 100_000:
        raise Unreadable("limits")
    return metres, reference


def _ring(shape: Mapping[str, Any]) -> Ring:
    kind = str(shape["type"]).lower()
    if kind == "circle":
        # The radius is always in metres.
        return circle(shape["center"], float(shape["radius"]))
    if kind == "polygon":
        return polygon(shape["coordinates"])
    raise Unreadable("shape")


def _words(value: Any) -> str:
    """Text, or the first text of a list of texts by language."""
    if isinstance(value, list):
        return ", ".join(_words(one) for one in value if one)
    if isinstance(value, dict):
        return _words(value.get("text", ""))
    return "".join(char for char in str(value or "") if char.isprintable())


def _applies(periods: Any) -> Iterator[Mapping[str, Any]]:
    for period in periods if isinstance(periods, list) else []:
        if isinstance(period, dict) and str(period.get("permanent", "")).upper() != "YES":
            kept = {
                key: period[key] for key in ("startDateTime", "endDateTime", "schedule") if period.get(key)
            }
            if kept:
                yield kept
