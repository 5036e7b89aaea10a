"""The page that says why something can be seen."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from dugnad.kernel.access import Granted, Kind, Role, Thing
from dugnad.kernel.agreements.models import Grant
from dugnad.kernel.areas.manifest import Found, ThingKind
from dugnad.kernel.organisations.models import Membership
from dugnad.kernel.problems import NotFound
from dugnad.web.house import why as why_module
from dugnad.web.house.why import why
from tests import people

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


def test_what_is_open_to_everyone_says_so_to_everyone() -> None:
    bergen = people.city("Eksempel Bergen")
    page = Client(**ENGLISH).get(f"/why/organisations.organisation/{bergen.id}/").content.decode()
    assert "Open to everyone." in page
    assert "You may not" in page
    assert "Sign in first" in page


def test_a_role_gives_what_it_gives() -> None:
    bergen = people.city("Eksempel Bergen")
    client = Client(**ENGLISH)
    people.sign_in(client, people.person("Kari", bergen, "administrator"))
    page = client.get(f"/why/organisations.organisation/{bergen.id}/").content.decode()
    assert "Your role in Eksempel Bergen." in page
    assert "Change its page" in page


def test_secret_things_are_not_known_to_others() -> None:
    bergen = people.city("Eksempel Bergen")
    kari = people.person("Kari Eksempel", bergen)
    held = Membership.objects.get(person=kari)
    address = f"/why/organisations.membership/{held.id}/"
    stranger, own = Client(**ENGLISH), Client(**ENGLISH)
    people.sign_in(stranger, people.person("Ola", people.city("Eksempel Oslo")))
    people.sign_in(own, kari)
    assert stranger.get(address).status_code == 404
    assert Client().get(address).status_code == 404
    assert "It is about you." in own.get(address).content.decode()
    for unknown in (f"/why/organisations.membership/{uuid4()}/", f"/why/no.such_kind/{held.id}/"):
        assert own.get(unknown).status_code == 404


PLANS = Kind("test.plans", {"read": (Role(), Granted()), "change": (Role(),)}, data="test.plans", secret=True)


def test_a_grant_gives_its_clause_and_its_agreement(monkeypatch: pytest.MonkeyPatch) -> None:
    bergen, oslo = people.city("Eksempel Bergen"), people.city("Eksempel Oslo")
    plan = uuid4()

    def find(ids: object) -> list[Found]:
        return [Found(Thing(PLANS, plan, owner=oslo.id), "Plan", "/plan/")]

    shown = ThingKind(PLANS, "plan", find, {"read": "Read it", "change": "Change it"})
    monkeypatch.setattr(why_module, "thing_kinds", lambda: {"test.plans": shown})
    reader = people.acting(people.person("Kari", bergen))
    with pytest.raises(NotFound):
        why(reader, "test.plans", plan)
    agreement = _agree(oslo.id, bergen.id)
    told = why(reader, "test.plans", plan)
    read, change = told.answers
    assert (told.title, read.allowed, change.allowed) == ("Plan", True, False)
    assert "Eksempel Bergen" in read.reason
    assert "«Felles vakt»" in read.reason
    assert read.agreement == "Felles vakt"
    assert str(agreement) in read.agreement_url
    assert change.reason != read.reason


def _agree(giver: UUID, receiver: UUID) -> UUID:
    agreement, now = uuid4(), timezone.now()
    Grant.objects.create(
        giver_id=giver,
        receiver_id=receiver,
        data="test.plans",
        purpose="test.planning",
        start=now - timedelta(days=1),
        end=now + timedelta(days=1),
        agreement=agreement,
        agreement_title="Felles vakt",
        clause=3,
        agreed_on=now.date(),
    )
    return agreement


def test_the_api_tells_the_same() -> None:
    bergen = people.city("Eksempel Bergen")
    told = Client(**ENGLISH).get(f"/api/v1/why/organisations.organisation/{bergen.id}").json()
    assert told["title"] == "Eksempel Bergen"
    assert told["answers"][0]["allowed"] is True
    assert Client().get(f"/api/v1/why/organisations.organisation/{uuid4()}").status_code == 404
