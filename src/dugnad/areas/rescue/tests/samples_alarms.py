"""How the routes of alarms, lines and districts are tried. See tests/world.py."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from dugnad.areas.rescue.models import Building, Line
from dugnad.areas.rescue.tests import alarming
from tests import people
from tests.world import Builder, Sample, World

_serial = count(1)
PARTS = "/rescue/buildings/{building}/lines"


def _building(world: World) -> Building:
    """Of `own`; `partner` is the fire service."""
    return alarming.building(world.own, world.partner)


def _line(world: World) -> Line:
    return alarming.line(_building(world))


def of_building(make: Mapping[str, Any] | None = None) -> Builder:
    return lambda world: Sample({"building": _building(world).id}, data=make)


def of_line(data: Mapping[str, Any] | None = None) -> Builder:
    def build(world: World) -> Sample:
        line = _line(world)
        return Sample({"building": line.building_id, "line": line.id}, data=data)

    return build


def _new_line(world: World) -> Sample:
    return Sample(
        {"building": _building(world).id}, data={"account": alarming.account(), "every": 90, "key": ""}
    )


def _alarm(world: World) -> Sample:
    return Sample({"alarm": alarming.alarm(_building(world)).alarm.id})


def _sent(world: World) -> Sample:
    return Sample(
        data={"kind": "fire", "building": str(_building(world).id), "id": f"sample {next(_serial)}"}
    )


def _unplaced(world: World) -> Sample:
    """Everyone on duty at a fire service may take it."""
    alarming.building(world.own, world.partner)
    incident = alarming.alarm(account=alarming.account()).alarm.incident
    assert incident
    return Sample({"incident": incident.id}, data={}, public=True)


def _district(world: World) -> Sample:
    service = people.company(f"Eksempel brannvesen {next(_serial)}")
    return Sample(
        {"district": alarming.district(service, f"{next(_serial) + 5000}").id}, data={}, public=True
    )


def _new_district(world: World) -> Sample:
    data = {"municipality": f"{next(_serial) + 7000}", "service": str(world.partner.id)}
    return Sample(data=data, public=True)


CHANGE = {"every": 90, "key": "", "without_key": False}
SAMPLES: dict[str, Builder] = {
    "rescue:alarm": _alarm,
    "rescue:take_unplaced": _unplaced,
    "rescue:lines": _new_line,
    "rescue:line": of_line({"every": 90, "key": ""}),
    "rescue:test_line": of_line({}),
    "rescue:remove_line": of_line({}),
    "rescue:districts": _new_district,
    "rescue:remove_district": _district,
    "POST /rescue/alarms": _sent,
    "POST /rescue/alarms/cap": lambda world: Sample(data={}, public=True),
    "POST /rescue/incidents/{incident}/take": _unplaced,
    f"GET {PARTS}": of_building(),
    f"POST {PARTS}": _new_line,
    f"PUT {PARTS}/{{line}}": of_line(CHANGE),
    f"POST {PARTS}/{{line}}/test": of_line({"minutes": 30}),
    f"DELETE {PARTS}/{{line}}": of_line({}),
    "POST /rescue/districts": _new_district,
    "DELETE /rescue/districts/{district}": _district,
}
