"""Areas that services are delivered in: a municipality's four digits, a county's two, or "no" for the whole country."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.kernel.organisations.municipalities import Municipality, municipalities, municipality

COUNTRY = "no"


@lru_cache(maxsize=4)
def _on(day: date) -> dict[str, Municipality]:
    return {one.number: one for one in municipalities(day)}


def today() -> dict[str, Municipality]:
    """The municipalities of today, by number."""
    return _on(timezone.localdate())


def is_area(area: str) -> bool:
    """Whether it is an area of today."""
    return area == COUNTRY or area in today() or area in {number[:2] for number in today()}


def around(number: str) -> tuple[str, ...]:
    """The areas that a municipality lies in, the nearest first."""
    return (number, number[:2], COUNTRY)


def at_present(area: str) -> str:
    """The area of today: of a municipality that has merged since, its heir; one that was divided stays."""
    if len(area) != 4 or area in today():
        return area
    try:
        return municipality(area, timezone.localdate()).number
    except LookupError:
        return area


def name_of(area: str) -> str:
    """What an area is called."""
    if area == COUNTRY:
        return _("All of Norway")
    if len(area) == 4:
        return today()[area].name if area in today() else area
    inside = next((one for number, one in today().items() if number.startswith(area)), None)
    return inside.county_name if inside and area else area
