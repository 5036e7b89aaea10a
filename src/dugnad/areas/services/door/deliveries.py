"""Who delivers a service to somebody who lives in a municipality, and who does nearby where nobody does. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dugnad.areas.services.catalogue.areas import COUNTRY, around
from dugnad.areas.services.door.places import kilometres
from dugnad.areas.services.door.shelf import Family, Offer
from dugnad.kernel.organisations.municipalities import Municipality


@dataclass(frozen=True, slots=True)
class Delivery:
    """An offer for somebody: `here` if it is theirs, else a neighbour's so many kilometres away."""

    offer: Offer
    here: bool
    kilometres: float = 0.0


def delivery(
    family: Family, place: Municipality | None, towns: Mapping[str, Municipality]
) -> Delivery | None:
    """What a family offers somebody who lives in `place`; None where the place must be known first.

    `towns` are the municipalities of today, by number.
    """
    if COUNTRY in family.offers and not place:
        return Delivery(family.offers[COUNTRY], here=True)
    if place is None:
        return None
    for area in around(place.number):
        if area in family.offers:
            return Delivery(family.offers[area], here=True)
    return _nearest(family.offers.values(), place, towns)


def _nearest(
    offers: Iterable[Offer], place: Municipality, towns: Mapping[str, Municipality]
) -> Delivery | None:
    near = [Delivery(offer, False, _distance(offer.area, place, towns)) for offer in offers]
    return min(near, key=lambda one: (one.kilometres, one.offer.area), default=None)


def _distance(area: str, place: Municipality, towns: Mapping[str, Municipality]) -> float:
    seats = (town for number, town in towns.items() if number.startswith(area))
    return min((kilometres(place, town) for town in seats), default=float("inf"))
