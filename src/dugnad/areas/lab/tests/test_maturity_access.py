"""Who gets in: the organisation's own people, and nobody else, whatever they try."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from dugnad.areas.lab.maturity import personal, selectors, services
from dugnad.areas.lab.maturity.things import find_assessments
from dugnad.areas.lab.models import Answer, Assessment
from dugnad.areas.lab.tests import makers_maturity as makers
from dugnad.kernel.access import NOBODY, Actor, wall
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.problems import Forbidden, NotFound
from tests.world import OWN, PARTNER, ROLES, World

pytestmark = pytest.mark.django_db
ANSWER = {"own administrator", "own signatory", "own member"}
OUTSIDE = [role for role in ROLES if role not in OWN and role != "nobody"]
WALLED = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="only PostgreSQL has row-level security"
)


@pytest.fixture
def done(world: World) -> Assessment:
    return makers.finished(world.actor("own member"), world.own)


@pytest.fixture
def row(world: World, done: Assessment) -> Assessment:
    """A second round, open."""
    return makers.begun(world.actor("own member"), world.own)


def tries(actor: Actor, row: Assessment) -> Iterator[Any]:
    """Every write on a round."""
    yield lambda: services.answer(actor=actor, assessment=row.id, question="q5", value=["plan"])
    yield lambda: services.describe(actor=actor, assessment=row.id, about=makers.ABOUT)
    yield lambda: services.start(actor=actor, organisation=row.organisation_id, about=makers.ABOUT)
    yield lambda: services.finish(actor=actor, assessment=row.id)
    yield lambda: services.remove(actor=actor, assessment=row.id)


@pytest.mark.parametrize("role", OUTSIDE)
def test_outsiders_are_told_that_there_is_nothing(
    world: World, row: Assessment, done: Assessment, role: str
) -> None:
    actor = world.actor(role)
    if role == "suspended":
        actor = Actor(person=actor.person)
    for attempt in tries(actor, row):
        with pytest.raises(NotFound):
            attempt()
    assert not selectors.assessments(actor).exists()
    assert Assessment.objects.count() == 2
    assert not row.answers.exists()


@pytest.mark.parametrize("role", ["partner administrator", "other member", "operator"])
@pytest.mark.parametrize("place", ["", "1/", "review/", "about/", "result.csv", "result.json"])
def test_pages_are_hidden_from_outsiders(
    world: World, row: Assessment, done: Assessment, role: str, place: str
) -> None:
    client = world.client(role)
    assert {client.get(f"/lab/maturity/{one.id}/{place}").status_code for one in (row, done)} == {404}


@pytest.mark.parametrize("role", ["partner administrator", "operator"])
def test_operations_are_hidden_from_outsiders(
    world: World, row: Assessment, done: Assessment, role: str
) -> None:
    client = world.client(role)
    for path in ("", "/result", "/comparison", "/export.json", "/export.csv"):
        assert client.get(f"/api/v1/lab/maturity/{done.id}{path}").status_code == 404
    body: dict[str, Any] = {"content_type": "application/json"}
    put = client.put(f"/api/v1/lab/maturity/{row.id}/answers/q5", {"value": ["plan"]}, **body)
    assert put.status_code == 404
    start = {"organisation": str(world.own.id), **makers.POST}
    assert client.post("/api/v1/lab/maturity", start, **body).status_code == 404
    assert client.delete(f"/api/v1/lab/maturity/{row.id}").status_code == 404
    assert client.get("/api/v1/lab/maturity").json() == {"total": 0, "items": []}


@pytest.mark.parametrize("role", OWN)
def test_all_of_the_organisation_read_and_its_members_answer(
    world: World, row: Assessment, role: str
) -> None:
    actor = world.actor(role)
    assert selectors.found(actor, row.id) == row
    attempt = next(tries(actor, row))
    if role in ANSWER:
        assert attempt() == ["plan"]
    else:
        with pytest.raises(Forbidden):
            attempt()


@pytest.mark.parametrize("role", OWN)
def test_only_administrators_delete_what_is_finished(world: World, done: Assessment, role: str) -> None:
    if role == "own administrator":
        services.remove(actor=world.actor(role), assessment=done.id)
        assert not Answer.objects.exists()
        return
    with pytest.raises(Forbidden):
        services.remove(actor=world.actor(role), assessment=done.id)
    assert Assessment.objects.filter(id=done.id).exists()


def test_one_who_has_left_the_organisation_sees_nothing(world: World, row: Assessment) -> None:
    client = world.client("own member")
    assert client.get(f"/lab/maturity/{row.id}/review/").status_code == 200
    world.people["own member"].memberships.update(ended_at=timezone.now())
    assert client.get(f"/lab/maturity/{row.id}/review/").status_code == 404


def test_what_never_was_is_not_found(world: World) -> None:
    client = world.client("own administrator")
    assert client.get(f"/lab/maturity/{uuid4()}/").status_code == 404
    assert client.get(f"/lab/maturity/start/{uuid4()}/").status_code == 404


def test_questions_are_those_of_the_test(world: World, row: Assessment) -> None:
    client = world.client("own member")
    for number in (0, 12, 99):
        assert client.get(f"/lab/maturity/{row.id}/{number}/").status_code == 404
    body: dict[str, Any] = {"content_type": "application/json"}
    path = f"/api/v1/lab/maturity/{row.id}/answers"
    assert client.put(f"{path}/q99", {"value": []}, **body).status_code == 404
    wrong: tuple[Any, ...] = ("x", {"done": 1}, ["nothing of ours"], {"design": 1}, [1], {"a": {}})
    for value in wrong:
        assert client.put(f"{path}/q5", {"value": value}, **body).status_code == 422, value
    clash = client.put(f"{path}/q7", {"value": ["undigital", "stored"]}, **body)
    assert (clash.status_code, clash.json()["errors"][0]["pointer"]) == (422, "#/value")
    assert client.put(f"{path}/q4", {"value": {"iot": 9}}, **body).status_code == 422
    assert not row.answers.exists()


def test_a_round_goes_from_start_to_export_by_the_api(world: World) -> None:
    client = world.client("own member")
    body: dict[str, Any] = {"content_type": "application/json"}
    made = client.post("/api/v1/lab/maturity", {"organisation": str(world.own.id), **makers.POST}, **body)
    assert made.status_code == 201
    path = f"/api/v1/lab/maturity/{made.json()['id']}"
    assert client.post(f"{path}/finish", {}, **body).status_code == 422
    asked = client.get("/api/v1/lab/maturity/questions/company").json()
    for question in asked["questions"]:
        keys = [item["key"] for item in question["items"] if not item["against"]]
        value: Any = dict.fromkeys(keys, len(question["levels"]) - 1) if question["levels"] else keys
        value = {"done": keys, "planned": keys} if question["shape"] == "matrix" else value
        assert client.put(f"{path}/answers/{question['key']}", {"value": value}, **body).status_code == 200
    result = client.post(f"{path}/finish", {}, **body).json()
    assert result["total"]["value"] == 100
    assert result["next"] == []
    export = client.get(f"{path}/export.json").json()
    assert export["organisation"]["number"] == world.own.number
    assert export["questions"][0]["points"] == [10, 10]
    assert client.put(f"{path}/answers/q5", {"value": []}, **body).status_code == 409


def test_an_open_round_is_told_of_to_its_own_people(world: World, row: Assessment) -> None:
    services.answer(actor=world.actor("own member"), assessment=row.id, question="q5", value=["plan"])
    ((said, url),) = selectors.happening(world.actor("own member"))
    assert said == f"{world.own.name} has 10 questions left of the maturity test"
    assert url == f"/lab/maturity/{row.id}/review/"
    for role in ("partner member", "operator"):
        assert not list(selectors.happening(world.actor(role)))


def test_the_log_tells_of_rounds_and_not_of_answers(world: World, done: Assessment) -> None:
    names = list(Event.objects.filter(name__startswith="lab.").order_by("id").values_list("name", flat=True))
    assert names == ["lab.assessment_begun", "lab.assessment_finished"]
    (found,) = find_assessments([done.id])
    assert world.own.name in found.title


def test_ones_own_data_is_given_back_and_forgotten(world: World, done: Assessment) -> None:
    person = world.people["own member"].id
    files = {name: json.loads(data) for name, data in personal.export(person)}
    assert len(files["lab/maturity-answered.json"]) == 11
    assert "value" not in files["lab/maturity-answered.json"][0]
    assert personal.erase(person) == 13
    assert not list(personal.export(person))
    assert Answer.objects.count() == 11


def test_who_answered_is_forgotten_after_three_years(world: World, done: Assessment) -> None:
    assert personal.expire(timezone.now()) == 0
    assert personal.expire(timezone.now() + personal.KEPT + timedelta(days=1)) == 13


@contextmanager
def walled(actor: Actor) -> Iterator[None]:
    with wall.closed():
        wall.open_for(actor)
        yield


@WALLED
@pytest.mark.parametrize("role", ROLES)
def test_behind_the_wall_stand_only_ones_own_rows(world: World, done: Assessment, role: str) -> None:
    with walled(NOBODY if role == "nobody" else world.actor(role)):
        seen = Assessment.objects.count(), Answer.objects.count()
    assert seen == ((1, 11) if role in OWN else (0, 0))


@WALLED
def test_averages_work_through_the_wall(world: World) -> None:
    for _ in range(5):
        makers.another(0.5)
    client = world.client("own member")
    body: dict[str, Any] = {"content_type": "application/json"}
    row = makers.answered(world.actor("own member"), makers.begun(world.actor("own member"), world.own))
    result = client.post(f"/api/v1/lab/maturity/{row.id}/finish", {}, **body).json()
    assert result["comparison"]["organisations"] == 5
    assert world.client(PARTNER[0]).get(f"/lab/maturity/{row.id}/").status_code == 404
