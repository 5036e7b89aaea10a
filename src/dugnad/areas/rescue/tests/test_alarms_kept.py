"""Alarms as they are listed, taken and kept: lines, their keys, districts, and who sees what."""

from __future__ import annotations

from typing import Any, get_args
from uuid import uuid4

import pytest

from dugnad.areas.rescue.alarms import services
from dugnad.areas.rescue.models import Building, District, Line
from dugnad.areas.rescue.models.alarms import AlarmKind
from dugnad.areas.rescue.tests import alarming
from dugnad.areas.rescue.tests.alarming import ALARMS, KEY, post
from dugnad.connectors.dc09.values import What
from dugnad.kernel.ledger.models import Detail
from tests import people
from tests.world import World

pytestmark = pytest.mark.django_db


def test_alarms_are_seen_by_those_they_concern(world: World, house: Building) -> None:
    alarm = alarming.alarm(house, place="Kjøkken").alarm
    for role in ("own administrator", "own responder", "partner responder"):
        client = world.client(role)
        assert b"Solbakken" in client.get("/rescue/alarms/").content
        assert client.get(f"/rescue/alarms/{alarm.id}/").status_code == 200
        assert client.get(ALARMS).json()["total"] == 1
    for role in ("own member", "partner administrator", "other responder", "operator"):
        client = world.client(role)
        assert b"Solbakken" not in client.get("/rescue/alarms/").content
        assert client.get(f"/rescue/alarms/{alarm.id}/").status_code == 404
        assert client.get(ALARMS).json()["total"] == 0


def test_the_list_is_narrowed(world: World, house: Building) -> None:
    alarming.alarm(house)
    alarming.alarm(house, kind="fault", place="Sentral")
    client = world.client("own administrator")
    assert client.get(ALARMS, {"kind": "fault"}).json()["total"] == 1
    assert client.get(ALARMS, {"q": "sentral"}).json()["items"][0]["kind"] == "fault"
    assert client.get(ALARMS, {"kind": "nonsense"}).json()["total"] == 2
    assert client.get(ALARMS, {"building": str(uuid4())}).json()["total"] == 0
    assert b"No alarm fits" in client.get("/rescue/alarms/", {"q": "nowhere"}).content


def test_an_unknown_account_waits_for_every_fire_service_until_one_takes_it(
    world: World, house: Building
) -> None:
    incident = alarming.alarm(account="BEEF").alarm.incident
    assert incident
    alarming.building(world.other, world.other)
    for role in ("partner responder", "other responder", "operator"):
        assert b"#BEEF" in world.client(role).get("/rescue/alarms/unplaced/").content
    assert world.client("own administrator").get("/rescue/alarms/unplaced/").status_code == 403
    assert world.client("operator").post(f"/rescue/alarms/unplaced/{incident.id}/take/").status_code == 403
    assert (
        world.client("partner responder").post(f"/rescue/alarms/unplaced/{incident.id}/take/").status_code
        == 302
    )
    late = world.client("other responder").post(
        f"/api/v1/rescue/incidents/{incident.id}/take", {}, content_type="application/json"
    )
    assert late.status_code == 409
    incident.refresh_from_db()
    assert incident.service == world.partner
    assert b"#BEEF" not in world.client("operator").get("/rescue/alarms/unplaced/").content


def test_an_incident_with_a_building_is_nobody_else_s_to_take(world: World, house: Building) -> None:
    lone = alarming.building(world.own)
    incident = alarming.alarm(lone).alarm.incident
    assert incident
    assert (
        world.client("partner responder").post(f"/rescue/alarms/unplaced/{incident.id}/take/").status_code
        == 404
    )


