"""Flights are planned around a building, kept, taken out and deleted, by those who may; zones hold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dugnad.areas.rescue.models import Building, GeoZone, Mission
from dugnad.areas.rescue.tests import flown
from tests.world import World

pytestmark = pytest.mark.django_db
FORM = {
    "kind": "orbit",
    "facade": "0",
    "stand_off": "8",
    "highest": "60",
    "speed": "3",
    "camera": "thermal",
    "overlap": "60",
    "sidelap": "60",
    "profile": "px4",
}


@pytest.fixture
def house(world: World) -> Building:
    return flown.house(world)


def page(world: World, house: Building, role: str = "partner responder", **query: str) -> Any:
    client = world.client(role)
    client.cookies["django_language"] = "en"
    return client.get(reverse("rescue:missions", args=[house.id]), query)


def post(world: World, house: Building, **body: Any) -> Any:
    url = f"/api/v1/rescue/buildings/{house.id}/missions"
    return world.client("partner responder").post(
        url, {"name": "Rundt huset"} | body, content_type="application/json"
    )


def test_a_flight_is_planned_at_once_and_told_in_numbers(world: World, house: Building) -> None:
    answer = page(world, house)
    assert answer.status_code == 200
    numbers = dict(answer.context["numbers"])
    report = answer.context["view"]
    assert len(report.sides) == 4
    assert {one["share"] for one in answer.context["seen"] if one["name"] != "Roof"} == {100}
    assert "cm" in numbers["Detail"]
    assert "not a legal clearance" in answer.content.decode()


def test_a_facade_is_chosen_in_the_drawing(world: World, house: Building) -> None:
    sides = page(world, house).context["view"].sides
    answer = world.client("partner responder").get(
        reverse("rescue:missions", args=[house.id]) + sides[1].url.split("#")[0]
    )
    assert answer.context["form"].cleaned_data["kind"] == "sweep"
    assert [one["share"] for one in answer.context["seen"]][1] == 100


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"stand_off": "1"}, "stand_off"),
        ({"highest": "500"}, "highest"),
        ({"highest": "2"}, "highest"),
        ({"overlap": "100"}, "overlap"),
        ({"speed": "fast"}, "speed"),
        ({"kind": "roof", "highest": "12"}, "highest"),
        ({"camera": "own", "wide": "500"}, "wide"),
        ({"profile": "teapot"}, "profile"),
    ],
)
def test_what_cannot_be_flown_is_told_at_the_field(
    world: World, house: Building, changed: dict[str, str], field: str
) -> None:
    answer = page(world, house, **(FORM | changed))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert all(str(text) for text in answer.context["form"].errors[field])


def test_a_flight_is_kept_taken_out_and_deleted(world: World, house: Building) -> None:
    client = world.client("partner responder")
    asked = page(world, house, **FORM).context["asked"]
    kept = client.post(reverse("rescue:missions", args=[house.id]), {"name": "Rundt huset", "asked": asked})
    row = Mission.objects.get()
    assert kept["Location"] == reverse("rescue:mission", args=[row.id])
    assert client.get(kept["Location"]).context["view"].path
    file = client.get(reverse("rescue:mission_plan", args=[row.id]))
    plan = json.loads(file.content)
    assert plan["fileType"] == "Plan"
    heights = [item["params"][6] for item in plan["mission"]["items"] if item["command"] == 16]
    assert 0 < max(heights) <= 60
    assert client.post(reverse("rescue:mission_delete", args=[row.id])).status_code == 302
    assert not Mission.objects.exists()


@pytest.mark.parametrize("asked", ["[", "[]", '{"kind": []}', '{"stand_off": "8"}', '{"rows": NaN}'])
def test_a_form_that_was_tampered_with_keeps_nothing(world: World, house: Building, asked: str) -> None:
    client = world.client("partner responder", raise_request_exception=False)
    answer = client.post(reverse("rescue:missions", args=[house.id]), {"name": "x", "asked": asked})
    assert answer.status_code == 422
    assert not Mission.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("partner responder", 200),
        ("own administrator", 403),
        ("own member", 403),
        ("own responder", 403),
        ("partner administrator", 404),
        ("other responder", 404),
        ("operator", 404),
    ],
)
def test_only_the_fire_service_that_answers_there_plans_and_flies(
    world: World, house: Building, role: str, status: int
) -> None:
    row = flown.mission(world, house)
    client = world.client(role)
    assert page(world, house, role).status_code == status
    assert client.get(reverse("rescue:mission", args=[row.id])).status_code == status
    assert client.get(f"/api/v1/rescue/missions/{row.id}/plan").status_code == status
    made = client.post(f"/api/v1/rescue/missions/{row.id}/flights", {}, content_type="application/json")
    assert made.status_code == {200: 409}.get(status, status)
    assert client.delete(f"/api/v1/rescue/missions/{row.id}").status_code == {200: 204}.get(status, status)


def test_the_api_plans_and_lists(world: World, house: Building) -> None:
    made = post(world, house, kind="roof", highest=40, camera="photo")
    assert made.status_code == 201, made.content
    assert made.json()["report"]["coverage"]["-1"] == 1.0
    listed = world.client("partner responder").get(f"/api/v1/rescue/buildings/{house.id}/missions").json()
    assert [one["id"] for one in listed] == [made.json()["id"]]
    wrong = post(world, house, stand_off=1)
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"].split("/")[-1]) == (422, "stand_off")


def test_a_building_without_plan_or_place_says_what_lacks(world: World, house: Building) -> None:
    assert house.plan
    house.plan.plan["site"] = None
    house.plan.save()
    assert "latitude and longitude" in page(world, house).content.decode()
    assert post(world, house).status_code == 422
    Building.objects.filter(id=house.id).update(plan=None)
    assert "no plan yet" in page(world, house).content.decode()
    assert not Mission.objects.exists()


def test_zones_are_flown_around_and_told(world: World, house: Building) -> None:
    open_sky = post(world, house).json()["report"]
    flown.put_zones(flown.zone())
    report = post(world, house).json()["report"]
    assert [(one["identifier"], one["held"]) for one in report["zones"]] == [("EX1", "kept_out")]
    assert report["pictures"] < open_sky["pictures"]
    row = Mission.objects.get(id=post(world, house).json()["id"])
    file = world.client("partner responder").get(reverse("rescue:mission_plan", args=[row.id]))
    assert len(json.loads(file.content)["geoFence"]["polygons"]) == 1


def test_permission_opens_a_zone_that_asks_for_it_and_none_that_forbids(
    world: World, house: Building
) -> None:
    around = [[5.30, 60.36], [5.40, 60.36], [5.40, 60.39], [5.30, 60.39]]
    flown.put_zones(flown.zone("CTR", "REQ_AUTHORISATION", around))
    assert post(world, house).status_code == 422
    assert post(world, house, permitted=["CTR"]).json()["report"]["zones"][0]["held"] == "permitted"
    assert "permission" in page(world, house).content.decode()
    flown.put_zones(flown.zone("CTR", "PROHIBITED", around))
    assert post(world, house, permitted=["CTR"]).status_code == 422
    flown.put_zones(flown.zone("CTR", "CONDITIONAL", around))
    assert post(world, house).json()["report"]["zones"][0]["held"] == "warned"


def test_a_zone_measured_from_the_sea_needs_the_grounds_height(world: World, house: Building) -> None:
    around = [[5.30, 60.36], [5.40, 60.36], [5.40, 60.39], [5.30, 60.39]]
    limits = {"lowerLimit": 150, "lowerVerticalReference": "AMSL"}
    flown.put_zones(flown.zone("TMA", "PROHIBITED", around, **limits))
    assert post(world, house).status_code == 422
    assert post(world, house, ground=40).status_code == 201
    assert post(world, house, ground=149).status_code == 422


def test_an_operator_replaces_the_zones_and_a_broken_file_changes_nothing(
    world: World, house: Building
) -> None:
    client = world.client("operator")
    for number in (2, 1):
        zones = [flown.zone(f"EX{n}") for n in range(number)]
        sent = {"file": SimpleUploadedFile("zones.json", flown.zones_file(*zones))}
        assert client.post(reverse("rescue:zones"), sent).status_code == 302
        assert GeoZone.objects.count() == number
    broken = {"file": SimpleUploadedFile("zones.json", flown.zones_file(flown.zone("BAD", "MAYBE")))}
    answer = client.post(reverse("rescue:zones"), broken)
    assert answer.status_code == 422
    assert "BAD" in str(answer.context["form"].errors["file"])
    assert GeoZone.objects.count() == 1
    api = world.client("operator").put("/api/v1/rescue/zones", b"x", content_type="application/octet-stream")
    assert api.status_code == 422
    assert len(client.get("/api/v1/rescue/zones").json()) == 1


@pytest.mark.parametrize("role", ["own administrator", "partner responder"])
def test_others_than_operators_replace_no_zones(world: World, house: Building, role: str) -> None:
    client = world.client(role)
    assert client.get(reverse("rescue:zones")).status_code == 200
    sent = {"file": SimpleUploadedFile("zones.json", flown.zones_file())}
    assert client.post(reverse("rescue:zones"), sent).status_code == 403
    put = client.put("/api/v1/rescue/zones", flown.zones_file(), content_type="application/octet-stream")
    assert put.status_code == 403
    assert not GeoZone.objects.exists()
