"""Where an alarm comes from: its line and building, the detector's space, and the fire service that answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

from dugnad.areas.rescue.models import Building, Detector, District, Line

# A district with this number answers alarms from places that nobody knows.
NOWHERE = "0000"


def service_for(municipality: str) -> UUID | None:
    """The fire service of a municipality; that for unknown places if it is empty; None if there is none."""
    rows = District.objects.filter(municipality=municipality or NOWHERE)
    return rows.values_list("service_id", flat=True).first()


def fire_services() -> set[UUID]:
    """Every fire service of the network."""
    return set(District.objects.values_list("service_id", flat=True))


def line_of(account: str) -> Line | None:
    """The line of an account, with its building."""
    if not account:
        return None
    return Line.objects.select_related("building").filter(account=account).first()


def detector_at(building: Building, address: str, group: str = "") -> Detector | None:
    """The detector with the address, however its panel and its list write it: 12, 012, 1-12, 01/012."""
    known = {one.address: one for one in building.detectors.filter(address__in=_writings(address, group))}
    return next((known[one] for one in _writings(address, group) if one in known), None)


def _writings(address: str, group: str) -> list[str]:
    """The ways to write an address, those with its group first."""
    if not address:
        return []
    bare = _bare(address)
    found = [f"{g}{mark}{one}" for g in _padded(_bare(group)) for one in _padded(bare) for mark in "-/."]
    return [*(found if group else ()), address, bare, *_padded(bare)]


def _bare(text: str) -> str:
    """Without leading zeros in any of its parts, in capitals."""
    return re.sub(r"(?<![0-9A-Za-z])0+(?=[0-9A-Za-z])", "", text.strip().upper())


def _padded(bare: str) -> Iterator[str]:
    yield from dict.fromkeys(bare.zfill(width) for width in range(1, 5))
