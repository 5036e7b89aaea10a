"""Purposes of tokens: what is shared is read for those that a token names, and for no others."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from dugnad.kernel.access import Granted, Kind
from dugnad.kernel.access.gate import visible
from dugnad.kernel.access.queries import Fields
from dugnad.kernel.agreements.models import Grant
from dugnad.kernel.identity.models import AccessToken, Person
from dugnad.kernel.identity.tokens import holder_of
from dugnad.kernel.organisations.models import Membership, Organisation
from dugnad.web.identity.tests.tokens import call, form, make
from tests import people


@pytest.fixture
def shares(kari: Person, city: Organisation) -> str:
    """Where the contact people are read that another member shares with the city, for cooperation."""
    giver = people.company("Giver AS")
    people.person("Liv Eksempel", giver)
    now = timezone.now()
    Grant.objects.create(
        giver=giver,
        receiver=city,
        data="network.people",
        purpose="cooperation",
        start=now - timedelta(days=1),
        end=now + timedelta(days=1),
        agreement=uuid4(),
        agreement_title="Eksempel",
        clause=1,
        agreed_on=now.date(),
    )
    return f"/api/v1/shared/{giver.id}/network.people"


def test_a_token_reads_what_is_shared_for_its_purposes_only(kari: Person, shares: str) -> None:
    _, fitting = make(kari, purposes=["cooperation", "preparedness"])
    _, other = make(kari, purposes=["preparedness"])
    assert call(fitting, f"{shares}?purpose=cooperation").status_code == 200
    refused = call(other, f"{shares}?purpose=cooperation")
    says = "This token is not for «day-to-day cooperation»."
    assert (refused.status_code, refused.json()["detail"]) == (403, says)


def test_a_token_without_purposes_reads_only_what_needs_none(
    kari: Person, city: Organisation, shares: str
) -> None:
    _, secret = make(kari)
    refused = call(secret, f"{shares}?purpose=cooperation")
    assert (refused.status_code, "This token is not for" in refused.json()["detail"]) == (403, True)
    own = f"/api/v1/shared/{city.id}/network.people"
    assert call(secret, own).status_code == 200


def test_a_purpose_that_nobody_agreed_on_is_not_told_as_a_limit_of_the_token(
    kari: Person, shares: str
) -> None:
    _, secret = make(kari, purposes=["cooperation"])
    refused = call(secret, f"{shares}?purpose=preparedness")
    assert (refused.status_code, "detail" in refused.json()) == (403, False)


@pytest.mark.usefixtures("shares")
@pytest.mark.parametrize(("purposes", "shown"), [(["cooperation"], 1), (["preparedness"], 0), ([], 0)])
def test_lists_keep_to_the_purposes_of_a_token(kari: Person, purposes: list[str], shown: int) -> None:
    kind = Kind("test.roles", {"read": (Granted(),)}, data="network.people")
    _, secret = make(kari, purposes=purposes)
    rows = visible(
        Membership.objects.all(),
        holder_of(secret).actor,
        kind,
        Fields(owner="organisation"),
        purpose="cooperation",
    )
    assert rows.count() == shown


def test_purposes_are_chosen_on_the_page_and_told_there(client: Client, kari: Person) -> None:
    people.sign_in(client, kari, second_factor=True)
    client.post("/you/tokens/", form() | {"purposes": ["preparedness", "cooperation"]})
    assert AccessToken.objects.get().purposes == ["cooperation", "preparedness"]
    assert (
        "For day-to-day cooperation, preparedness and crises." in client.get("/you/tokens/").content.decode()
    )


def test_the_api_takes_and_tells_purposes(kari: Person) -> None:
    client = Client()
    people.sign_in(client, kari, second_factor=True)
    wanted = {"name": "Sensors", "last_day": str(timezone.localdate()), "purposes": ["agreements"]}
    made = client.post("/api/v1/you/tokens", wanted, content_type="application/json")
    assert (made.status_code, made.json()["purposes"]) == (201, ["agreements"])
    unknown = client.post(
        "/api/v1/you/tokens", wanted | {"purposes": ["curiosity"]}, content_type="application/json"
    )
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (422, "#/purposes")
    assert [token["purposes"] for token in client.get("/api/v1/you/tokens").json()] == [["agreements"]]
