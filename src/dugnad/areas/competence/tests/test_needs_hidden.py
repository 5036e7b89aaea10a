"""Whom a need is hidden from finds, reads and answers nothing of it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from dugnad.areas.competence.models import Contact, Need
from dugnad.areas.competence.needs import selectors
from dugnad.areas.competence.needs.hiding import hidden_from
from dugnad.areas.competence.needs.services import asking, contacting
from dugnad.areas.competence.tests.makers_needs import asked, sensor_team
from dugnad.areas.competence.tests.secret import SECRET, everywhere, secret_need
from dugnad.kernel.ledger.sealing import seal_all
from dugnad.kernel.problems import Invalid, NotFound
from tests.people import acting, company, operator, organisation, person
from tests.words import words_in
from tests.world import OTHER, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_whom_it_is_hidden_from_is_no_hit_cannot_be_asked_and_reads_nothing(world: World) -> None:
    need, team = secret_need(world), sensor_team(world.other.id)
    me = acting(world.people["own member"])
    assert team in [hit.expert for hit in selectors.answers(me, need).experts]
    asking.hide_need(actor=me, need=need.id, organisations=[world.other.id], industry=False)
    assert team not in [hit.expert for hit in selectors.answers(me, need).experts]
    with pytest.raises(Invalid):
        contacting.send(actor=me, need=need.id, experts=[team.id])
    contacting.send(actor=me, need=need.id, experts=[sensor_team(world.partner.id).id])
    asking.hand_over(actor=me, need=need.id)
    seal_all()
    for role in OTHER:
        assert not words_in(everywhere(world, role, need), "Bever")


def test_who_was_asked_is_hidden_from_only_after_the_request_is_withdrawn(world: World) -> None:
    need, team = secret_need(world), sensor_team(world.other.id)
    me = acting(world.people["own member"])
    row = contacting.send(actor=me, need=need.id, experts=[team.id])[0]
    hide = {"actor": me, "need": need.id, "organisations": [world.other.id], "industry": False}
    with pytest.raises(Invalid):
        asking.hide_need(**hide)
    contacting.withdraw(actor=me, contact=row.id)
    asking.hide_need(**hide)
    assert not words_in(everywhere(world, "other administrator", need), "Bever")


def test_a_whole_industry_is_hidden_from_and_those_who_never_told_theirs(world: World) -> None:
    me = acting(world.people["own member"])
    need = asked(world.people["own member"], world.own.id, SECRET, industry="C", size="small")
    rival, unknown = company("Rival"), company("Ukjent")
    baker, body = company("Baker"), organisation("Eksempel etat", "state")
    asked(person("R", rival), rival.id, industry="C")
    asked(person("B", baker), baker.id, industry="I")
    asking.hide_need(actor=me, need=need.id, organisations=[], industry=True)
    hidden = hidden_from(Need.objects.get(id=need.id))
    assert {rival.id, unknown.id} <= hidden
    assert not {baker.id, body.id, world.own.id} & hidden


def test_an_industry_must_be_known_to_hide_from_it(world: World) -> None:
    with pytest.raises(Invalid) as told:
        asking.hide_need(
            actor=acting(world.people["own member"]),
            need=secret_need(world).id,
            organisations=[],
            industry=True,
        )
    assert told.value.fields["hidden_industry"]


def test_a_hub_that_is_hidden_from_is_never_called(world: World) -> None:
    hub = organisation("Huben", "hub", county="18")
    me = acting(world.people["own member"])
    need = asked(world.people["own member"], world.own.id, SECRET, county="18")
    assert selectors.hub_for(need) == hub
    asking.hide_need(actor=me, need=need.id, organisations=[hub.id], industry=False)
    asking.hand_over(actor=me, need=need.id)
    assert Need.objects.get(id=need.id).matcher is None
    assert selectors.handed(acting(person("Huber", hub, "administrator"))) == []


def test_an_operator_who_works_where_it_is_hidden_from_does_not_see_it_even_then(world: World) -> None:
    me, need = acting(world.people["own member"]), secret_need(world)
    asking.hide_need(actor=me, need=need.id, organisations=[world.other.id], industry=False)
    row = contacting.send(actor=me, need=need.id, experts=[sensor_team(world.partner.id).id])[0]
    asking.hand_over(actor=me, need=need.id)
    Contact.objects.filter(id=row.id).update(escalated_at=timezone.now())
    both = operator()
    assert selectors.handed(acting(both))
    assert selectors.silent(acting(both))
    from dugnad.kernel.organisations import services
    from tests.people import PLATFORM

    services.give_role(actor=PLATFORM, organisation=world.other.id, person=both, role="member")
    both.held = None
    assert selectors.handed(acting(both)) == []
    assert selectors.silent(acting(both)) == []
    with pytest.raises(NotFound):
        selectors.contact(acting(both), row.id)
