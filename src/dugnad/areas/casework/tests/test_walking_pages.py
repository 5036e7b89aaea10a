"""Networks taken in, tried and assessed through the doors."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from dugnad.areas.casework.models import RoadAssessment, WalkingNetwork, WalkingUpload
from dugnad.areas.casework.tests import making_walking as making
from dugnad.areas.casework.tests.making_walking import at, geojson_of, stored
from dugnad.areas.casework.walking import services
from dugnad.areas.casework.walking.personal import expire_uploads
from dugnad.areas.casework.walking.places import read_place, written
from dugnad.areas.casework.walking.routing import dangers, way
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.organisations.models import Organisation
from dugnad.web.cli.casework import casework
from tests import people

DAY = dt.date(2026, 9, 1)
WINTER = dt.date(2026, 12, 1)
FORM = making.SAID | {"dangerous": "yes"}


@pytest.fixture
def bergen(db: None) -> Organisation:
    return people.city("Eksempel Bergen")


@pytest.fixture
def worker(bergen: Organisation) -> Person:
    return people.person("Kari Eksempel", bergen, "caseworker")


def browser(someone: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(someone)
    return client


def send(client: Client, owner: Organisation, content: bytes, day: str = "2025-01-01") -> Any:
    file = SimpleUploadedFile("eksempel.geojson", content)
    return client.post(f"/casework/walking/{owner.id}/send/", {"file": file, "valid_from": day})


def run(job: JobRun) -> None:
    services.read_network(Progress(job.id), **job.arguments)


def test_a_file_is_taken_in_by_a_job_and_told_of(bergen: Organisation, worker: Person) -> None:
    client = browser(worker)
    assert send(client, bergen, geojson_of()).status_code == 302
    job = JobRun.objects.get(name="casework.read_network")
    run(job)
    row = WalkingNetwork.objects.get()
    assert (row.number, row.by, row.valid_from) == (1, worker, dt.date(2025, 1, 1))
    assert not WalkingUpload.objects.exists(), "the file itself is not kept"
    page = client.get(f"/casework/walking/networks/{row.id}/").content.decode()
    assert row.digest in page
    assert "Øyveien" in page, "the part that hangs loose is named"
    run(job)
    assert WalkingNetwork.objects.count() == 1, "done again it does nothing"


def test_what_is_wrong_with_a_file_is_said_and_nothing_is_kept(bergen: Organisation, worker: Person) -> None:
    utm = json.dumps(
        {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[297000, 6.7e6], [297100, 6.7e6]]}}
    ).encode()  # fmt: skip
    send(browser(worker), bergen, utm)
    with pytest.raises(services.Invalid) as caught:
        run(JobRun.objects.get())
    assert "UTM" in str(caught.value.detail)
    assert not WalkingNetwork.objects.exists()
    assert not WalkingUpload.objects.exists()


def test_a_file_too_large_and_no_file_are_told_at_the_field(bergen: Organisation, worker: Person) -> None:
    with override_settings(MAX_UPLOAD=100):
        page = send(browser(worker), bergen, geojson_of())
    assert page.status_code == 422
    assert "is the most" in page.content.decode()
    page = browser(worker).post(f"/casework/walking/{bergen.id}/send/", {"valid_from": "2025-01-01"})
    assert page.status_code == 422
    assert "This field is required" in page.content.decode()


def test_the_next_network_cannot_begin_before_the_last(bergen: Organisation, worker: Person) -> None:
    stored(bergen)
    page = send(browser(worker), bergen, geojson_of(making.LINES[:4]), "2024-07-31")
    assert page.status_code == 422
    assert "2024-08-01" in page.content.decode()


def test_a_way_is_tried_and_nothing_of_it_is_kept(bergen: Organisation, worker: Person) -> None:
    stored(bergen)
    making.assessed(bergen)
    events = Event.objects.count()
    doors = {"home": written(at(0.2, 0.1)), "school": written(at(10.2, 2)), "on": "2026-09-01", "grade": "3"}
    page = browser(worker).post(f"/casework/walking/{bergen.id}/try/", doors)
    text = page.content.decode()
    assert page.status_code == 200
    assert "from door to door" in text
    assert "Smal vei uten fortau" in text
    assert Event.objects.count() == events


@pytest.mark.parametrize(
    ("home", "says"),
    [
        ("here", "two numbers of degrees"),
        ("297000, 6700000", "two numbers of degrees"),
        (written(at(0, 8)), "more than 300 metres"),
        (written(at(21, 9)), "No way in the network"),
    ],
)
def test_places_that_lead_nowhere(bergen: Organisation, worker: Person, home: str, says: str) -> None:
    stored(bergen)
    doors = {"home": home, "school": written(at(1, 0)), "on": "2026-09-01"}
    page = browser(worker).post(f"/casework/walking/{bergen.id}/try/", doors)
    assert page.status_code == 422
    assert says in page.content.decode()


def test_places_are_read_in_either_order_and_with_commas() -> None:
    for text in ("60.39, 5.32", "5.32 60.39", "60,39 5,32", "60,39; 5,32", "N 60.39 E 5.32"):
        assert read_place(text) == (5.32, 60.39), text
    for text in ("", "60.39", "1 2 3", "60.39, 5.32, 4", "48.8, 2.3"):
        assert read_place(text) is None, text


def test_an_assessment_holds_for_its_grades_season_and_days_only(bergen: Organisation) -> None:
    stored(bergen)
    row = making.assessed(bergen, season="winter", valid_until=dt.date(2026, 12, 31))
    found = way(bergen.id, at(0.5, 0), at(9.5, 0), on=DAY)
    assert [one.assessment for one in dangers(bergen.id, found, grade=4, on=WINTER).dangerous] == [row.id]
    for grade, on in ((5, WINTER), (4, DAY), (4, dt.date(2027, 1, 1)), (4, dt.date(2024, 1, 1))):
        judged = dangers(bergen.id, found, grade=grade, on=on)
        assert not judged.dangerous
        assert judged.unassessed == found.sections


def test_not_dangerous_is_an_assessment_too(bergen: Organisation) -> None:
    stored(bergen)
    making.assessed(bergen, dangerous=False)
    found = way(bergen.id, at(0.5, 0), at(9.5, 0), on=DAY)
    judged = dangers(bergen.id, found, grade=1, on=DAY)
    assert judged.dangerous == ()
    assert judged.unassessed == ()


def test_the_next_version_supersedes_and_all_are_kept(bergen: Organisation, worker: Person) -> None:
    stored(bergen)
    first, client = making.assessed(bergen), browser(worker)
    address = f"/casework/assessments/{first.id}"
    changed = making.SAID | {"last_grade": 2, "reason": "Nytt fortau (eksempel)"}
    answer = client.put(f"/api/v1{address}", changed, content_type="application/json")
    assert answer.status_code == 200
    assert answer.json()["by"] == worker.name
    assert client.put(f"/api/v1{address}", changed, content_type="application/json").status_code == 409
    assert [one["number"] for one in client.get(f"/api/v1{address}").json()] == [2, 1]
    found = way(bergen.id, at(0.5, 0), at(9.5, 0), on=DAY)
    assert not dangers(bergen.id, found, grade=3, on=DAY).dangerous
    assert dangers(bergen.id, found, grade=2, on=DAY).dangerous
    newest = RoadAssessment.objects.get(number=2)
    client.post(f"/casework/walking/assessments/{newest.id}/withdraw/", {"why": "Veien er bygd om"})
    assert not dangers(bergen.id, found, grade=2, on=DAY).dangerous
    assert RoadAssessment.objects.count() == 2
    assert "Veien er bygd om" in client.get(f"/casework/walking/assessments/{newest.id}/").content.decode()


def test_two_cannot_stand_for_the_same_grades_and_days(bergen: Organisation, worker: Person) -> None:
    stored(bergen)
    making.assessed(bergen)
    address = f"/casework/walking/{bergen.id}/sections/{making.section(bergen)}/"
    client = browser(worker)
    page = client.post(address, FORM | {"first_grade": 4, "last_grade": 7})
    assert page.status_code == 422
    assert "stands already" in page.content.decode()
    assert client.post(address, FORM | {"first_grade": 5, "last_grade": 7}).status_code == 302
    for wrong in (
        {"reason": " "},
        {"first_grade": 8, "last_grade": 7},
        {"valid_until": "2024-07-01"},
        {"season": "x"},
    ):
        assert client.post(address, FORM | {"first_grade": 8, "last_grade": 9} | wrong).status_code == 422
    assert RoadAssessment.objects.count() == 2


def test_an_assessment_follows_the_road_into_the_next_network(bergen: Organisation) -> None:
    """A road that a new path cuts in two is the same road; one that was moved is not."""
    stored(bergen, geojson_of([("Storveien", [(0, 0), (1, 0), (2, 0), (3, 0)])]))
    making.assessed(bergen)
    path = ("Sti", [(1, 0), (1, 1)])
    stored(bergen, geojson_of([("Storveien", [(0, 0), (1, 0), (2, 0), (3, 0)]), path]), DAY)
    cut = way(bergen.id, at(0, 0), at(3, 0), on=DAY)
    assert len(dangers(bergen.id, cut, grade=1, on=DAY).dangerous) == 2
    stored(bergen, geojson_of([("Storveien", [(0, 0), (1, 0.1), (2, 0), (3, 0)])]), WINTER)
    moved = way(bergen.id, at(0, 0), at(3, 0), on=WINTER)
    assert not dangers(bergen.id, moved, grade=1, on=WINTER).dangerous


def test_others_are_told_that_it_does_not_exist(bergen: Organisation) -> None:
    row = stored(bergen)
    said = making.assessed(bergen)
    oslo = people.city("Eksempel Oslo")
    others = [people.person("Ola", oslo, "caseworker"), people.person("Per", bergen, "member")]
    addresses = (
        f"/casework/walking/{bergen.id}/",
        f"/casework/walking/{bergen.id}/lines/",
        f"/casework/walking/{bergen.id}/try/",
        f"/casework/walking/networks/{row.id}/",
        f"/casework/walking/assessments/{said.id}/",
        f"/api/v1/casework/walking/{bergen.id}/networks",
        f"/api/v1/casework/assessments/{said.id}",
    )
    for someone in others:
        assert {browser(someone).get(one).status_code for one in addresses} == {404}


def test_lawyers_see_and_operators_take_in_but_neither_assesses(bergen: Organisation) -> None:
    stored(bergen)
    address = f"/casework/walking/{bergen.id}/sections/{making.section(bergen)}/"
    lawyer, operator = browser(people.person("Liv", bergen, "lawyer")), browser(people.operator())
    for client in (lawyer, operator):
        assert client.get(address).status_code == 200
        assert client.post(address, FORM).status_code in (403, 404)
        assert client.get(f"/casework/walking/{bergen.id}/try/").status_code in (403, 404)
    assert not RoadAssessment.objects.exists()
    said, road = making.Said(**making.SAID), making.section(bergen)
    with pytest.raises(services.Problem):
        making.assessing.assess(actor=people.PLATFORM, organisation=bergen.id, section=road, said=said)


def test_lines_for_the_map_are_those_in_view(bergen: Organisation, worker: Person) -> None:
    stored(bergen)
    making.assessed(bergen)
    address = f"/casework/walking/{bergen.id}/lines/"
    every = browser(worker).get(address).json()["features"]
    assert {one["properties"]["state"] for one in every} == {"", "dangerous"}
    west, south = at(19, 8)
    some = browser(worker).get(f"{address}?box={west},{south},{west + 1},{south + 1}").json()["features"]
    assert [one["properties"]["name"] for one in some] == ["Øyveien"]
    assert browser(worker).get(f"{address}?box=1,nan,inf").status_code == 200
    assert browser(worker).get(f"{address}?box=nan,nan,inf,1").status_code == 200


def test_files_that_no_job_read_are_forgotten(bergen: Organisation, worker: Person) -> None:
    send(browser(worker), bergen, geojson_of())
    now = WalkingUpload.objects.get().at
    assert expire_uploads(now + dt.timedelta(days=6)) == 0
    assert expire_uploads(now + dt.timedelta(days=8)) == 1


def test_the_command_line_takes_a_network_in(bergen: Organisation, tmp_path: Path) -> None:
    file = tmp_path / "eksempel.geojson"
    file.write_bytes(geojson_of())
    told = [
        "network",
        "import",
        str(file),
        "--organisation",
        bergen.number,
        "--from",
        "2025-01-01",
        "--language",
        "en",
    ]
    done = CliRunner().invoke(casework, told)
    assert done.exit_code == 0, done.output
    assert "Kilometres" in done.output
    assert WalkingNetwork.objects.get().valid_from == dt.date(2025, 1, 1)
    again = CliRunner().invoke(casework, told)
    assert again.exit_code == 2
    assert "in use already" in again.output
    file.write_bytes(b"PK\x03\x04")
    assert CliRunner().invoke(casework, told).exit_code == 2
    nobody = CliRunner().invoke(casework, [*told[:4], "999999999"])
    assert nobody.exit_code == 2
