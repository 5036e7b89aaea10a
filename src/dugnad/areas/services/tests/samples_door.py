"""How the routes of the door are tried. See tests/world.py."""

from __future__ import annotations

from typing import Any

from dugnad.areas.services.catalogue.events import put_life_events
from dugnad.areas.services.tests import making
from tests.world import Builder, Sample, World

EVENT = {
    "id": "flytte",
    "title": {"nb": "Du flytter"},
    "summary": {"nb": "Meld fra og få hjelp."},
    "order": [],
}


def one(data: dict[str, Any] | None = None) -> Builder:
    return lambda world: Sample({"slug": making.service(world.own).slug}, data=data, public=True)


def _event(world: World) -> Sample:
    row = making.service(world.own)
    put_life_events(actor=making.PLATFORM, events=[{**EVENT, "order": [row.slug]}])
    return Sample({"slug": "flytte"}, public=True)


def _answer(world: World) -> Sample:
    making.service(world.own)
    return Sample(query={"q": "låne ski"}, public=True)


def _wrong(world: World) -> Sample:
    return Sample({"slug": making.service(world.own).slug}, data={"kind": "cost", "text": ""}, public=True)


SAMPLES: dict[str, Builder] = {
    "services:place": lambda world: Sample(data={"place": "Bergen"}, public=True),
    "services:forget_place": lambda world: Sample(data={}, public=True),
    "services:theme": lambda world: Sample({"theme": "kultur-og-fritid"}, public=True),
    "services:life_event": _event,
    "services:service": one(),
    "services:wrong": _wrong,
    "GET /services/answer": _answer,
    "GET /services/places": lambda world: Sample(query={"q": "Bergen"}, public=True),
    "POST /services/places/at": lambda world: Sample(
        data={"latitude": 60.39, "longitude": 5.32}, public=True
    ),
    "GET /services/themes/{theme}": lambda world: Sample({"theme": "kultur-og-fritid"}, public=True),
    "PUT /services/life-events": lambda world: Sample(data=[EVENT], public=True),
    "GET /services/life-events/{slug}": _event,
    "GET /services/services/{slug}": one(),
    "POST /services/services/{slug}/feedback": _wrong,
}
