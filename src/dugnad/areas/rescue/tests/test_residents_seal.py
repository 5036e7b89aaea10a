"""Attempts to break the seal: every role, every route, every state of an incident."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dugnad.areas.rescue.models import Building, Incident, Look, Resident
from dugnad.areas.rescue.residents import selectors, services
from dugnad.areas.rescue.residents.seal import Sealed
from dugnad.areas.rescue.rules import resident_thing
from dugnad.areas.rescue.tests import makers_residents as makers
from dugnad.kernel.access import NOBODY, Actor
from dugnad.kernel.areas import manifests
from dugnad.kernel.identity.models import AccessToken, Person
from dugnad.kernel.identity.tokens import make_token
from dugnad.kernel.ledger.models import Detail, Event
from dugnad.kernel.organisations.models import Membership
from dugnad.kernel.problems import NotFound, SecondFactorNeeded
from tests import people
from tests.words import words_in
from tests.world import ROLES, SUSPENDED, World

NAME = "Kari Hemmelig"
SECRET = (NAME, "wheelchair", "electric")


@pytest.fixture
def resident(world: World) -> Person:
    return people.person(NAME)


@pytest.fixture
def place(world: World) -> Building:
    """A building of partner, where own's fire service answers."""
    makers.answers(world.own)
    return makers.building(world.partner)


@pytest.fixture
def alarm(world: World, place: Building, resident: Person) -> Incident:
    makers.registered(resident, place)
    return makers.incident(place, world.own)


def _address(alarm: Incident) -> str:
    return f"/api/v1/rescue/incidents/{alarm.id}/people"


def test_in_an_alarm_the_fire_service_sees_who_needs_help(world: World, alarm: Incident) -> None:
    (seen,) = world.client("own responder").get(_address(alarm)).json()
    assert (seen["name"], seen["space"], seen["carriers"]) == (NAME, "r201", 2)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "own responder"])
def test_nobody_else_does(world: World, alarm: Incident, role: str) -> None:
    answer = world.client(role).get(_address(alarm))
    assert answer.status_code in (401, 403, 404)
    assert NAME not in answer.content.decode()
    assert not Look.objects.exists()


def test_the_operator_and_the_owner_are_refused_by_the_door_itself(world: World, alarm: Incident) -> None:
    for actor in (
        NOBODY,
        world.actor("operator"),
        Actor(operator=True),
        world.actor("partner administrator"),
    ):
        with pytest.raises(NotFound):
            selectors.people_in(actor, alarm.id)
    with pytest.raises(Sealed):
        selectors.people_in(world.actor("partner responder"), alarm.id)


def test_the_residents_own_right_opens_no_one_elses(world: World, alarm: Incident, resident: Person) -> None:
    with pytest.raises(NotFound):
        selectors.people_in(people.acting(resident, second_factor=True), alarm.id)


def test_access_ends_when_the_incident_closes(world: World, alarm: Incident) -> None:
    client = world.client("own responder")
    assert client.get(_address(alarm)).status_code == 200
    makers.close(alarm)
    answer = client.get(_address(alarm))
    assert (answer.status_code, NAME in answer.content.decode()) == (403, False)
    assert answer.json()["type"].endswith("#sealed")


def test_two_steps_are_needed_except_in_the_demo(world: World, alarm: Incident) -> None:
    actor = people.acting(world.people["own responder"])
    with pytest.raises(SecondFactorNeeded):
        selectors.people_in(actor, alarm.id)
    with override_settings(DEMO=True):
        assert selectors.people_in(actor, alarm.id)


def test_a_token_never_opens_the_register(world: World, alarm: Incident) -> None:
    day = timezone.localdate() + timedelta(days=2)
    _row, token = make_token(actor=world.actor("own responder"), name="t", scope="write", last_day=day)
    client = world.client("nobody")
    answer = client.get(_address(alarm), headers={"Authorization": f"Bearer {token}"})
    assert AccessToken.objects.get().last_used_on
    assert answer.json()["type"].endswith("#second-factor-needed")


