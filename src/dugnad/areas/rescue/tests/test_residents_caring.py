"""A care service registers others: on which ground, by which reference, and what it sees of them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dugnad.areas.rescue.models import Building, Resident
from dugnad.areas.rescue.residents import selectors, services
from dugnad.areas.rescue.tests import makers_residents as makers
from dugnad.areas.rescue.tests.samples_residents import FORM
from dugnad.kernel.problems import Invalid, NotFound, SecondFactorNeeded
from tests import people
from tests.world import World

API = "/api/v1/rescue/registrations"


@pytest.fixture
def place(world: World) -> Building:
    return makers.served_building(world)


def test_a_care_service_registers_with_a_ground_and_then_sees_no_more(world: World, place: Building) -> None:
    client = world.client("own carer")
    address = f"/rescue/care/{world.own.id}/register/{place.id}/"
    told = {**FORM, "reference": "H-214", "name": "Per Skjult", "ground": "health_duty"}
    refused = client.post(address, told)
    assert refused.status_code == 422
    assert not Resident.objects.exists()
    assert (
        client.post(address, {**told, "reason": "Fire watch is out of order this week."}).status_code == 302
    )
    row = Resident.objects.get()
    assert (row.person_id, row.service_id, row.ground_said[:10]) == (None, world.own.id, "Fire watch")
    listed = client.get(f"/rescue/care/{world.own.id}/").content.decode()
    assert "H-214" in listed
    assert "First floor, 101" in listed
    form = client.get(f"/rescue/care/{world.own.id}/{row.id}/replace/").content.decode()
    for page in (listed, form):
        assert "Per Skjult" not in page
        assert not re.findall(r" checked|value=\"(?:r|\d)\d*\" selected", page)
    assert client.get(f"/rescue/help/{row.id}/").status_code == 404


def test_a_care_service_replaces_and_withdraws(world: World, place: Building) -> None:
    row = makers.for_other(world.people["own carer"], world.own.id, place)
    client = world.client("own carer")
    assert (
        client.post(f"/rescue/care/{world.own.id}/{row.id}/replace/", {**FORM, "name": ""}).status_code == 302
    )
    row.refresh_from_db()
    assert (row.name, row.space) == ("", "r101")
    client.post(f"/rescue/help/{row.id}/withdraw/", {"service": str(world.own.id)})
    assert not Resident.objects.exists()


@pytest.mark.parametrize("text", ["", "Kari", "Kari Nordmann", "01019012345", "x" * 21, "H 214"])
def test_a_reference_cannot_be_a_name_or_an_identity_number(world: World, place: Building, text: str) -> None:
    with pytest.raises(Invalid) as wrong:
        makers.for_other(world.people["own carer"], world.own.id, place, reference=text)
    assert list(wrong.value.fields) == ["reference"]


def test_a_reference_is_used_once(world: World, place: Building) -> None:
    makers.for_other(world.people["own carer"], world.own.id, place, reference="H-1")
    with pytest.raises(Invalid):
        makers.for_other(world.people["own carer"], world.own.id, place, reference="H-1")


@pytest.mark.parametrize("ground", ["", "because", "legitimate"])
def test_no_ground_no_registration(world: World, place: Building, ground: str) -> None:
    with pytest.raises(Invalid):
        makers.for_other(world.people["own carer"], world.own.id, place, ground=ground)


def test_only_carers_of_the_service_with_two_steps(world: World, place: Building) -> None:
    values: dict[str, Any] = {
        "service": world.own.id,
        "building": place.id,
        "space": "r101",
        "need": makers.NEED,
    }
    given = {**values, "ground": "vital", "reference": "H-1"}
    for role in ("own administrator", "own member", "other administrator", "own responder", "operator"):
        with pytest.raises(NotFound):
            services.register_for(actor=world.actor(role), **given)
    with pytest.raises(SecondFactorNeeded):
        services.register_for(actor=people.acting(world.people["own carer"]), **given)
    with pytest.raises(SecondFactorNeeded):
        selectors.served(people.acting(world.people["own carer"]), world.own.id)


def test_another_services_registration_is_unknown(world: World, place: Building) -> None:
    row = makers.for_other(world.people["own carer"], world.own.id, place)
    stranger = people.person("Stranger", world.other, "carer")
    actor = people.acting(stranger, second_factor=True)
    for act in (services.withdraw, services.confirm, services.mark_told):
        with pytest.raises(NotFound):
            act(actor=actor, resident=row.id)
    with pytest.raises(NotFound):
        services.change(actor=actor, resident=row.id, space="r101", need=makers.NEED)
    with pytest.raises(NotFound):
        selectors.served(actor, world.own.id)
