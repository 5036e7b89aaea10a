"""Odd input by page and by API: always a clear word at the field, nothing half-written, something useful in return."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dugnad.areas.competence.models import Expert, Need, Skill
from dugnad.areas.competence.tests.makers import agreed, offer
from dugnad.areas.competence.tests.makers_needs import sensor_team
from dugnad.areas.competence.vocabularies.importing import import_upload
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress
from tests.people import company, operator, person, sign_in

pytestmark = pytest.mark.django_db
JSON = "application/json"
ODD = ["a", "å", "😀", "potrzebujemy czujników w piwnicy", "x" * 50_000, "sensor " * 7_000]


def _client(who: Person | None = None) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    if who:
        sign_in(client, who)
    return client


@pytest.mark.parametrize("words", ODD)
def test_an_odd_need_is_kept_whole_and_answered_by_the_api(words: str) -> None:
    asker = company("Eksempel")
    sensor_team(company("Eksempel giver").id)
    offer(company("Eksempel kurs").id, title="Kurs i sensorer")
    client = _client(person("Anne", asker))
    made = client.post("/api/v1/competence/needs", {"organisation": asker.id, "text": words}, JSON)
    assert made.status_code == 201
    assert Need.objects.get().text == words.strip()
    answers = client.get(f"/api/v1/competence/needs/{made.json()['id']}/answers")
    assert answers.status_code == 200
    page = client.get(f"/competence/needs/{made.json()['id']}/").content.decode()
    assert "None of these" in page


@pytest.mark.parametrize("words", ["", "  ", "y" * 50_001])
def test_nothing_and_too_much_are_told_at_the_field(words: str) -> None:
    asker = company("Eksempel")
    client = _client(person("Anne", asker))
    made = client.post("/api/v1/competence/needs", {"organisation": asker.id, "text": words}, JSON)
    assert made.status_code == 422
    assert made.json()["errors"][0]["pointer"] == "#/text"
    page = client.post("/competence/ask/", {"organisation": str(asker.id), "text": words})
    assert page.status_code == 422
    assert page.context["form"].errors["text"]
    assert not Need.objects.exists()


@pytest.mark.parametrize("hours", [-1, -200, 201])
def test_hours_below_zero_and_beyond_all_bounds(hours: int) -> None:
    giver = company("Eksempel")
    client = _client(person("Boss", giver, "administrator"))
    said = {"name": "Laget", "headline": "Hjelper", "hours_month": hours}
    page = client.post(f"/competence/pledges/{giver.id}/expert/", said)
    assert page.status_code == 422
    assert page.context["form"].errors["hours_month"]
    api = client.post("/api/v1/competence/experts", {**said, "organisation": giver.id}, JSON)
    assert api.status_code == 422
    assert not Expert.objects.exists()


def test_an_expert_in_two_organisations_is_held_below_one_limit_and_told() -> None:
    one, two = company("Eksempel En"), company("Eksempel To")
    kari = person("Kari", one)
    from dugnad.kernel.organisations.services import give_role
    from tests.people import PLATFORM

    give_role(actor=PLATFORM, organisation=two.id, person=kari, role="member")
    agreed(one.id, kari, hours=10, most=12)
    second = agreed(two.id, kari, hours=2, most=12)
    client = _client(person("Boss", two, "administrator"))
    change = {"headline": "Hjelper", "hours_month": 20}
    page = client.post(f"/competence/experts/{second.id}/change/", change)
    assert page.status_code in (409, 422)
    api = client.put(f"/api/v1/competence/experts/{second.id}", change, JSON)
    assert api.status_code in (409, 422)
    assert Expert.objects.get(id=second.id).hours_month == 2


@pytest.mark.parametrize(
    ("source", "name", "content", "words"),
    [
        ("esco", "ESCO dataset - v1.0.1.zip", b"conceptUri,preferredLabel,altLabels\n", "ESCO 1.0.1"),
        ("esco", "skills_en.csv", b"Concept URI;Preferred label\n", "semicolons"),
        ("los", "los.ttl", b"@prefix skos: <http://x\n no turtle", "los.ttl"),
        ("los", "los.rdf", b"<rdf:RDF><not closed", "los.rdf"),
    ],
)
def test_a_vocabulary_of_another_version_or_that_is_broken(
    source: str, name: str, content: bytes, words: str
) -> None:
    before = Skill.objects.count()
    file: Any = SimpleUploadedFile(name, content)
    answer = _client(operator()).post("/competence/vocabularies/", {"source": source, "file": file})
    assert answer.status_code == 302
    run = JobRun.objects.get(name="competence.import_vocabulary")
    import_upload(Progress(run.id), **run.arguments)
    run.refresh_from_db()
    assert run.state == "failed"
    assert words in run.message
    assert Skill.objects.count() == before
