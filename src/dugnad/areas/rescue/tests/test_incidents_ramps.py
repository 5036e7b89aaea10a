"""A house with a ramp on the commander's screen: who rolls, which way they are fetched, and where the ramp is drawn."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from dugnad.areas.rescue.buildings.versions import store
from dugnad.areas.rescue.incidents import saying
from dugnad.areas.rescue.incidents.watching import Watch
from dugnad.areas.rescue.models import Assessment, Building, Detector, Incident, Resident
from dugnad.areas.rescue.residents.values import NeedValues
from dugnad.areas.rescue.tests import alarming, burning
from dugnad.areas.rescue.tests import makers_residents as makers
from dugnad.connectors.plans.reading import parse
from dugnad.connectors.plans.tests.test_geo import content, feature, imdf, on_globe, ring, room
from tests import people
from tests.world import World

pytestmark = pytest.mark.django_db
ROLLS = NeedValues(
    stairs="cannot", aid="electric", carriers=0, device="none", hears_alarm=True, lives_alone=False
)


def unit(
    id: str, box: tuple[float, ...], level: str, category: str, name: str | None = None
) -> dict[str, Any]:
    named = {"en": name} if name else None
    return feature(id, "Polygon", [on_globe(ring(*box))], level_id=level, category=category, name=named)


def mall(category: str = "ramp") -> bytes:
    """Two floors as IMDF, joined by nothing but units of this category that lie over one another."""
    units = [
        unit("u1", (0, 0, 8, 4), "L0", "room", "Shop"),
        unit("u2", (8, 0, 10, 4), "L0", category, "Slope"),
        unit("u3", (8, 0, 10, 4), "L1", category, "Slope above"),
        unit("u4", (0, 0, 8, 4), "L1", "room", "Flat"),
        unit("u6", (0, 4, 8, 8), "L0", "room", "Store"),
    ]
    openings = [
        opening("o1", [[8, 1], [8, 2.2]], "L0"),
        opening("o2", [[8, 1], [8, 2.2]], "L1"),
        opening("o3", [[0, 1], [0, 2]], "L0", category="emergencyexit"),
        opening("o4", [[6, 4], [7, 4]], "L0", door={"type": "door"}),
    ]
    return imdf(unit=content(*units), opening=content(*openings))


def opening(id: str, line: list[list[float]], level: str, **more: Any) -> dict[str, Any]:
    return feature(id, "LineString", on_globe(line), level_id=level, **({"category": "pedestrian"} | more))


def drawn(slope: float, *, fire_door: bool = False) -> bytes:
    """Two rooms over one another as GeoJSON, a door out below, and a ramp of this slope between them."""
    rooms = [
        room("u1", 0, 0, 8, 4, storey="0", name="Shop"),
        room("u4", 0, 0, 8, 4, storey="1", name="Flat"),
    ]
    rooms.append(room("u6", 0, 4, 8, 8, storey="0", name="Store"))
    ramp = feature("r", "Point", [2, 2], kind="ramp", spaces=["u1", "u4"], slope=slope)
    doors = (
        feature("d", "Point", [6, 4], kind="door", storey="0", fire_door=fire_door),
        feature("e", "Point", [0, 2], kind="exit", storey="0"),
    )
    return content(*rooms, ramp, *doors)


def fire(world: World, plan: bytes, name: str, need: NeedValues = ROLLS) -> tuple[Incident, Resident]:
    """A fire in the store of a house with this plan, and one person upstairs."""
    row = Building.objects.select_for_update().get(id=alarming.building(world.own, world.own).id)
    store(row, parse(plan, name), source=name.rsplit(".", 1)[1])
    Detector.objects.create(building=row, address="6", space="u6", label="Store")
    who = makers.registered(people.person("Rullende Eksempel"), row, space="u4", need=need)
    incident = alarming.alarm(row, channel="dc09", detector="6", group="").alarm.incident
    assert incident is not None
    return incident, who


def advice(incident: Incident, who: Resident) -> dict[str, Any]:
    Watch().assess(incident)
    found: dict[str, Any] = Assessment.objects.get(incident=incident).content["people"][str(who.id)]
    return found


def screen(world: World, incident: Incident) -> str:
    client = world.client("own responder")
    answer = client.get(f"/rescue/incidents/{incident.id}/", headers={"accept-language": "en"})
    return str(answer.content.decode())


@pytest.mark.parametrize(("plan", "name"), [(mall(), "mall.zip"), (drawn(1 / 15), "house.geojson")])
def test_who_rolls_down_a_ramp_is_told_to_get_out_alone(world: World, plan: bytes, name: str) -> None:
    incident, who = fire(world, plan, name)
    found = advice(incident, who)
    assert found["need"]
    shown = screen(world, incident)
    assert re.search(r"needs \d+:\d\d–\d+:\d\d, has", shown)
    assert 'data-key="ramp"' in shown
    assert shown.count("⟋") >= 2


def test_no_team_is_sent_to_who_rolls_out_in_good_time(world: World) -> None:
    incident, who = fire(world, drawn(1 / 15, fire_door=True), "house.geojson")
    burning.team(world, incident.id)
    found = advice(incident, who)
    assert found["margin"][0] > 0
    assert not found.get("team")


def test_a_team_is_sent_to_who_may_not_roll_out_in_time(world: World) -> None:
    incident, who = fire(world, drawn(1 / 15), "house.geojson")
    assert advice(incident, who)["margin"][0] < 0
    team = burning.team(world, incident.id)
    assert advice(incident, who)["team"] == team.name


@pytest.mark.parametrize(("plan", "name"), [(mall("stairs"), "mall.zip"), (drawn(1 / 8), "house.geojson")])
def test_where_there_is_a_stair_or_a_steep_ramp_a_team_goes(world: World, plan: bytes, name: str) -> None:
    incident, who = fire(world, plan, name)
    team = burning.team(world, incident.id)
    found = advice(incident, who)
    assert found["team"] == team.name
    assert "Lag 1 · in: S" in screen(world, incident)


def test_who_must_be_fetched_is_fetched_over_the_ramp(world: World) -> None:
    incident, who = fire(world, mall(), "mall.zip", makers.NEED)
    team = burning.team(world, incident.id)
    found = advice(incident, who)
    assert (found["team"], found["in"]) == (team.name, "Shop")
    shown = screen(world, incident)
    assert "Lag 1 · in: Shop" in shown
    routes = re.findall(r'<polyline points="([^"]+)"', shown)
    assert len(routes) == 2


def test_a_ramp_that_is_blocked_leaves_nobody_a_way(world: World) -> None:
    incident, who = fire(world, mall(), "mall.zip")
    plan = incident.plan
    assert plan is not None
    (ramp,) = [way["id"] for way in plan.plan["ways"] if way["kind"] == "ramp"]
    blocked = saying.Saying(uuid4(), "way", ramp, {"state": "blocked"}, timezone.now())
    saying.say(actor=world.actor("own responder"), incident=incident.id, sayings=[blocked])
    found = advice(incident, who)
    assert found["margin"] is None
    assert "No team finds an open way in." in screen(world, incident)


def test_a_ramps_sign_stands_where_it_ends_on_each_floor(world: World) -> None:
    """Of a ramp that is drawn from one place to another, the floor above shows the other."""
    from dugnad.areas.rescue.buildings.drawing import drawing
    from dugnad.engines.egress.plan import Plan, Space, SpaceKind, Storey, Way, WayKind

    box = ((0.0, 0.0), (20.0, 0.0), (20.0, 6.0), (0.0, 6.0))
    plan = Plan(
        "House",
        (Storey("0", "0", 0.0), Storey("1", "1", 3.0)),
        (Space("a", "", "0", SpaceKind.ROOM, box), Space("b", "", "1", SpaceKind.ROOM, box)),
        (Way("r", WayKind.RAMP, "a", "b", (2.0, 3.0), slope=1 / 15, to=(18.0, 3.0)),),
    )
    assert [drawing(plan, storey).passages[0].x for storey in ("0", "1")] == [2.0, 18.0]
