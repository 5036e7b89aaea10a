"""Flights are flown by a stand-in over MAVLink on this machine, followed, called home, and lost."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from threading import Event
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from dugnad.areas.rescue.drones import flights, services
from dugnad.areas.rescue.models import Building, Entry, Flight, HotSpot, Incident, Mission
from dugnad.areas.rescue.tests import flown
from dugnad.kernel.live.ticks import Reader
from dugnad.kernel.problems import Conflict
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A demo's stand-in, in a great hurry."""
    settings.DEMO = True
    monkeypatch.setattr("dugnad.connectors.mavlink.service.HURRY", 40.0)


@pytest.fixture
def house(world: World) -> Building:
    return flown.house(world)


@pytest.fixture
def short(world: World, house: Building) -> Mission:
    """A sweep of the short side."""
    return flown.mission(world, house, facade=1)


@pytest.fixture
def fire(world: World, house: Building) -> Incident:
    return flown.incident(world, house)


def test_a_flight_is_flown_followed_and_told_of(world: World, short: Mission, fire: Incident) -> None:
    flown.started(world, short, fire)
    screens = Reader()
    screens.fresh()
    (row,) = flown.flown()
    assert row.state == "landed"
    assert row.ended_at
    now = row.telemetry
    assert now["coverage"] == now["facades"]["1"] == short.report["coverage"]["1"]
    assert 0 < now["battery"] <= 1
    assert abs(now["latitude"] - 60.3713) < 0.01
    texts = [entry.value["text"] for entry in Entry.objects.filter(incident=fire, kind="drone")]
    assert len(texts) == 2
    screens._looked = 0.0
    told = {(tick.kind, tick.thing) for tick in screens.fresh()}
    assert ("rescue.incident", fire.id) in told
    assert ("rescue.building", short.building_id) in told


def test_only_the_newest_telemetry_is_kept(world: World, short: Mission) -> None:
    flown.started(world, short)
    told: list[dict[str, Any]] = []
    keep = flights.Flying.told

    def watched(self: flights.Flying, now: Any) -> dict[str, Any]:
        told.append(keep(self, now))
        return told[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flights.Flying, "told", watched)
        (row,) = flown.flown()
    assert row.telemetry == told[-1]
    assert all(a["coverage"] <= b["coverage"] for a, b in pairwise(told))


