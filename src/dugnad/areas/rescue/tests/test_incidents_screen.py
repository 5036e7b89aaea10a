"""The commander's screen, its paper, its report and its CAP message: who sees what, and that closing seals again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import etree

from dugnad.areas.rescue.incidents.closing import forget_people
from dugnad.areas.rescue.models import Assessment, FrozenPosition, Incident, Resident
from dugnad.areas.rescue.tests import burning, makers_residents
from dugnad.kernel.identity.models import Person
from tests.world import World

NAME = "Gunnhild Aspelund"


def resident(incident: Incident) -> Resident:
    """A real person of the register, with a name to look for."""
    person = Person.objects.create_user("gunnhild@eksempel.example", None, name=NAME, invented=True)
    return makers_residents.registered(person, incident.building, space="R213")  # type: ignore[arg-type]


def pages(incident: Incident) -> list[str]:
    return [
        f"/rescue/incidents/{incident.id}/{page}"
        for page in ("", "picture/", "print/", "report/", "counts.cap.xml")
    ]


def test_the_commander_sees_who_needs_help_and_what(world: World) -> None:
    incident = burning.fire(world)
    resident(incident)
    shown = world.client("own responder").get(f"/rescue/incidents/{incident.id}/").content.decode()
    assert NAME in shown
    assert "Cannot use stairs" in shown
    assert "registered only" in shown
    assert "213" in shown


def test_a_real_incident_shows_no_invented_people_and_a_drill_no_real_ones(world: World) -> None:
    incident = burning.drill(world)
    resident(incident)
    client = world.client("own responder")
    shown = client.get(f"/rescue/incidents/{incident.id}/").content.decode()
    assert NAME not in shown
    assert shown.count('class="helped-one"') == 60
    real = burning.alarming.alarm(incident.building, detector="2-14", group="").alarm.incident
    assert real is not None
    assert real.id != incident.id
    shown = client.get(f"/rescue/incidents/{real.id}/").content.decode()
    assert shown.count('class="helped-one"') == 1
    assert NAME in shown


@pytest.mark.parametrize("role", ["partner responder", "partner administrator"])
def test_the_owner_does_not_see_persons_on_any_page(world: World, role: str) -> None:
    incident = burning.fire(world, owner=world.partner)
    resident(incident)
    client = world.client(role)
    for page in pages(incident):
        answer = client.get(page)
        assert answer.status_code == (200 if role == "partner responder" else 404)
        assert NAME not in answer.content.decode()


@pytest.mark.parametrize("role", ["other responder", "other administrator", "own member", "operator"])
def test_a_fire_officer_of_another_city_is_told_that_there_is_nothing(world: World, role: str) -> None:
    incident = burning.fire(world)
    resident(incident)
    for page in pages(incident):
        assert world.client(role).get(page).status_code == 404


def test_closing_seals_again_at_once_on_every_page(world: World) -> None:
    incident = burning.fire(world)
    resident(incident)
    client = world.client("own responder")
    assert NAME in client.get(pages(incident)[0]).content.decode()
    answer = client.post(f"/rescue/incidents/{incident.id}/close/", {"outcome": "Put out"})
    assert answer.status_code == 302
    for page in pages(incident):
        shown = client.get(page)
        assert shown.status_code == 200
        assert NAME not in shown.content.decode()


def test_closing_needs_a_word_on_how_it_ended(world: World) -> None:
    incident = burning.fire(world)
    answer = world.client("own responder").post(f"/rescue/incidents/{incident.id}/close/", {"outcome": " "})
    assert answer.status_code == 422
    incident.refresh_from_db()
    assert incident.closed_at is None


def test_an_exercise_leaves_no_positions_and_no_persons_when_it_is_closed(world: World) -> None:
    incident = burning.drill(world)
    someone = Resident.objects.filter(synthetic=True, building=incident.building)[0]
    FrozenPosition.objects.create(incident=incident, resident=someone, beliefs={"R101": 1.0})
    Assessment.objects.create(incident=incident, content={"people": {str(someone.id): {}}})
    client = world.client("own responder")
    said = {"id": str(someone.id), "kind": "person", "about": str(someone.id), "value": {"state": "safe"}}
    client.post(
        f"/api/v1/rescue/incidents/{incident.id}/entries",
        {"sayings": [said | {"said_at": incident.opened_at.isoformat()}]},
        content_type="application/json",
    )
    client.post(f"/rescue/incidents/{incident.id}/close/", {"outcome": "Done"})
    assert not FrozenPosition.objects.filter(incident=incident).exists()
    assert not Assessment.objects.filter(incident=incident).exists()
    assert not incident.entries.filter(about=str(someone.id)).exists()


def test_the_report_of_a_closed_exercise_still_counts_who_was_safe(world: World) -> None:
    incident = burning.drill(world)
    client = world.client("own responder")
    people = Resident.objects.filter(synthetic=True, building=incident.building)[:3]
    told = [
        {"id": str(one.id), "kind": "person", "about": str(one.id), "value": {"state": state}}
        for one, state in zip(people, ("safe", "safe", "located"), strict=True)
    ]
    for one in told:
        one["said_at"] = incident.opened_at.isoformat()
    address = f"/api/v1/rescue/incidents/{incident.id}/entries"
    assert client.post(address, {"sayings": told}, content_type="application/json").json() == {"new": 3}
    client.post(f"/rescue/incidents/{incident.id}/close/", {"outcome": "Done"})
    shown = client.get(f"/rescue/incidents/{incident.id}/report/")
    assert [(str(label), count) for label, count in shown.context["people"]] == [("Located", 1), ("Safe", 2)]


def test_cap_tells_how_many_on_each_floor_and_never_who(world: World) -> None:
    incident = burning.fire(world)
    resident(incident)
    answer = world.client("own responder").get(pages(incident)[4])
    assert answer["Content-Type"] == "application/cap+xml"
    root = etree.fromstring(answer.content)
    space = {"cap": "urn:oasis:names:tc:emergency:cap:1.2"}
    told = dict(
        zip(
            root.xpath("//cap:parameter/cap:valueName/text()", namespaces=space),
            root.xpath("//cap:parameter/cap:value/text()", namespaces=space),
            strict=True,
        )
    )
    assert list(told.values()) == ["1"]
    assert "2. etasje" in "".join(told)
    assert NAME.encode() not in answer.content
    assert b"wheelchair" not in answer.content.lower()


def test_a_team_comes_and_leaves_by_its_forms(world: World) -> None:
    incident = burning.fire(world)
    client, address = world.client("own responder"), f"/rescue/incidents/{incident.id}/teams/"
    assert client.post(address, {"name": "Lag 7", "size": "3", "chair": "1"}).status_code == 302
    team = incident.teams.get(name="Lag 7")
    assert team.devices == {"chair": 1}
    again = client.post(address, {"name": "Lag 7", "size": "3"})
    assert again.status_code == 422
    assert "There is a team of this name already" in again.content.decode()
    assert client.post(address, {"name": "Lag 8", "size": "99"}).status_code == 422
    assert client.post(f"{address}{team.id}/leave/").status_code == 302
    team.refresh_from_db()
    assert team.left_at is not None


def test_the_worker_script_keeps_only_screens_and_files(world: World) -> None:
    answer = world.client("nobody").get("/rescue/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert b"/static/" in answer.content


def test_an_incident_at_a_place_unknown_has_a_screen(world: World) -> None:
    burning.alarming.district(world.own, "0000")
    found = burning.alarming.alarm(None, account="F00D", place="Somewhere by the harbour").alarm.incident
    assert found is not None
    shown = world.client("own responder").get(f"/rescue/incidents/{found.id}/")
    assert shown.status_code == 200
    assert "Somewhere by the harbour" in shown.content.decode()


def test_notes_of_a_real_incident_are_forgotten_with_its_people(world: World) -> None:
    incident = burning.fire(world)
    client = world.client("own responder")
    client.post(f"/rescue/incidents/{incident.id}/note/", {"text": "Fru Hansen i 213 er hentet"})
    client.post(f"/rescue/incidents/{incident.id}/close/", {"outcome": "Put out"})
    report = f"/rescue/incidents/{incident.id}/report/"
    assert "Fru Hansen" in client.get(report).content.decode()
    forget_people(timezone.now() + timedelta(days=31))
    assert "Fru Hansen" not in client.get(report).content.decode()
