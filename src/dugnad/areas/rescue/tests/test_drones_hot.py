"""What is hot is cast onto facade, floor and room; broken pictures are refused in words."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dugnad.areas.rescue.drones.thermal import hot_in
from dugnad.areas.rescue.models import Building, Entry, HotSpot, Incident
from dugnad.areas.rescue.tests import flown, radiometric
from dugnad.kernel.problems import Invalid
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(world: World) -> Building:
    return flown.house(world)


@pytest.fixture
def fire(world: World, house: Building) -> Incident:
    return flown.incident(world, house)


def send(world: World, fire: Incident, *points: dict[str, Any], role: str = "partner responder") -> Any:
    url = f"/api/v1/rescue/incidents/{fire.id}/hot-spots"
    return world.client(role).post(url, {"points": points}, content_type="application/json")


def test_a_ray_straight_ahead_finds_the_room_behind_the_wall(
    world: World, house: Building, fire: Incident
) -> None:
    # Room 213 begins 12.4 m along the south side, on the floor from 3.2 to 6.4 m.
    answer = send(world, fire, {"celsius": 340, **flown.look(house, 13.5, -9, 4.5, 0)})
    assert answer.status_code == 201, answer.content
    kept = answer.json()["kept"][0]
    assert (kept["storey"], kept["space"], kept["celsius"]) == ("S2", "R213", 340.0)
    assert kept["place"]["height"] == 4.5
    entry = Entry.objects.get(incident=fire, kind="drone")
    assert "340 °C" in entry.value["text"]
    assert "213" in entry.value["text"]


def test_a_pixel_beside_the_middle_finds_the_room_beside(
    world: World, house: Building, fire: Incident
) -> None:
    look = flown.look(house, 13.5, -9, 4.5, 0)
    left, past = {"column": 100, "row": 256}, {"column": 320, "row": 0}
    answer = send(
        world,
        fire,
        {"celsius": 90, **look, **left},
        {"celsius": 80, **look, **past, "pitch": 60.0},
    ).json()
    assert [one["space"] for one in answer["kept"]] == ["R212"]
    assert answer["missed"] == 1
    listed = world.client("own responder").get(f"/api/v1/rescue/incidents/{fire.id}/hot-spots").json()
    assert [one["celsius"] for one in listed] == [90.0]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"celsius": 9000}, "celsius"),
        ({"latitude": 100}, "latitude"),
        ({"pitch": 100}, "pitch"),
        ({"column": 700, "row": 0}, "column"),
        ({"wide": 0}, "wide"),
    ],
)
def test_what_cannot_be_is_told(
    world: World, house: Building, fire: Incident, more: dict[str, float], field: str
) -> None:
    answer = send(world, fire, {"celsius": 90, **flown.look(house, 13.5, -9, 4.5, 0), **more})
    assert answer.status_code == 422
    assert field in str(answer.json()["errors"])
    assert not HotSpot.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("own responder", 403),
        ("own member", 404),
        ("other responder", 404),
        ("operator", 404),
        ("nobody", 401),
    ],
)
def test_only_who_leads_the_incident_adds_hot_spots(
    world: World, house: Building, fire: Incident, role: str, status: int
) -> None:
    point = {"celsius": 90, **flown.look(house, 13.5, -9, 4.5, 0)}
    assert send(world, fire, point, role=role).status_code == status
    page = world.client(role).get(reverse("rescue:thermal", args=[fire.id]))
    assert page.status_code == (302 if role == "nobody" else status)
    assert not HotSpot.objects.exists()


def test_a_closed_incident_takes_no_more(world: World, house: Building, fire: Incident) -> None:
    Incident.objects.filter(id=fire.id).update(closed_at=timezone.now())
    assert send(world, fire, {"celsius": 90, **flown.look(house, 13.5, -9, 4.5, 0)}).status_code == 409
    assert not HotSpot.objects.exists()


def burning(column: int, row: int, celsius: float = 400.0) -> np.ndarray:
    """A wall at 15 °C with one hot window of five by five pixels."""
    wall = np.full((120, 160), 15.0)
    wall[row - 2 : row + 3, column - 2 : column + 3] = celsius
    return wall


def test_temperatures_of_a_radiometric_picture_are_read() -> None:
    found = hot_in(radiometric.picture(burning(40, 60)), 100.0)
    assert (found.columns, found.rows, len(found.regions)) == (160, 120, 1)
    region = found.regions[0]
    assert region.celsius == pytest.approx(400, abs=1)
    assert (abs(region.column - 40) <= 2, abs(region.row - 60) <= 2, region.pixels) == (True, True, 25)


def test_two_windows_are_two_places_and_noise_is_none() -> None:
    wall = burning(40, 60) + burning(120, 60, 250.0) - 15.0
    wall[5, 5] = 450.0
    found = hot_in(radiometric.picture(wall), 100.0)
    assert [round(one.celsius, -1) for one in found.regions] == [400, 250]


def test_a_picture_with_its_place_is_put_on_the_plan(world: World, house: Building, fire: Incident) -> None:
    look = flown.look(house, 13.5, -9, 4.5, 0)
    file = SimpleUploadedFile("hot.jpg", radiometric.picture(burning(80, 60), look), "image/jpeg")
    form = {"file": file, "threshold": "100", "height": "4.5", "pitch": "0", "wide": "57", "high": "44"}
    answer = world.client("partner responder").post(reverse("rescue:thermal", args=[fire.id]), form)
    assert answer.status_code == 302, answer.context["form"].errors
    spot = HotSpot.objects.get()
    assert (spot.storey, spot.space) == ("S2", "R213")
    assert spot.celsius == pytest.approx(400, abs=1)


def thermal(world: World, fire: Incident, content: bytes, **query: float) -> Any:
    url = f"/api/v1/rescue/incidents/{fire.id}/thermal?{urlencode(query)}"
    return world.client("partner responder").post(url, content, content_type="application/octet-stream")


def test_the_api_takes_a_picture_and_asks_for_what_it_does_not_say(
    world: World, house: Building, fire: Incident
) -> None:
    look = flown.look(house, 13.5, -9, 4.5, 0)
    content = radiometric.picture(burning(80, 60))
    unplaced = thermal(world, fire, content, height=4.5)
    assert unplaced.status_code == 422
    assert "latitude" in str(unplaced.json()["errors"])
    assert thermal(world, fire, content, **look).json()["kept"][0]["space"] == "R213"
    assert thermal(world, fire, content, **look, threshold=900).status_code == 422


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"\xff\xd8",
        b"\xff\xd8\xff\xe1\x00\x10FLIR\x00\x01\x00\x00" + b"\x00" * 100,
        b"\xff\xd8" + b"\x00" * (12 * 1024 * 1024),
        radiometric.picture(burning(40, 60))[:3000],
    ],
    ids=["empty", "gif", "short", "no records", "too large", "cut off"],
)
def test_a_picture_that_cannot_be_read_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        hot_in(content, 100.0)
    assert str(refused.value.fields["file"])


def test_any_byte_may_be_wrong_in_a_picture() -> None:
    good = radiometric.picture(burning(40, 60))
    chance = np.random.default_rng(7)
    for _ in range(60):
        broken = bytearray(good)
        for at in chance.integers(2, 1200, 6):
            broken[at] = chance.integers(0, 256)
        with suppress(Invalid):
            assert hot_in(bytes(broken), 100.0).columns > 0
