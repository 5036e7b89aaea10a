"""How the register's routes are tried; see tests/world.py."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from dugnad.areas.rescue.models import Building, Opening, Resident
from dugnad.areas.rescue.residents import consent, services
from dugnad.areas.rescue.tests import makers_residents as makers
from tests.world import Builder, Sample, World

FORM = {
    "space": "r101", "stairs": "cannot", "aid": "none", "carriers": "2", "device": "chair",
    "hears_alarm": "yes", "lives_alone": "no",
}  # fmt: skip
NEED = {"stairs": "cannot", "carriers": 2, "device": "chair"}
TAG = {"sensor": "badge"}


def _mine(world: World) -> Resident:
    """Of own's administrator, as whom pages are looked at."""
    return makers.registered(world.people["own administrator"], makers.served_building(world))


def _served(world: World) -> Resident:
    return makers.for_other(world.people["own carer"], world.own.id, makers.served_building(world))


def _place(data: Any = None) -> Builder:
    return lambda world: Sample({"building": makers.served_building(world).id}, data=data, public=True)


def _own(name: str = "resident", data: Any = None) -> Builder:
    return lambda world: Sample({name: _mine(world).id}, data=data)


def _tagged(name: str) -> Builder:
    def build(world: World) -> Sample:
        row = _mine(world)
        tag = services.add_tag(
            actor=world.actor("own administrator"), resident=row.id, sensor="bed", tag=str(row.id)
        )
        return Sample({name: row.id, "tag": tag}, data={})

    return build


def _new_tag(name: str) -> Builder:
    return lambda world: Sample({name: (row := _mine(world)).id}, data={**TAG, "tag": f"new-{row.id}"})


HABIT = {"space": "r101", "first_hour": 12, "last_hour": 14, "often": "usually"}


def _wont(name: str) -> Builder:
    def build(world: World) -> Sample:
        row = _mine(world)
        habit = services.add_habit(actor=world.actor("own administrator"), resident=row.id, **HABIT)
        return Sample({name: row.id, "habit": habit}, data={})

    return build


def _care(**more: Any) -> Builder:
    return lambda world: Sample({"organisation": world.own.id}, **more)


def _of_service(data: Any = None) -> Builder:
    return lambda world: Sample({"organisation": world.own.id, "resident": _served(world).id}, data=data)


def _service_tag(world: World) -> Sample:
    row = _served(world)
    return Sample({"organisation": world.own.id, "resident": row.id}, data={**TAG, "tag": f"new-{row.id}"})


def _for_other(world: World) -> Sample:
    place = makers.served_building(world)
    data = {**FORM, "ground": "consent", "reference": f"R-{place.id.hex[:8]}", "name": ""}
    return Sample({"organisation": world.own.id, "building": place.id}, data=data)


def _for_other_by_api(world: World) -> Sample:
    place = makers.served_building(world)
    told = {"ground": "consent", "reference": f"A-{place.id.hex[:8]}"}
    data = {"building": str(place.id), "space": "r101", "need": NEED, **told}
    return Sample({"organisation": world.own.id}, data=data)


def _own_by_api(world: World) -> Sample:
    place = makers.served_building(world)
    data = {"building": str(place.id), "space": "r101", "need": NEED, "consent": consent.VERSION}
    return Sample(data=data, public=True)


def _asking(world: World) -> tuple[Building, Opening]:
    place = makers.served_building(world)
    return place, makers.asked(world, place)


def _waiting(data: Any = None) -> Builder:
    return lambda world: Sample({"opening": _asking(world)[1].id}, data=data)


def _opened(world: World) -> Sample:
    return Sample({"opening": makers.opened(world, makers.served_building(world)).id})


def _new_opening(world: World) -> Sample:
    place = makers.served_building(world)
    told = {"organisation": str(world.own.id), "role": "responder", "reason": makers.WHY}
    return Sample(data={**told, "building": str(place.id)})


def _new_question(world: World) -> Sample:
    makers.served_building(world)
    return Sample(data={"what": "0", "reason": makers.WHY}, public=True)


def _alarmed(world: World) -> dict[str, UUID]:
    place = makers.served_building(world)
    _ = makers.registered(world.people["own member"], place)
    return {"incident": makers.incident(place, world.own).id}


OWN = "/rescue/registrations/{registration}"
CARE = "/rescue/care/{organisation}/registrations"
CHANGED = {"space": "r102", "need": NEED}

SAMPLES: dict[str, Builder] = {
    "rescue:register": _place({**FORM, "consent": "on"}),
    "rescue:code": lambda world: Sample(data={"code": "AAAA-BBBB-CCCC-DDDD-EEEE"}, public=True),
    "rescue:registration": _own(),
    "rescue:change_registration": _own(data=FORM),
    "rescue:confirm_registration": _own(data={}),
    "rescue:withdraw": _own(data={}),
    "rescue:add_tag": _new_tag("resident"),
    "rescue:remove_tag": _tagged("resident"),
    "rescue:care": _care(),
    "rescue:find_place_for": _care(),
    "rescue:register_for": _for_other,
    "rescue:replace_registration": _of_service(FORM),
    "rescue:add_habit": _own("resident", HABIT),
    "rescue:remove_habit": _wont("resident"),
    "rescue:tag_for": _service_tag,
    "rescue:looks_told": _of_service({}),
    "rescue:ask_opening": _new_question,
    "rescue:opening": _waiting(),
    "rescue:answer_opening": _waiting({"answer": "allow"}),
    "rescue:opened_people": _opened,
    "GET /rescue/places/{building}/rooms": _place(),
    "POST /rescue/registrations": _own_by_api,
    f"GET {OWN}": _own("registration"),
    f"PUT {OWN}": _own("registration", CHANGED),
    f"DELETE {OWN}": _own("registration", {}),
    f"POST {OWN}/confirm": _own("registration", {}),
    f"GET {OWN}/looks": _own("registration"),
    f"POST {OWN}/tags": _new_tag("registration"),
    f"DELETE {OWN}/tags/{{tag}}": _tagged("registration"),
    f"POST {OWN}/habits": _own("registration", HABIT),
    f"DELETE {OWN}/habits/{{habit}}": _wont("registration"),
    f"GET {CARE}": _care(),
    f"POST {CARE}": _for_other_by_api,
    "POST /rescue/openings": _new_opening,
    "POST /rescue/openings/{opening}/answer": _waiting({"allow": True}),
    "GET /rescue/openings/{opening}/people": _opened,
    "GET /rescue/incidents/{incident}/people": _alarmed,
}
