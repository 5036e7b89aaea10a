"""Buildings through their doors: who sees them, plans sent in, corrections, detectors."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dugnad.areas.rescue.models import Building, District, PlanUpload
from dugnad.areas.rescue.tests.buildings.built import API, page, send, work
from dugnad.areas.rescue.tests.samples_buildings import MUNICIPALITY
from dugnad.connectors.plans.tests.test_amenities import mall_file
from dugnad.connectors.plans.tests.test_geo import HOUSE, content, feature
from dugnad.connectors.plans.tests.test_geo import room as a_room
from dugnad.kernel.jobs.kinds import declared
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.problems import Invalid
from tests import people

pytestmark = pytest.mark.django_db


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


def test_the_limit_is_told_on_the_form_and_at_the_field(owner, house, settings):
    settings.MAX_UPLOAD = 3 * 1024 * 1024
    address, most = f"/rescue/buildings/{house.id}/upload/", settings.MAX_UPLOAD
    assert "at most 3 MB" in owner.get(address).content.decode()
    for size, page_status, api_status in ((most, 302, 202), (most + 1, 422, 422)):
        body = content(*HOUSE).ljust(size)
        sent = owner.post(address, {"file": SimpleUploadedFile("x.geojson", body)})
        put = owner.put(f"{API}/{house.id}/plan", body, "application/octet-stream")
        assert (sent.status_code, put.status_code) == (page_status, api_status)
    assert sent.context["form"].errors["file"] == [
        "The file is 4 MB; the most is 3 MB. Leave out furniture and pipes."
    ]
    assert put.json()["errors"][0]["pointer"] == "#/file"
    assert PlanUpload.objects.count() == 2


def test_marks_and_ramps_are_shown_on_the_plan(world, owner, house):
    rows = [a_room("a", 0, 0, 4, 4, storey="0"), a_room("b", 0, 0, 4, 4, storey="1")]
    steep = feature("r", "Point", [2, 2], kind="ramp", spaces=["a", "b"], slope=0.125)
    owner.put(f"{API}/{house.id}/plan?name=x", content(*rows, steep), "application/octet-stream")
    work(PlanUpload.objects.get().id)
    shown = page(owner, house, "?pick=r")
    assert "Ramps too steep for a wheelchair" in shown
    assert "slope 1:8" in shown
    owner.put(f"{API}/{house.id}/plan?name=x", mall_file(), "application/octet-stream")
    work(PlanUpload.objects.get().id)
    shown = page(owner, house)
    assert "Defibrillator: By the counter" in shown
    assert "1 fixture was left out. (furniture)" in shown
    assert "Meeting point" in page(owner, house, "?storey=L1")


@pytest.mark.parametrize("name", ["", "plan"])
def test_an_empty_file(owner, house, name):
    answer = owner.post(f"/rescue/buildings/{house.id}/upload/", {"file": SimpleUploadedFile("x.ifc", b"")})
    assert answer.status_code == 422
    assert owner.put(f"{API}/{house.id}/plan?name={name}", b"", "application/octet-stream").status_code == 422


# The plan and its corrections


# Detectors