def test_a_responder_whose_role_has_ended_is_shut_out_at_once(world: World, alarm: Incident) -> None:
    client = world.client("own responder")
    Membership.objects.filter(person=world.people["own responder"]).update(ended_at=timezone.now())
    assert client.get(_address(alarm)).status_code == 404


def test_one_building_opens_no_other(world: World, alarm: Incident) -> None:
    elsewhere = makers.building(world.partner)
    makers.registered(people.person("Ola Annensteds"), elsewhere)
    assert "Annensteds" not in world.client("own responder").get(_address(alarm)).content.decode()


def test_an_incident_without_a_building_or_a_service_opens_nothing(world: World, resident: Person) -> None:
    lost = Incident.objects.create(service=world.own)
    assert selectors.people_in(world.actor("own responder"), lost.id) == []
    nobodys = Incident.objects.create(building=makers.building(world.partner))
    with pytest.raises(NotFound):
        selectors.people_in(world.actor("own responder"), nobodys.id)


def _invented(world: World, place: Building) -> Resident:
    return makers.for_other(
        world.people["own carer"], world.own.id, place, synthetic=True, name="Drill Person"
    )


def test_an_exercise_shows_only_invented_people_and_an_alarm_only_real_ones(
    world: World, place: Building, alarm: Incident
) -> None:
    _invented(world, place)
    drill = makers.incident(place, world.own, exercise=True)
    seen = {row.name for row in selectors.people_in(world.actor("own responder"), drill.id)}
    real = {row.name for row in selectors.people_in(world.actor("own responder"), alarm.id)}
    assert (seen, real) == ({"Drill Person"}, {NAME})


def test_each_look_is_kept_once_for_each_incident_and_person(world: World, alarm: Incident) -> None:
    actor = world.actor("own responder")
    for _ in range(3):
        selectors.people_in(actor, alarm.id)
    look = Look.objects.get()
    assert (look.by_id, look.organisation_id, look.incident_id) == (actor.person, world.own.id, alarm.id)
    assert Event.objects.filter(name="rescue.people_seen").count() == 1
    colleague = people.person("Second", world.own, "responder")
    selectors.people_in(people.acting(colleague, second_factor=True), alarm.id)
    assert Look.objects.count() == 2


def test_who_registers_during_the_incident_is_seen_and_told_too(
    world: World, place: Building, alarm: Incident
) -> None:
    actor = world.actor("own responder")
    selectors.people_in(actor, alarm.id)
    makers.registered(people.person("Ny Beboer"), place)
    assert len(selectors.people_in(actor, alarm.id)) == 2
    assert Look.objects.count() == 2


def _queries(actor: Actor, alarm: Incident) -> int:
    with CaptureQueriesContext(connection) as asked:
        selectors.people_in(actor, alarm.id)
    return len(asked)


def test_looking_costs_no_more_in_a_large_house(world: World, place: Building, alarm: Incident) -> None:
    first, second = world.actor("own responder"), people.person("Second", world.own, "responder")
    few = _queries(first, alarm)
    for number in range(60):
        makers.registered(people.person(f"Beboer {number}"), place)
    assert _queries(people.acting(second, second_factor=True), alarm) <= few
    assert _queries(people.acting(second, second_factor=True), alarm) < few


def test_a_withdrawn_registration_is_gone_in_the_middle_of_an_incident(
    world: World, alarm: Incident, resident: Person
) -> None:
    services.withdraw(actor=people.acting(resident), resident=Resident.objects.get().id)
    assert selectors.people_in(world.actor("own responder"), alarm.id) == []


