"""Buildings through their doors: who sees them, plans sent in, corrections, detectors."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dugnad.areas.rescue.buildings import detecting, services
from dugnad.areas.rescue.buildings.drawing import drawing
from dugnad.areas.rescue.models import Building, Detector, District, PlanUpload
from dugnad.areas.rescue.tests.samples_buildings import MUNICIPALITY, make_building, small_plan
from dugnad.connectors.plans.tests.test_geo import HOUSE, content
from dugnad.kernel.jobs.kinds import declared
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.problems import Conflict, Invalid
from tests import people
from tests.world import World, make_world

pytestmark = pytest.mark.django_db
API = "/api/v1/rescue/buildings"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def owner(world):
    return world.client("own administrator", headers={"accept-language": "en"})


@pytest.fixture
def house(world) -> Building:
    return make_building(world)


def page(client, building, query="") -> str:
    return client.get(f"/rescue/buildings/{building.id}/{query}").content.decode()


def send(client, building, where, **data):
    return client.post(f"/rescue/buildings/{building.id}/{where}/", data)


def work(job_id) -> JobRun:
    """Run the job as the worker does, once and again."""
    job = JobRun.objects.get(id=job_id)
    for _time in range(2):
        declared()[job.name].run(Progress(job.id), **job.arguments)
    job.refresh_from_db()
    return job


# Who sees what


def test_the_owner_s_people_see_it_and_others_do_not_know_of_it(world, house):
    for role in ("own administrator", "own member", "own signatory"):
        assert world.client(role).get(f"/rescue/buildings/{house.id}/").status_code == 200
    for role in ("other administrator", "partner member"):
        assert world.client(role).get(f"/rescue/buildings/{house.id}/").status_code == 404
        assert world.client(role).get(f"{API}/{house.id}/plan").status_code == 404
        assert house.name not in world.client(role).get("/rescue/buildings/").content.decode()


def test_only_responders_of_the_fire_service_that_answers_there(world, house):
    service, elsewhere = people.city("Eksempel brann"), people.city("Eksempel brann nord")
    District.objects.create(service=service, municipality=MUNICIPALITY)
    District.objects.create(service=elsewhere, municipality="5501")
    on_duty = people.person("Responder", service, "responder")
    clerk = people.person("Clerk", service, "member")
    far = people.person("Far", elsewhere, "responder")
    for someone, status in ((on_duty, 200), (clerk, 404), (far, 404)):
        client = world.client("nobody")
        people.sign_in(client, someone)
        assert client.get(f"/rescue/buildings/{house.id}/").status_code == status
        listed = client.get(API).json()
        assert [row["id"] for row in listed] == ([str(house.id)] if status == 200 else [])
        refused = send(client, house, "correct", seen=1, kind="refuge", space="room", on="yes")
        assert refused.status_code == (403 if status == 200 else 404)


def test_members_see_but_do_not_change(world, house):
    member = world.client("own member", headers={"accept-language": "en"})
    assert "Mark as refuge" not in page(member, house, "?pick=room")
    assert send(member, house, "correct", seen=1, kind="refuge", space="room", on="yes").status_code == 403
    assert send(member, house, "undo", seen=1).status_code == 403
    assert member.get(f"/rescue/buildings/{house.id}/upload/").status_code == 403


# Adding, changing


def test_adding_a_building(world, owner):
    values = {"owner": world.own.id, "name": "Ny", "address": "Veien 1", "municipality": "4601"}
    made = owner.post("/rescue/buildings/add/", values)
    row = Building.objects.get(name="Ny")
    assert made["location"] == f"/rescue/buildings/{row.id}/upload/"
    assert Event.objects.filter(name="rescue.building_added", thing=row.id).exists()
    bad = owner.post("/rescue/buildings/add/", {**values, "municipality": "9999"})
    assert bad.status_code == 422
    assert "four digits" in bad.content.decode()
    other = owner.post(
        API, json.dumps({**values, "owner": str(world.other.id)}, default=str), "application/json"
    )
    assert other.status_code == 404


def test_what_the_commander_wants_to_know(owner, house):
    values = {
        "name": "Hus",
        "address": "Veien 1",
        "municipality": "4601",
        "height": "12,5",
        "key_safe": "Left\nRight",
    }
    owner.post(f"/rescue/buildings/{house.id}/edit/", values, headers={"accept-language": "nb"})
    house.refresh_from_db()
    assert (house.height, house.particulars) == (12.5, {"key_safe": ["Left", "Right"]})
    bad = owner.patch(f"{API}/{house.id}", json.dumps({"latitude": 200}), "application/json")
    assert (bad.status_code, bad.json()["errors"][0]["pointer"]) == (422, "#/latitude")


# Sending in a plan


def test_a_plan_is_read_by_a_job_and_put_in_use(world, owner, house):
    file = SimpleUploadedFile("hus.geojson", content(*HOUSE))
    answer = owner.post(f"/rescue/buildings/{house.id}/upload/", {"file": file})
    waiting = PlanUpload.objects.get()
    assert answer["location"] == f"/jobs/{waiting.id}/"
    job = work(waiting.id)
    house.refresh_from_db()
    assert (house.plan.number, house.plan.source, house.plan.by.name) == (2, "geojson", "administrator own")
    assert (job.progress, PlanUpload.objects.count()) == (85, 0)
    report = owner.get(f"{API}/{house.id}/report").json()
    assert (report["spaces"], report["stairs_linked"], report["spaces_without_route_out"]) == (5, 1, [])
    shown = page(owner, house)
    assert "Every room has a way out" not in shown
    assert "Guessed values" in shown
    assert owner.get(f"{API}/{house.id}/plan").json()["plan"]["spaces"][0]["name"]


def test_a_broken_file_leaves_the_old_plan(owner, house):
    answer = owner.put(f"{API}/{house.id}/plan?name=x.ifc", b"ISO-10303-21;", "application/octet-stream")
    assert answer.status_code == 202
    job = JobRun.objects.get(id=answer.json()["id"])
    with pytest.raises(Invalid, match="broken"):
        declared()[job.name].run(Progress(job.id), **job.arguments)
    house.refresh_from_db()
    assert (house.plan.number, PlanUpload.objects.count()) == (1, 0)


def test_too_large_a_file_is_refused_before_it_is_read(owner, house):
    length = str(200 * 1024 * 1024)
    address = f"/rescue/buildings/{house.id}/upload/"
    file = SimpleUploadedFile("x.ifc", b"ISO-10303-21;")
    page_answer = owner.post(address, {"file": file}, CONTENT_LENGTH=length)
    api_answer = owner.put(f"{API}/{house.id}/plan", b"x", "application/octet-stream", CONTENT_LENGTH=length)
    assert (page_answer.status_code, api_answer.status_code) == (422, 422)
    assert "200" in api_answer.json()["detail"]
    assert PlanUpload.objects.count() == 0


@pytest.mark.parametrize("name", ["", "plan"])
def test_an_empty_file(owner, house, name):
    answer = owner.post(f"/rescue/buildings/{house.id}/upload/", {"file": SimpleUploadedFile("x.ifc", b"")})
    assert answer.status_code == 422
    assert owner.put(f"{API}/{house.id}/plan?name={name}", b"", "application/octet-stream").status_code == 422


# The plan and its corrections


def test_the_plan_is_drawn_with_its_rooms_as_text(owner, house):
    shown = page(owner, house, "?storey=1")
    assert shown.count('class="plan-space') == 3
    for words in ("Gang", "Rom 101", 'data-way="out"', 'data-way="blind"', "is-stuck"):
        assert words in shown
    assert 'style="' not in shown
    assert "Loft" in page(owner, house, "?storey=2")
    assert "is-picked" in page(owner, house, "?pick=loft")


def test_each_finding_leads_to_its_place(owner, house):
    shown = page(owner, house)
    for link in (
        "?storey=1&amp;pick=store#plan",
        "?storey=2&amp;pick=loft#plan",
        "?storey=1&amp;pick=blind#plan",
    ):
        assert link in shown
    assert "is-picked" in page(owner, house, "?storey=1&pick=blind")


def test_a_drawing_holds_every_room_and_way_within_its_box():
    made = drawing(small_plan().plan, "1", loose=small_plan().loose, states={"room": "is-fire"})
    left, top, wide, high = map(float, made.box.split())
    for room in made.rooms:
        for point in room.points.split():
            x, y = map(float, point.split(","))
            assert left < x < left + wide
            assert top < y < top + high
    assert {room.id: "is-fire" in room.classes for room in made.rooms} == {
        "hall": False,
        "room": True,
        "store": False,
    }
    assert {way.id for way in made.passages} == {"out", "door", "blind"}
    assert all(room.lines for room in made.rooms)


def test_everyone_gets_out_after_three_corrections(owner, house):
    assert send(owner, house, "correct", seen=1, kind="exit", door="blind").status_code == 302
    assert (
        send(owner, house, "correct", seen=2, kind="stair", a="hall", b="loft", width="1,1").status_code
        == 302
    )
    house.refresh_from_db()
    assert (house.plan.number, house.plan.source) == (3, "drawn")
    report = owner.get(f"{API}/{house.id}/report").json()
    assert (report["spaces_without_route_out"], report["exits"], report["stairs_linked"]) == ([], 2, 1)
    assert "Stair between Gang, Loft" in page(owner, house)


def test_of_two_at_once_the_second_is_told(world, owner, house):
    other = world.client("own administrator", headers={"accept-language": "en"})
    send(owner, house, "correct", seen=1, kind="rename", space="room", name="Stue")
    answer = other.post(
        f"/rescue/buildings/{house.id}/correct/",
        {"seen": 1, "kind": "rename", "space": "room", "name": "Bad"},
        follow=True,
    )
    assert "Someone else has changed the plan" in answer.content.decode()
    payload = json.dumps({"seen": 1, "kind": "rename", "space": "room", "name": "Bad"})
    assert other.post(f"{API}/{house.id}/corrections", payload, "application/json").status_code == 409
    house.refresh_from_db()
    assert house.plan.number == 2


def test_undo_goes_back_step_by_step(world, house):
    actor = world.actor("own administrator")

    def name() -> str:
        house.refresh_from_db()
        return next(s["name"] for s in house.plan.plan["spaces"] if s["id"] == "room")

    def rename(seen: int, to: str) -> None:
        services.correct(
            actor=actor, building=house.id, seen=seen, kind="rename", values={"space": "room", "name": to}
        )

    rename(1, "A")
    rename(2, "B")
    services.undo(actor=actor, building=house.id, seen=3)
    assert name() == "A"
    rename(4, "C")
    services.undo(actor=actor, building=house.id, seen=5)
    assert name() == "A"
    services.undo(actor=actor, building=house.id, seen=6)
    assert name() == "Rom 101"
    with pytest.raises(Conflict):
        services.undo(actor=actor, building=house.id, seen=7)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "join", "a": "room", "b": "room"},
        {"kind": "width", "way": "door", "width": "wide"},
        {"kind": "stair", "a": "room", "b": "hall"},
        {"kind": "burn"},
    ],
)
def test_a_correction_that_cannot_be_is_told_and_changes_nothing(owner, house, wrong):
    answer = send(owner, house, "correct", seen=1, pick="room", **wrong)
    assert answer.status_code == 422
    assert 'id="wrong"' in answer.content.decode()
    assert house.versions.count() == 1


@pytest.mark.parametrize("seen", ["", "x", "-1", "99999999999"])
def test_a_version_that_is_no_number(owner, house, seen):
    assert send(owner, house, "correct", seen=seen, kind="remove", way="door").status_code == 422


def test_the_log_tells_of_it(owner, house):
    send(owner, house, "correct", seen=1, kind="remove", way="door")
    assert Event.objects.filter(name="rescue.plan_corrected", thing=house.id).count() == 1


# Detectors


def test_detectors_by_file(owner, house):
    file = SimpleUploadedFile(
        "d.csv", "Adresse;Rom;Tekst\r\n1-01;Rom 101;Tak\r\n1-02;hall;\r\n\r\n".encode("cp1252")
    )
    assert owner.post(f"/rescue/buildings/{house.id}/detectors/", {"file": file}).status_code == 302
    assert list(Detector.objects.values_list("address", "space", "label")) == [
        ("1-01", "room", "Tak"),
        ("1-02", "hall", ""),
    ]
    assert "Rom 101" in owner.get(f"/rescue/buildings/{house.id}/detectors/").content.decode()


def test_each_wrong_line_is_told_and_nothing_is_changed(world, owner, house):
    detecting.set_detector(
        actor=world.actor("own administrator"), building=house.id, address="9", space="hall"
    )
    file = SimpleUploadedFile("d.csv", b"1-01,Rom 101,\n1-02,Kjeller,\n1-01,hall,\n,hall,\n")
    shown = owner.post(f"/rescue/buildings/{house.id}/detectors/", {"file": file})
    text = shown.content.decode()
    assert shown.status_code == 422
    assert "Line 2: There is no room called “Kjeller”" in text
    assert "Line 3: the address 1-01 stands on line 1 too" in text
    assert "Line 4: Write an address" in text
    assert list(Detector.objects.values_list("address", flat=True)) == ["9"]


@pytest.mark.parametrize("sent", [b"", b"\n\n", b"\xff\xfe\x00", b'"never closed'])
def test_files_that_hold_no_detectors(owner, house, sent):
    answer = owner.put(f"{API}/{house.id}/detectors", sent, "text/csv")
    assert answer.status_code == 422


def test_detectors_by_click_and_their_removal(owner, house):
    send(owner, house, "detectors/set", address="2-07", space="store", label="Bod")
    assert "2-07" in page(owner, house, "?pick=store")
    one = Detector.objects.get()
    assert send(owner, house, "detectors/set", address="2-08", space="nowhere").status_code == 422
    owner.delete(f"{API}/{house.id}/detectors/{one.id}")
    assert not Detector.objects.exists()
    assert owner.delete(f"{API}/{house.id}/detectors/{uuid4()}").status_code == 404
