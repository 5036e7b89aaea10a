"""How the routes of incidents and exercises are tried; see tests/world.py."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any
from uuid import uuid4

from django.utils import timezone

from dugnad.areas.rescue.tests import burning
from tests.world import Builder, Sample, World

_serial = count(1)


def of_incident(data: Mapping[str, Any] | None = None) -> Builder:
    return lambda world: Sample({"incident": burning.fire(world).id}, data=data)


def of_team(data: Mapping[str, Any] | None = None) -> Builder:
    def build(world: World) -> Sample:
        incident = burning.fire(world)
        return Sample({"incident": incident.id, "team": burning.team(world, incident.id).id}, data=data)

    return build


def _sayings(world: World) -> Sample:
    saying = {
        "id": str(uuid4()),
        "kind": "verdict",
        "about": "",
        "value": {"state": "confirmed"},
        "said_at": timezone.now().isoformat(),
    }
    return Sample({"incident": burning.fire(world).id}, data={"sayings": [saying]})


def _team(world: World) -> Sample:
    return Sample({"incident": burning.fire(world).id}, data={"name": f"Lag {next(_serial)}", "size": 2})


def _home(world: World) -> Sample:
    return Sample({"building": burning.home(world.own, world.own).id}, data={})


API = "/rescue/incidents/{uuidstr:incident}"
SAMPLES: dict[str, Builder] = {
    "rescue:incident": of_incident(),
    "rescue:picture": of_incident(),
    "rescue:print": of_incident(),
    "rescue:report": of_incident(),
    "rescue:cap": of_incident(),
    "rescue:note": of_incident({"text": "Smoke from the roof"}),
    "rescue:close": of_incident({"outcome": "False alarm"}),
    "rescue:team_comes": _team,
    "rescue:team_leaves": of_team({}),
    "rescue:drill": _home,
    f"GET {API}": of_incident(),
    f"POST {API}/entries": _sayings,
    f"POST {API}/teams": _team,
    f"DELETE {API}/teams/{{uuidstr:team}}": of_team({}),
    f"POST {API}/close": of_incident({"outcome": "False alarm"}),
    "POST /rescue/buildings/{uuidstr:building}/drills": _home,
}
