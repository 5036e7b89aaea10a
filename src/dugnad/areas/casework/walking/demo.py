"""The demo's networks: the invented quarters, and what invented case workers found of some of their roads."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction

from dugnad.areas.casework.models import WalkingNetwork
from dugnad.areas.casework.models.walking import Season
from dugnad.areas.casework.walking import importing
from dugnad.areas.casework.walking.assessing import Said, assess
from dugnad.areas.casework.walking.demo_quarters import QUARTERS, Quarter, danger_spots, file_of
from dugnad.areas.casework.walking.stored import graph_of
from dugnad.engines.walking.doors import feet
from dugnad.engines.walking.reading import take_bytes
from dugnad.engines.walking.values import place
from dugnad.kernel.access import Actor
from dugnad.kernel.identity.actors import actor_for
from dugnad.kernel.organisations.models import Membership, Organisation

SINCE = dt.date(2024, 8, 1)
CARS = "Smal vei uten fortau, fartsgrense 60 og mange tunge kjøretøy (eksempel)."
DARK = "Ingen belysning, og brøytekanter tar skulderen om vinteren (eksempel)."
CALM = "Fortau hele veien og fartsgrense 30 (eksempel)."


def make_networks() -> None:
    """Each city's network and assessments, if it has none yet."""
    held = set(WalkingNetwork.objects.values_list("organisation__name", flat=True))
    for city in Organisation.objects.filter(name__in=set(QUARTERS) - held):
        row = Membership.objects.filter(organisation=city, role="caseworker", ended_at=None).first()
        if row:
            _make(actor_for(row.person), city, QUARTERS[city.name])


@transaction.atomic
def _make(actor: Actor, city: Organisation, quarter: Quarter) -> None:
    taken = take_bytes(file_of(quarter))
    name = f"eksempel-{quarter.school.split()[0].lower()}.geojson"
    row = importing.store(
        actor, city.id, taken.sections, name=name, valid_from=SINCE, report=taken.report, invented=True
    )
    cars, dark = (_section_at(row, point) for point in danger_spots(quarter))
    _say(actor, city.id, cars, 1, 4, Season.ALL_YEAR, CARS)
    _say(actor, city.id, dark, 1, 7, Season.WINTER, DARK)
    for section in graph_of(row).sections:
        if section.name in quarter.across[:1]:
            _say(actor, city.id, section.id, 1, 10, Season.ALL_YEAR, CALM, dangerous=False)


def _section_at(row: WalkingNetwork, point: tuple[float, float]) -> str:
    graph = graph_of(row)
    return graph.sections[
        min(feet(graph, place(*point), 50).values(), key=lambda foot: foot.stretch).section
    ].id


def _say(
    actor: Actor,
    city: UUID,
    section: str,
    first: int,
    last: int,
    season: str,
    why: str,
    dangerous: bool = True,
) -> None:
    said = Said(first, last, season, dangerous, why, SINCE)
    assess(actor=actor, organisation=city, section=section, said=said)
