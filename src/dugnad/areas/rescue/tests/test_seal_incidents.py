"""What an incident keeps to itself: without two steps, for the building's owner, after it is closed, and on disk."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from dugnad.areas.rescue.incidents import closing, saying
from dugnad.areas.rescue.incidents.watching import Watch
from dugnad.areas.rescue.models import Assessment, Entry, FrozenPosition, Incident, PlanVersion, Resident
from dugnad.areas.rescue.residents import services
from dugnad.areas.rescue.tests import burning
from dugnad.areas.rescue.tests.test_incidents_screen import NAME, pages, resident
from dugnad.kernel.access import wall
from tests import people
from tests.words import words_in
from tests.world import World

pytestmark = pytest.mark.django_db


def assessed(incident: Incident, person: str, team: str) -> Assessment:
    """An assessment that sends a team to a person's room."""
    task = {"person": person, "start": 0, "reach": 60, "end": 4321, "in": "Trapp B"}
    content: dict[str, Any] = {
        "number": 1,
        "people": {person: {"margin": [1, 2]}},
        "teams": {team: [task]},
        "routes": {team: [[incident.plan.plan["storeys"][0]["id"], [[1.0, 2.0], [3.25, 4.75]]]]},  # type: ignore[union-attr]
        "smoke": {},
        "assumptions": [["Smoke rises in a stair at", 0.5, 1.5, "m/s"]],
    }
    return Assessment.objects.create(incident=incident, number=1, content=content)


def marked(world: World, incident: Incident, person: object, state: str) -> None:
    said = saying.Saying(uuid4(), "person", str(person), {"state": state}, timezone.now())
    saying.say(actor=world.actor("own responder"), incident=incident.id, sayings=[said])


def test_without_two_steps_the_incident_is_shown_and_persons_are_not(world: World) -> None:
    incident = burning.fire(world)
    row = resident(incident)
    team = burning.team(world, incident.id)
    assessed(incident, str(row.id), str(team.id))
    client = Client()
    people.sign_in(client, world.people["own responder"])
    for page in pages(incident):
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert NAME not in answer.content.decode()
    shown = client.get(pages(incident)[0], headers={"accept-language": "en"}).content.decode()
    assert "Sign in with two steps to see who needs help." in shown
    assert "Fire confirmed" in shown
    assert team.name in shown
    assert row.looks.count() == 0
    assert client.get(f"/api/v1/rescue/incidents/{incident.id}/people").status_code == 403


def test_tasks_and_routes_that_lead_to_persons_are_sealed_with_them(world: World) -> None:
    incident = burning.fire(world, owner=world.partner)
    row = resident(incident)
    team = burning.team(world, incident.id)
    assessed(incident, str(row.id), str(team.id))
    commander, owner = world.client("own responder"), world.client("partner responder")
    assert "3.25,-4.75" in commander.get(pages(incident)[0]).content.decode()
    for page in pages(incident):
        shown = owner.get(page).content.decode()
        assert "3.25,-4.75" not in shown
        assert "72:01" not in shown
    closing.close(actor=world.actor("own responder"), incident=incident.id, outcome="Put out")
    for page in pages(incident):
        assert "3.25,-4.75" not in commander.get(page).content.decode()


def test_a_report_keeps_its_counts_when_persons_are_forgotten(world: World) -> None:
    incident = burning.drill(world)
    persons = [row.id for row in incident.building.residents.filter(synthetic=True)[:3]]  # type: ignore[union-attr]
    for person in persons:
        marked(world, incident, person, "contacted")
        marked(world, incident, person, "safe")
    Entry.objects.create(
        incident=incident, number=99, said_at=timezone.now(), kind="team", about="t",
        value={"state": "busy", "person": str(persons[0])},
    )  # fmt: skip
    closing.close(actor=world.actor("own responder"), incident=incident.id, outcome="Done")
    kept = repr(list(Entry.objects.values_list("about", "value")))
    assert not [person for person in persons if str(person) in kept]
    entries = Entry.objects.filter(kind="person")
    assert entries.count() == 6
    client = world.client("own responder")
    report = client.get(pages(incident)[3], headers={"accept-language": "en"}).content.decode()
    assert "<dt>Safe</dt><dd>3</dd>" in report


def test_an_assessment_that_comes_after_closing_is_not_kept(world: World, monkeypatch: Any) -> None:
    incident = burning.fire(world)
    resident(incident)
    from dugnad.areas.rescue.incidents import assessing

    real = assessing.assess

    def slow(scene: Any) -> Any:
        closing.close(actor=world.actor("own responder"), incident=incident.id, outcome="Put out")
        return real(scene)

    monkeypatch.setattr(assessing, "assess", slow)
    Watch().turn()
    assert Assessment.objects.count() == 0


def test_one_incident_that_cannot_be_assessed_holds_up_no_other(world: World) -> None:
    broken, whole = burning.fire(world), burning.fire(world)
    assert broken.plan is not None
    PlanVersion.objects.filter(id=broken.plan.id).update(plan={"no": "plan"})
    Watch().turn()
    assert list(Assessment.objects.values_list("incident", flat=True)) == [whole.id]


def test_a_team_in_a_building_without_a_marked_exit_is_no_fault(world: World) -> None:
    incident = burning.fire(world)
    resident(incident)
    version = incident.plan
    assert version is not None
    version.plan["ways"] = [way for way in version.plan["ways"] if way["kind"] != "exit"]
    PlanVersion.objects.filter(id=version.id).update(plan=version.plan)
    burning.team(world, incident.id)
    Watch().turn()
    assert Assessment.objects.get().content["teams"] == {}


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has row-level security")
def test_the_database_shows_an_assessment_to_the_service_while_it_is_open(world: World) -> None:
    incident = burning.fire(world, owner=world.partner)
    row = resident(incident)
    assessed(incident, str(row.id), "t")

    def seen(role: str) -> int:
        with wall.closed():
            wall.open_for(world.actor(role))
            return Assessment.objects.count()

    assert seen("own responder") == 1
    assert [seen(role) for role in ("partner responder", "other responder", "operator")] == [0, 0, 0]
    closing.close(actor=world.actor("own responder"), incident=incident.id, outcome="Put out")
    assert seen("own responder") == 0


def test_closing_an_exercise_by_its_door_forgets_positions_at_once(world: World) -> None:
    incident = burning.drill(world)
    someone = Resident.objects.filter(building=incident.building, synthetic=True)[0]
    FrozenPosition.objects.create(incident=incident, resident=someone, beliefs={"R213": 1.0})
    client = world.client("own responder")
    client.post(f"/rescue/incidents/{incident.id}/close/", {"outcome": "Done"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM rescue_frozenposition")
        assert cursor.fetchone() == (0,)


def test_whoever_withdraws_goes_from_the_incident_too(world: World) -> None:
    incident = burning.fire(world)
    row = resident(incident)
    assert row.person is not None
    team = burning.team(world, incident.id)
    assessed(incident, str(row.id), str(team.id))
    marked(world, incident, row.id, "located")
    services.withdraw(actor=people.acting(row.person), resident=row.id)
    kept = repr([*Assessment.objects.values_list("content"), *Entry.objects.values_list("about", "value")])
    assert str(row.id) not in kept
    assert not words_in(kept, "3.25")
    assert Entry.objects.filter(kind="person").count() == 1


def test_no_cache_and_no_button_back_shows_persons_again(world: World) -> None:
    incident = burning.fire(world)
    client = world.client("own responder")
    for page in pages(incident)[:3]:
        assert "no-store" in client.get(page).headers["Cache-Control"]
