"""Times, ways and the rescue plan of a burning care home; and an exercise that is lived through at once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from dugnad.areas.rescue.exercises import directing
from dugnad.areas.rescue.exercises.simulation import Exercise, Sighting, Someone
from dugnad.areas.rescue.incidents import watching
from dugnad.areas.rescue.incidents.picture import state_of
from dugnad.areas.rescue.incidents.states import Kind, PersonState
from dugnad.areas.rescue.incidents.watching import Watch
from dugnad.areas.rescue.models import Assessment, Incident, Resident
from dugnad.areas.rescue.tests import burning
from dugnad.engines.egress.plan import from_json
from tests.world import World


@pytest.fixture
def incident(world: World) -> Incident:
    return burning.drill(world)


def assessed(incident: Incident) -> Assessment:
    Watch().assess(incident)
    return Assessment.objects.get(incident=incident)


def test_those_who_must_be_carried_get_a_team_a_way_and_a_margin(world: World, incident: Incident) -> None:
    burning.team(world, incident.id)
    found = assessed(incident).content
    fetched = {id: one for id, one in found["people"].items() if one.get("team")}
    everyone = Resident.objects.filter(building=incident.building, synthetic=True)
    needed = everyone.exclude(need__stairs="alone", need__hears_alarm=True)
    assert set(fetched) == {str(one.id) for one in needed}
    assert all(one["out"] or one["refuge"] for one in fetched.values())
    upstairs = [one for id, one in fetched.items() if not Resident.objects.get(id=id).space.startswith("R1")]
    assert all(one["in"].startswith("Trapp") for one in upstairs)
    margins = [one["margin"] for one in fetched.values()]
    assert all(margin is None or margin[0] <= margin[1] for margin in margins)
    assert found["assumptions"]
    assert found["number"] == state_of(incident)[0].number


def test_until_the_first_plan_is_made_the_screen_says_so(world: World, incident: Incident) -> None:
    burning.team(world, incident.id)
    client = world.client("own responder")

    def teams() -> str:
        shown: str = client.get(f"/rescue/incidents/{incident.id}/").content.decode()
        return shown.split('id="part-teams"')[1].split("</section>", maxsplit=1)[0]

    assert "The plan is being made" in teams()
    assessed(incident)
    assert "The plan is being made" not in teams()


def test_without_a_team_nobody_is_promised_help(incident: Incident) -> None:
    found = assessed(incident).content
    assert not any(one.get("team") for one in found["people"].values())
    assert found["teams"] == {}


def test_a_stair_that_is_shut_is_not_recommended(world: World, incident: Incident) -> None:
    team = burning.team(world, incident.id)

    def stairs() -> set[str]:
        tasks = assessed(incident).content["teams"][str(team.id)]
        return {
            task["in"] for task in tasks if not Resident.objects.get(id=task["person"]).space.startswith("R1")
        }

    side = "W" if "Trapp A" in stairs() else "E"
    ways = [f"U{storey}{side}" for storey in (1, 2)]
    world.client("own responder").post(
        f"/api/v1/rescue/incidents/{incident.id}/entries",
        {"sayings": [{"id": str(uuid4()), "kind": "way", "about": way, "value": {"state": "blocked"},
                      "said_at": timezone.now().isoformat()} for way in ways]},
        content_type="application/json",
    )  # fmt: skip
    assert stairs() == {"Trapp B" if side == "W" else "Trapp A"}


def test_who_is_safe_is_planned_with_no_more(world: World, incident: Incident) -> None:
    burning.team(world, incident.id)
    person = next(id for id, one in assessed(incident).content["people"].items() if one.get("team"))
    world.client("own responder").post(
        f"/api/v1/rescue/incidents/{incident.id}/entries",
        {"sayings": [{"id": str(incident.id), "kind": "person", "about": person, "value": {"state": "safe"},
                      "said_at": timezone.now().isoformat()}]},
        content_type="application/json",
    )  # fmt: skip
    assert person not in assessed(incident).content["people"]


def test_an_incident_is_assessed_when_something_is_said_and_not_otherwise(
    world: World, incident: Incident, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An engine that is compiled first may take longer than an assessment may be old.
    monkeypatch.setattr(watching, "OLDEST", timedelta(hours=1))
    watch = Watch()
    assert watch.turn() == 1
    assert watch.turn() == 0
    burning.team(world, incident.id)
    assert watch.turn() == 1


def test_people_of_an_exercise_move_are_seen_and_come_out(incident: Incident) -> None:
    plan = from_json(incident.plan.plan)  # type: ignore[union-attr]
    people = [Someone("a", "R301", leaves=True, tag="t-a"), Someone("b", "R302", leaves=False, tag="t-b")]
    exercise = Exercise(plan, people, seed=3, burning=frozenset())
    seen: list[Sighting] = []
    for second in range(600):
        seen += exercise.step(second, second + 1)
    assert exercise.out == {"a": True, "b": False}
    assert {one.space for one in seen if one.tag == "t-b"} == {"R302"}
    assert {one.sensor for one in seen} == {"badge", "bed"}
    assert "C3" in {one.space for one in seen if one.tag == "t-a"}


def test_an_exercise_runs_to_its_end_and_everyone_is_brought_out(incident: Incident) -> None:
    heard: list[Sighting] = []
    director = directing.Director(lambda building, sighting: heard.append(sighting))
    running = directing.begin(incident)
    director.running[incident.id] = running
    watch = Watch()
    for second in range(0, 1800, 5):
        if second % 30 == 0:
            watch.assess(incident)
        running.step(float(second), director.deliver)
        state, _said = state_of(incident)
        if len(state.those(Kind.PERSON, PersonState.SAFE)) == 60:
            break
    assert len(state.those(Kind.PERSON, PersonState.SAFE)) == 60
    assert incident.teams.count() == 3
    assert len(heard) > 60


def test_what_a_person_says_on_a_screen_is_left_to_them(incident: Incident, world: World) -> None:
    running = directing.begin(incident)
    one = next(iter(running.exercise.people))
    world.client("own responder").post(
        f"/api/v1/rescue/incidents/{incident.id}/entries",
        {"sayings": [{"id": str(incident.id), "kind": "person", "about": one, "value": {"state": "safe"},
                      "said_at": timezone.now().isoformat()}]},
        content_type="application/json",
    )  # fmt: skip
    running.step(1.0, lambda building, sighting: None)
    running.step(400.0, lambda building, sighting: None)
    said = incident.entries.filter(kind="person", about=one)
    assert said.count() == 1
