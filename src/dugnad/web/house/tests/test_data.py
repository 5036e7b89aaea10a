"""One's own data and jobs, through the doors."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from dugnad.kernel.access import Actor
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress, mark_finished, mark_running, start
from tests import people

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
def kari() -> Person:
    return people.person("Kari Eksempel", people.city("Eksempel Bergen"), "administrator")


@pytest.fixture
def client(kari: Person) -> Client:
    made = Client(**ENGLISH)
    people.sign_in(made, kari)
    return made


def test_the_page_says_what_is_stored_why_and_for_how_long(client: Client) -> None:
    page = client.get("/you/data/").content.decode()
    told = (
        "Name, e-mail address",
        "So that you can sign in",
        "GDPR",
        "5 years",
        "As long as you have an account",
    )
    for words in told:
        assert words in page


def test_everything_is_gathered_by_a_job_that_shows_its_progress(client: Client, kari: Person) -> None:
    answer = client.post("/you/data/export/")
    job = JobRun.objects.get(person=kari)
    assert answer.headers["Location"] == f"/jobs/{job.id}/"
    page = client.get(f"/jobs/{job.id}/").content.decode()
    assert "Waiting to start" in page
    assert f'hx-get="/jobs/{job.id}/progress/"' in page
    assert f'data-live-thing="{job.id}"' in page
    mark_running(job.id)
    Progress(job.id).say(40, "Roles")
    part = client.get(f"/jobs/{job.id}/progress/").content.decode()
    assert 'value="40"' in part
    assert "Roles" in part
    assert "<html" not in part
    assert client.get(f"/jobs/{job.id}/result/").status_code == 404
    Progress(job.id).hand_over("a.zip", b"PK")
    mark_finished(job.id)
    part = client.get(f"/jobs/{job.id}/progress/").content.decode()
    assert "hx-get" not in part
    assert f'href="/jobs/{job.id}/result/"' in part
    file = client.get(f"/jobs/{job.id}/result/")
    assert (file.content, file.headers["Content-Disposition"]) == (b"PK", 'attachment; filename="a.zip"')
    assert "no-store" in file.headers["Cache-Control"]
    assert "a.zip" in client.get("/you/data/").content.decode()


def test_a_job_that_failed_says_so(client: Client, kari: Person) -> None:
    job = start("rights.export", actor=Actor(kari.id))
    mark_finished(job.id, failed="This could not be finished. Try again.")
    page = client.get(f"/jobs/{job.id}/").content.decode()
    assert "Failed" in page
    assert "This could not be finished." in page


def test_jobs_are_ones_own(client: Client, kari: Person) -> None:
    job = start("rights.export", actor=Actor(kari.id))
    other = Client(**ENGLISH)
    people.sign_in(other, people.person("Ola"))
    for tail in ("", "progress/", "result/"):
        assert other.get(f"/jobs/{job.id}/{tail}").status_code == 404
        assert client.get(f"/jobs/{uuid4()}/{tail}").status_code == 404
        assert Client().get(f"/jobs/{job.id}/{tail}").status_code == 302
    assert other.get(f"/api/v1/jobs/{job.id}").status_code == 404


def test_erasure_is_explained_confirmed_and_carried_out_at_once(client: Client, kari: Person) -> None:
    page = client.get("/you/data/erase/").content.decode()
    assert "You are the only administrator of Eksempel Bergen" in page
    assert "nobody could prove the log" in page
    assert "Deleted at once" in page
    assert f"Type {kari.email} to confirm" in page
    wrong = client.post("/you/data/erase/", {"typed": "yes"})
    assert wrong.status_code == 422
    assert f"Type {kari.email}, exactly so." in wrong.content.decode()
    kari.refresh_from_db()
    assert kari.is_active
    done = client.post("/you/data/erase/", {"typed": kari.email})
    assert done.headers["Location"] == "/erased/"
    assert "Your data are erased" in client.get("/erased/").content.decode()
    kari.refresh_from_db()
    assert not kari.is_active
    assert "Kari" not in kari.name
    assert client.get("/you/data/").status_code == 302


def test_the_api_does_the_same(client: Client, kari: Person) -> None:
    assert "identity.account" in {data["name"] for data in client.get("/api/v1/you/data").json()}
    asked = client.post("/api/v1/you/data/export", content_type="application/json")
    assert asked.status_code == 202
    job = asked.json()["id"]
    assert client.get(f"/api/v1/jobs/{job}").json()["state"] == "queued"
    assert client.get(f"/api/v1/jobs/{job}/result").status_code == 404
    Progress(JobRun.objects.get().id).hand_over("a.zip", b"PK")
    mark_finished(JobRun.objects.get().id)
    assert client.get(f"/api/v1/jobs/{job}/result").content == b"PK"
    wrong = client.post("/api/v1/you/data/erase", {"typed": "no"}, content_type="application/json")
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["pointer"] == "#/typed"
    right = client.post("/api/v1/you/data/erase", {"typed": kari.email}, content_type="application/json")
    assert right.status_code == 204
    kari.refresh_from_db()
    assert not kari.is_active
