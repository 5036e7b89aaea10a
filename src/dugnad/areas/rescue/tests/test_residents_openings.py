"""Two people open the seal, for a while, for one of them; everything else is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dugnad.areas.rescue.models import Building, Look, Opening
from dugnad.areas.rescue.residents import selectors, services
from dugnad.areas.rescue.residents.seal import OpeningState, OpeningValues, Sealed, state_of
from dugnad.areas.rescue.tests import makers_residents as makers
from dugnad.kernel.identity.models import Person
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.organisations.models import Membership
from dugnad.kernel.problems import Conflict, Forbidden, Invalid, NotFound, SecondFactorNeeded
from tests import people
from tests.world import ROLES, World

NAME = "Kari Hemmelig"


@pytest.fixture
def place(world: World) -> Building:
    return makers.served_building(world)


@pytest.fixture
def kari(world: World, place: Building) -> Person:
    who = people.person(NAME)
    makers.registered(who, place)
    return who


def _address(row: Opening) -> str:
    return f"/api/v1/rescue/openings/{row.id}/people"


def test_who_asked_looks_after_another_allowed_it(world: World, place: Building, kari: Person) -> None:
    row = makers.opened(world, place)
    (seen,) = world.client("own responder").get(_address(row)).json()
    assert (seen["name"], seen["position"]) == (NAME, None)
    (look,) = selectors.looks(people.acting(kari), seen["id"])
    assert (look.reason, look.incident, look.by) == (makers.WHY, False, "responder own")


def test_every_look_is_kept(world: World, place: Building, kari: Person) -> None:
    row = makers.opened(world, place)
    for _ in range(2):
        selectors.people_opened(world.actor("own responder"), row.id)
    assert Look.objects.count() == 2
    assert Event.objects.filter(name="rescue.opening_used").count() == 2


@pytest.mark.parametrize("role", [role for role in ROLES if role != "own responder"])
def test_it_opens_for_no_third_person(world: World, place: Building, kari: Person, role: str) -> None:
    row = makers.opened(world, place)
    answer = world.client(role).get(_address(row))
    assert answer.status_code in (401, 403, 404)
    assert NAME not in answer.content.decode()
    assert world.client(role).get(f"/rescue/openings/{row.id}/people/").status_code != 200
    assert not Look.objects.exists()


def test_it_is_sealed_until_it_is_allowed(world: World, place: Building, kari: Person) -> None:
    row = makers.asked(world, place)
    with pytest.raises(Sealed):
        selectors.people_opened(world.actor("own responder"), row.id)


def test_nobody_allows_their_own(world: World, place: Building, kari: Person) -> None:
    row = makers.asked(world, place)
    with pytest.raises(Forbidden):
        services.answer(actor=world.actor("own responder"), opening=row.id, allow=True)
    who = world.people["own responder"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.update(allowed_by=who, until=timezone.now() + timedelta(hours=1))


@pytest.mark.parametrize(
    ("role", "refusal"),
    [
        ("own member", NotFound), ("own signatory", NotFound), ("own carer", Forbidden),
        ("other administrator", NotFound), ("other responder", NotFound), ("operator", NotFound),
    ],
)  # fmt: skip
def test_the_second_must_be_of_the_same_house_and_role(
    world: World, place: Building, role: str, refusal: type[Exception]
) -> None:
    row = makers.asked(world, place)
    with pytest.raises(refusal):
        services.answer(actor=world.actor(role), opening=row.id, allow=True)


def test_a_colleague_in_the_role_or_an_administrator_can_answer(world: World, place: Building) -> None:
    colleague = people.person("Colleague", world.own, "responder")
    for who in (colleague, world.people["own administrator"]):
        row = makers.asked(world, place)
        answered = services.answer(actor=people.acting(who, second_factor=True), opening=row.id, allow=True)
        assert answered.until
        assert answered.until > timezone.now() + timedelta(minutes=59)


def test_refused_stays_refused(world: World, place: Building, kari: Person) -> None:
    row = makers.asked(world, place)
    services.answer(actor=world.actor("own administrator"), opening=row.id, allow=False)
    with pytest.raises(Sealed):
        selectors.people_opened(world.actor("own responder"), row.id)
    with pytest.raises(Conflict):
        services.answer(actor=world.actor("own administrator"), opening=row.id, allow=True)


def test_it_closes_by_itself(world: World, place: Building, kari: Person) -> None:
    row = makers.opened(world, place)
    Opening.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert world.client("own responder").get(_address(row)).status_code == 403
    assert not Look.objects.exists()


def test_what_nobody_answers_lapses(world: World, place: Building) -> None:
    row = makers.asked(world, place)
    Opening.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    with pytest.raises(Conflict):
        services.answer(actor=world.actor("own administrator"), opening=row.id, allow=True)


def test_whose_role_has_ended_sees_nothing(world: World, place: Building, kari: Person) -> None:
    row = makers.opened(world, place)
    who = world.people["own responder"]
    Membership.objects.filter(person=who).update(ended_at=timezone.now())
    with pytest.raises(NotFound):
        selectors.people_opened(people.acting(who, second_factor=True), row.id)
    Membership.objects.create(person=who, organisation=world.own, role="administrator")
    with pytest.raises(Sealed):
        selectors.people_opened(people.acting(who, second_factor=True), row.id)


def test_two_steps_to_ask_to_answer_and_to_look(world: World, place: Building, kari: Person) -> None:
    plain = people.acting(world.people["own responder"])
    with pytest.raises(SecondFactorNeeded):
        services.ask(
            actor=plain, organisation=world.own.id, role="responder", reason=makers.WHY, building=place.id
        )
    row = makers.asked(world, place)
    with pytest.raises(SecondFactorNeeded):
        services.answer(actor=people.acting(world.people["own administrator"]), opening=row.id, allow=True)
    services.answer(actor=world.actor("own administrator"), opening=row.id, allow=True)
    with pytest.raises(SecondFactorNeeded):
        selectors.people_opened(plain, row.id)


@pytest.mark.parametrize("reason", ["", "   ", "short", "x" * 301])
def test_a_reason_is_needed(world: World, place: Building, reason: str) -> None:
    with pytest.raises(Invalid) as wrong:
        services.ask(
            actor=world.actor("own responder"), organisation=world.own.id, role="responder",
            reason=reason, building=place.id,
        )  # fmt: skip
    assert list(wrong.value.fields) == ["reason"]


def _ask(world: World, role: str, **what: Any) -> Opening:
    name = role.split()[1]
    own = getattr(world, role.split(maxsplit=1)[0])
    return services.ask(actor=world.actor(role), organisation=own.id, role=name, reason=makers.WHY, **what)


def test_a_fire_service_asks_only_where_it_answers(world: World, place: Building, kari: Person) -> None:
    with pytest.raises(NotFound):
        _ask(world, "other responder", building=place.id)
    row = makers.registered(people.person("X"), place)
    with pytest.raises(NotFound):
        _ask(world, "own responder", resident=row.id)


def test_a_care_service_asks_only_for_what_it_registered(world: World, place: Building, kari: Person) -> None:
    with pytest.raises(NotFound):
        _ask(world, "own carer", building=place.id)
    served = makers.for_other(world.people["own carer"], world.own.id, place, name="Per Skjult")
    other = makers.for_other(world.people["own carer"], world.own.id, place, name="Nina Skjult")
    whole = makers.opened(world, place, "carer")
    one = makers.opened(world, place, "carer", resident=served.id)
    actor = world.actor("own carer")
    assert {row.name for row in selectors.people_opened(actor, whole.id)} == {"Per Skjult", "Nina Skjult"}
    assert [row.id for row in selectors.people_opened(actor, one.id)] == [served.id]
    assert not Look.objects.filter(resident=other, opening=one).exists()


def test_others_may_not_ask(world: World, place: Building) -> None:
    for role in ("own administrator", "own member", "other responder", "operator"):
        with pytest.raises((NotFound, Forbidden)):
            services.ask(
                actor=world.actor(role), organisation=world.own.id, role="responder", reason=makers.WHY,
                building=place.id,
            )  # fmt: skip
    with pytest.raises(Forbidden):
        services.ask(
            actor=world.actor("own carer"), organisation=world.own.id, role="responder", reason=makers.WHY,
            building=place.id,
        )  # fmt: skip


def test_blocked_and_invented_people_are_never_behind_an_opening(world: World, place: Building) -> None:
    makers.registered(people.person("A"), place, blocked=True)
    makers.for_other(world.people["own carer"], world.own.id, place, synthetic=True)
    assert selectors.people_opened(world.actor("own responder"), makers.opened(world, place).id) == []


def test_withdrawing_ends_an_opening_of_that_registration(world: World, place: Building) -> None:
    row = makers.for_other(world.people["own carer"], world.own.id, place)
    opened = makers.opened(world, place, "carer", resident=row.id)
    services.withdraw(actor=world.actor("own carer"), resident=row.id)
    with pytest.raises(NotFound):
        selectors.people_opened(world.actor("own carer"), opened.id)


def test_by_page_from_asking_to_looking(world: World, place: Building, kari: Person) -> None:
    client = world.client("own responder", headers={"accept-language": "en"})
    answer = client.post("/rescue/openings/ask/", {"what": "0", "reason": makers.WHY})
    row = Opening.objects.get()
    assert answer.headers["Location"] == f"/rescue/openings/{row.id}/"
    assert "You cannot allow it yourself" in client.get(f"/rescue/openings/{row.id}/").content.decode()
    assert client.post(f"/rescue/openings/{row.id}/answer/", {"answer": "allow"}).status_code == 403
    second = world.client("own administrator")
    assert second.post(f"/rescue/openings/{row.id}/answer/", {"answer": "allow"}).status_code == 302
    assert NAME in client.get(f"/rescue/openings/{row.id}/people/").content.decode()


def test_the_state_of_an_opening_is_a_pure_rule(world: World) -> None:
    now, hour = timezone.now(), timedelta(hours=1)
    who = world.own.id
    cases = [
        ((now, None, None, None), OpeningState.WAITING), ((now - 24 * hour, None, None, None), OpeningState.EXPIRED),
        ((now, who, None, now + hour), OpeningState.OPEN), ((now, who, None, now), OpeningState.EXPIRED),
        ((now, who, None, None), OpeningState.EXPIRED), ((now, None, now, None), OpeningState.REFUSED),
    ]  # fmt: skip
    assert [state_of(OpeningValues(*values), now) for values, _ in cases] == [state for _, state in cases]