def test_a_drone_is_called_home(world: World, house: Building, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dugnad.connectors.mavlink.service.HURRY", 20.0)
    monkeypatch.setattr("dugnad.connectors.mavlink.flying.BEAT_EVERY", 0.1)
    row = flown.started(world, flown.mission(world, house, kind="orbit", stand_off=20.0))
    client = world.client("partner responder")
    assert client.post(reverse("rescue:flight_home", args=[row.id])).status_code == 302
    (row,) = flown.flown()
    assert row.state == "landed"
    assert row.telemetry["returning"]
    assert row.telemetry["coverage"] < 1
    late = client.post(f"/api/v1/rescue/flights/{row.id}/home")
    assert late.status_code == 409


def test_what_was_in_the_air_when_the_platform_stopped_is_lost(short: Mission, fire: Incident) -> None:
    was = flown.waiting(short, fire, "flying", taken_at=timezone.now() - timedelta(minutes=1))
    new = flown.waiting(short)
    assert flights.give_up_old() == 1
    was.refresh_from_db()
    new.refresh_from_db()
    assert (was.state, was.fault, new.state) == ("lost", "restarted", "uploading")
    assert Entry.objects.filter(incident=fire, kind="drone").count() == 1


def test_a_flight_is_taken_up_once(short: Mission) -> None:
    row = flown.waiting(short)
    assert [one.id for one in flights.take_up()] == [row.id]
    assert flights.take_up() == []


def test_a_stop_of_the_platform_leaves_the_flight_lost_and_says_so(world: World, short: Mission) -> None:
    flown.started(world, short)
    stopping = Event()
    stopping.set()
    for row in flights.take_up():
        flights.fly_one(row, stopping)
    row = Flight.objects.get()
    assert (row.state, row.fault) == ("lost", "stopped")


def test_a_link_that_nobody_answers_on_is_a_failed_flight(
    world: World, short: Mission, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dugnad.connectors.mavlink.flying.ANSWER_WITHIN", 0.3)
    settings.DRONE_LINK = "udpin:127.0.0.1:0"
    row = flown.started(world, short)
    assert (row.invented, row.vehicle) == (False, "udpin:127.0.0.1:0")
    (row,) = flown.flown()
    assert (row.state, row.fault) == ("failed", "no_vehicle")
    page = world.client("partner responder").get(reverse("rescue:mission", args=[short.id]))
    assert page.context["flights"][0]["fault"]


def test_without_a_drone_nothing_is_flown_in_production(world: World, short: Mission, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(Conflict):
        flown.started(world, short)
    page = world.client("partner responder").get(reverse("rescue:mission", args=[short.id]))
    assert reverse("rescue:mission_fly", args=[short.id]) not in page.content.decode()
    assert not Flight.objects.exists()


def test_one_drone_flies_one_flight(world: World, short: Mission) -> None:
    flown.started(world, short)
    with pytest.raises(Conflict):
        flown.started(world, short)
    client = world.client("partner responder")
    assert client.delete(f"/api/v1/rescue/missions/{short.id}").status_code == 409
    assert client.post(reverse("rescue:mission_fly", args=[short.id])).status_code == 302
    assert Flight.objects.count() == 1


def test_a_zone_that_came_since_stops_the_start(world: World, short: Mission) -> None:
    flown.put_zones(flown.zone(ring=[[5.34, 60.365], [5.36, 60.365], [5.36, 60.38], [5.34, 60.38]]))
    with pytest.raises(Conflict):
        flown.started(world, short)
    assert not Flight.objects.exists()


@pytest.mark.parametrize("what", ["another building", "closed", "nonsense"])
def test_a_flight_is_for_an_open_incident_of_its_building(
    world: World, short: Mission, fire: Incident, what: str
) -> None:
    of = {"nonsense": "x"}.get(what, str(fire.id))
    if what == "closed":
        Incident.objects.filter(id=fire.id).update(closed_at=timezone.now())
    if what == "another building":
        of = str(flown.incident(world, flown.house(world)).id)
    answer = world.client("partner responder").post(
        f"/api/v1/rescue/missions/{short.id}/flights", {"incident": of}, content_type="application/json"
    )
    assert answer.status_code == (409 if what == "closed" else 422)
    assert not Flight.objects.exists()


def test_an_exercise_flies_a_stand_in_even_where_a_drone_is_connected(
    world: World, house: Building, settings: Any
) -> None:
    settings.DEMO = False
    settings.DRONE_LINK = "udpin:127.0.0.1:14550"
    drill = flown.incident(world, house, exercise=True)
    row = services.fly_for_exercise(drill.id)
    assert row
    assert (row.invented, row.vehicle, row.mission.kind) == (True, "", "orbit")
    assert services.fly_for_exercise(drill.id) is None
    assert Flight.objects.count() == 1


def test_no_alarm_of_a_real_fire_ever_sends_a_drone_up(world: World, fire: Incident) -> None:
    assert services.fly_for_exercise(fire.id) is None
    assert not Flight.objects.exists()


def test_an_exercises_drone_finds_what_burns(world: World, house: Building) -> None:
    drill = flown.incident(world, house, exercise=True)
    Entry.objects.create(
        incident=drill,
        number=1,
        said_at=timezone.now(),
        kind="space",
        about="R213",
        value={"state": "fire"},
    )
    services.fly_for_exercise(drill.id)
    (row,) = flown.flown()
    assert row.state == "landed"
    spots = list(HotSpot.objects.filter(incident=drill))
    assert [(spot.storey, spot.space, spot.flight_id) for spot in spots] == [("S2", "R213", row.id)] * 2


def test_the_incidents_screen_shows_the_drone_and_who_is_near(
    world: World, house: Building, short: Mission, fire: Incident
) -> None:
    telemetry = {
        "latitude": 60.37,
        "longitude": 5.35,
        "place": [20.0, -12.0],
        "height": 6.0,
        "heading": 0,
        "battery": 0.71,
        "link": True,
        "returning": False,
        "facades": {"0": 0.4, "1": 0.0},
        "coverage": 0.4,
        "at": timezone.now().isoformat(),
    }
    row = flown.waiting(short, fire, "flying", telemetry=telemetry)
    HotSpot.objects.create(
        incident=fire, celsius=300, facade="0", storey="S2", space="R213", place={"x": 13, "y": 0}
    )
    client = world.client("partner responder")
    client.cookies["django_language"] = "en"
    page = client.get(reverse("rescue:incident", args=[fire.id]))
    shown = page.context["flights"][0]
    assert (shown["battery"], shown["coverage"], shown["kind"]) == (71, 40, "info")
    assert shown["view"].craft == (20.0, 12.0)
    assert page.context["hot_spots"][0]["place"] == "213, 2. etasje"
    assert reverse("rescue:flight_home", args=[row.id]) in page.content.decode()
    assert reverse("rescue:missions", args=[house.id]) in page.context["mission_url"]
    old = telemetry | {"at": (timezone.now() - timedelta(seconds=30)).isoformat()}
    Flight.objects.filter(id=row.id).update(telemetry=old)
    again = client.get(reverse("rescue:incident", args=[fire.id])).context["flights"][0]
    assert (again["state"], again["kind"]) == ("No contact", "act")
