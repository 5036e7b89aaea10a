"""How each route of buildings is tried."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from dugnad.areas.rescue.buildings import detecting
from dugnad.areas.rescue.buildings.versions import store
from dugnad.areas.rescue.models import Building
from dugnad.engines.egress.assembly.values import Assembly, Loose
from dugnad.engines.egress.plan import Plan, Space, SpaceKind, Storey, Way, WayKind
from tests.world import Builder, Sample, World

MUNICIPALITY = "4601"


def small_plan() -> Assembly:
    """Two storeys: a hall with an exit and two rooms, and a loft that nothing leads to."""
    square = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))
    beside = tuple((x + 4.2, y) for x, y in square)
    beyond = tuple((x + 8.4, y) for x, y in square)
    plan = Plan(
        name="Eksempelhuset",
        storeys=(Storey("1", "1. etasje", 0.0), Storey("2", "2. etasje", 3.0)),
        spaces=(
            Space("hall", "Gang", "1", SpaceKind.CORRIDOR, square),
            Space("room", "Rom 101", "1", SpaceKind.ROOM, beside),
            Space("store", "Bod", "1", SpaceKind.ROOM, beyond),
            Space("loft", "Loft", "2", SpaceKind.ROOM, square),
        ),
        ways=(
            Way("out", WayKind.EXIT, "hall", None, (0.0, 2.0), width=1.0),
            Way("door", WayKind.DOOR, "hall", "room", (4.1, 2.0), width=0.9, guessed=("width",)),
        ),
        outlines={"1": ((0.0, 0.0), (12.4, 0.0), (12.4, 4.0), (0.0, 4.0)), "2": square},
    )
    loose = (Loose("blind", "door", "1", (12.4, 2.0), "one_space", "store"),)
    return Assembly(plan, "ifc", loose)


def make_building(world: World) -> Building:
    """A building of `world.own` with the small plan."""
    row = Building.objects.create(
        owner=world.own,
        name="Eksempelhuset",
        address="Eksempelveien 1",
        municipality=MUNICIPALITY,
        invented=True,
    )
    store(row, small_plan(), source="ifc", what="eksempel.ifc")
    return row


def _on(**data: Any) -> Builder:
    def build(world: World) -> Sample:
        return Sample({"building": make_building(world).id}, data=data or None)

    return build


def _with_detector(world: World) -> Sample:
    row = make_building(world)
    made = detecting.set_detector(
        actor=world.actor("own administrator"), building=row.id, address="1-01", space="room"
    )
    return Sample({"building": row.id, "detector": made.id}, data={})


def _undoing(world: World) -> Sample:
    row = make_building(world)
    store(row, small_plan(), source="drawn", what="Refuge: Rom 101")
    return Sample({"building": row.id}, data={"seen": 2})


def _file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _new(world: World) -> dict[str, str]:
    return {
        "owner": str(world.own.id),
        "name": "Eksempelhuset",
        "address": "Eksempelveien 1",
        "municipality": MUNICIPALITY,
    }


NAMED = {"name": "Nytt navn", "address": "Eksempelveien 2", "municipality": MUNICIPALITY}
REFUGE = {"seen": 1, "kind": "refuge", "space": "room"}
API = "/rescue/buildings/{building}"
SAMPLES: dict[str, Builder] = {
    "rescue:building_add": lambda world: Sample(data=_new(world), public=True),
    "rescue:building": lambda world: {"building": make_building(world).id},
    "rescue:building_edit": _on(**NAMED),
    "rescue:building_upload": lambda world: Sample(
        {"building": make_building(world).id}, data={"file": _file("plan.ifc", b"ISO-10303-21;")}
    ),
    "rescue:building_correct": _on(**REFUGE, on="yes"),
    "rescue:building_undo": _undoing,
    "rescue:building_detectors": lambda world: Sample(
        {"building": make_building(world).id}, data={"file": _file("d.csv", b"1-01;Rom 101;\n")}
    ),
    "rescue:building_detector": _on(address="1-02", space="room"),
    "rescue:building_detector_gone": _with_detector,
    "POST /rescue/buildings": lambda world: Sample(data=_new(world)),
    f"GET {API}": _on(),
    f"PATCH {API}": _on(name="Nytt navn"),
    f"PUT {API}/plan": lambda world: Sample({"building": make_building(world).id}, data={}),
    f"GET {API}/plan": _on(),
    f"GET {API}/report": _on(),
    f"GET {API}/versions": _on(),
    f"POST {API}/corrections": _on(**REFUGE, on=True),
    f"POST {API}/undo": _undoing,
    f"GET {API}/detectors": _on(),
    f"POST {API}/detectors": _on(address="1-02", space="room"),
    f"PUT {API}/detectors": lambda world: Sample({"building": make_building(world).id}, data={}),
    f"DELETE {API}/detectors/{{detector}}": _with_detector,
}