def test_a_blocked_address_shows_a_person_without_a_name(world: World, place: Building) -> None:
    makers.registered(people.person(NAME), place, blocked=True)
    alarm = makers.incident(place, world.own)
    (seen,) = selectors.people_in(world.actor("own responder"), alarm.id)
    assert (seen.name, seen.blocked, seen.space, seen.carriers) == ("", True, "r201", 2)


def _readable(world: World, role: str) -> str:
    """All that the role can read of the log, why, data about openings and registrations, by page and API."""
    client = world.client(role)
    row = Resident.objects.first()
    assert row
    addresses = [
        "/ledger/", "/api/v1/log/entries", f"/why/rescue.resident/{row.id}/", f"/api/v1/why/rescue.resident/{row.id}",
        "/rescue/help/", f"/rescue/help/{row.id}/", f"/api/v1/rescue/registrations/{row.id}", "/rescue/openings/",
        f"/api/v1/rescue/registrations/{row.id}/looks", "/api/v1/rescue/registrations", "/", "/rescue/care/",
        f"/rescue/care/{world.own.id}/", f"/api/v1/rescue/care/{world.own.id}/registrations", "/ask/?q=wheelchair",
        "/rescue/openings/ask/", "/rescue/help/find/?q=Eksempel", "/you/data/",
    ]  # fmt: skip
    return "\n".join(client.get(address).content.decode() for address in addresses)


@pytest.mark.parametrize("role", [role for role in ROLES if role not in (SUSPENDED,)])
def test_no_page_list_log_or_search_tells_of_anyone(world: World, alarm: Incident, role: str) -> None:
    carer = world.people["own carer"]
    place = alarm.building
    assert place
    makers.for_other(carer, world.own.id, place, name="Per Skjult")
    selectors.people_in(world.actor("own responder"), alarm.id)
    read = _readable(world, role)
    assert not [word for word in (NAME, "Per Skjult") if word in read]
    assert not words_in(read, "r201")


def test_the_log_ties_no_person_to_a_need(world: World, alarm: Incident, resident: Person) -> None:
    services.withdraw(actor=people.acting(resident), resident=Resident.objects.get().id)
    kept = [*Event.objects.filter(name__startswith="rescue."), *Detail.objects.all()]
    told = json.dumps([[str(value) for value in vars(row).values()] for row in kept])
    assert not [word for word in (str(resident.id), *SECRET) if word in told]


def test_what_is_happening_and_asked_for_tells_of_nobody(world: World, alarm: Incident) -> None:
    for manifest in manifests():
        actor = world.actor("operator")
        told: list[Any] = [*(manifest.happening(actor) if manifest.happening else ())]
        told += [*(manifest.answers(actor, "wheelchair help") if manifest.answers else ())]
        assert NAME not in str([str(part) for part in told])


def test_a_look_is_seen_by_the_resident(world: World, alarm: Incident, resident: Person) -> None:
    selectors.people_in(world.actor("own responder"), alarm.id)
    (look,) = selectors.looks(people.acting(resident), Resident.objects.get().id)
    assert (look.by, look.organisation, look.incident) == ("responder own", "Eksempel own", True)


def test_looks_are_shown_to_no_other(world: World, alarm: Incident) -> None:
    row = Resident.objects.get()
    for role in ROLES:
        assert world.client(role).get(f"/api/v1/rescue/registrations/{row.id}/looks").status_code in (
            401,
            404,
        )


def test_the_pure_rule_needs_an_open_incident_of_ones_own_service(world: World) -> None:
    from dugnad.areas.rescue.residents.seal import rescuers
    from dugnad.kernel.access.gate import ask

    now = timezone.now()
    cases: list[tuple[Any, Any, bool]] = [
        (world.own.id, None, True), (world.own.id, now - timedelta(hours=1), False),
        (world.other.id, None, False), (None, None, False),
    ]  # fmt: skip
    for service, closed, allowed in cases:
        thing = resident_thing(None, None, None, rescuers(service, closed))
        assert bool(ask(world.actor("own responder"), "people", thing)) is allowed