def test_an_administrator_keeps_the_lines(world: World, house: Building) -> None:
    client = world.client("own administrator")
    page = f"/rescue/buildings/{house.id}/lines/"
    made = client.post(page, {"account": "00abc", "every": "90", "key": KEY})
    assert made.status_code == 302
    line = Line.objects.get()
    assert (line.account, line.every) == ("ABC", 90)
    for address in (page, f"{page}{line.id}/"):
        shown = client.get(address).content.decode()
        assert "ncrypted" in shown
        assert KEY not in shown
    assert KEY not in line.key
    assert bytes.fromhex(KEY) not in line.key.encode()
    assert client.post(f"{page}{line.id}/", {"every": "0", "key": "", "without_key": "on"}).status_code == 302
    line.refresh_from_db()
    assert (line.every, line.key) == (0, "")
    assert client.post(f"{page}{line.id}/test/").status_code == 302
    assert b"In test" in client.get(page).content
    assert client.post(f"{page}{line.id}/test/", {"end": "1"}).status_code == 302
    assert client.post(f"{page}{line.id}/remove/").status_code == 302
    assert not Line.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"account": "xyz"}, "account"),
        ({"account": "12"}, "account"),
        ({"account": "1" * 17}, "account"),
        ({"account": "0ABC"}, "account"),
        ({"every": -1}, "every"),
        ({"every": 90_001}, "every"),
        ({"key": "abc"}, "key"),
        ({"key": "zz" * 16}, "key"),
    ],
)
def test_a_line_that_cannot_be(world: World, house: Building, said: dict[str, Any], field: str) -> None:
    alarming.line(house, account="ABC")
    data = {"account": "DEF", "every": 0, "key": "", **said}
    client = world.client("own administrator")
    answer = post(client, data, f"/api/v1/rescue/buildings/{house.id}/lines")
    assert answer.status_code == 422
    assert field in str(answer.json()["errors"])
    assert client.post(f"/rescue/buildings/{house.id}/lines/", data).status_code == 422
    assert Line.objects.count() == 1


def test_the_api_never_tells_a_key(world: World, house: Building) -> None:
    path = f"/api/v1/rescue/buildings/{house.id}/lines"
    client = world.client("own administrator")
    made = post(client, {"account": "ABC", "every": 90, "key": KEY}, path)
    assert (made.status_code, made.json()["encrypted"]) == (201, True)
    (line,) = world.client("partner responder").get(path).json()
    assert "key" not in line
    assert KEY not in str(Detail.objects.values_list("body", flat=True))
    one = f"{path}/{line['id']}"
    changed = client.put(one, {"every": 60, "without_key": True}, content_type="application/json").json()
    assert (changed["every"], changed["encrypted"]) == (60, False)
    both = {"every": 60, "without_key": True, "key": KEY}
    assert client.put(one, both, content_type="application/json").status_code == 422
    assert post(client, {"minutes": 481}, f"{one}/test").status_code == 422
    assert client.delete(one).status_code == 204


def test_a_line_of_another_building_is_not_found(world: World, house: Building) -> None:
    line = alarming.line(alarming.building(world.own))
    client = world.client("own administrator")
    assert client.get(f"/rescue/buildings/{house.id}/lines/{line.id}/").status_code == 404
    assert client.delete(f"/api/v1/rescue/buildings/{house.id}/lines/{line.id}").status_code == 404


def test_the_operator_keeps_the_districts(world: World) -> None:
    client = world.client("operator")
    said = {"municipality": "4601", "service": str(world.partner.id)}
    assert client.post("/rescue/districts/", said).status_code == 302
    assert client.post("/rescue/districts/", said).status_code == 422
    assert client.post("/rescue/districts/", said | {"municipality": "46"}).status_code == 422
    unknown = post(
        client, said | {"municipality": "4602", "service": str(uuid4())}, "/api/v1/rescue/districts"
    )
    assert unknown.status_code == 422
    (district,) = client.get("/api/v1/rescue/districts").json()
    assert (district["municipality"], district["service"]) == ("4601", str(world.partner.id))
    assert client.post(f"/rescue/districts/{district['id']}/remove/").status_code == 302
    assert not District.objects.exists()


def test_a_fire_officer_of_another_city_sees_nothing(world: World, house: Building) -> None:
    services.add_district(actor=people.PLATFORM, service=world.other.id, municipality="9999")
    alarm = alarming.alarm(house).alarm
    client = world.client("other responder")
    for path in (
        f"/rescue/alarms/{alarm.id}/",
        f"/rescue/buildings/{house.id}/lines/",
        f"/why/rescue.alarm/{alarm.id}/",
    ):
        assert client.get(path).status_code == 404
    assert client.get(ALARMS).json() == {"total": 0, "items": []}


def test_words_of_the_receiver_are_ours() -> None:
    assert set(get_args(What)) == set(AlarmKind.values)
