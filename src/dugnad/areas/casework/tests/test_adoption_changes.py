"""Before a city takes another version in use it sees what changes from the one it uses."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dugnad.areas.casework.models import Adoption, PackageVersion
from dugnad.areas.casework.packages import adopting, services
from dugnad.areas.casework.tests import making
from dugnad.kernel.organisations.models import Organisation
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Organisation:
    return people.city("Eksempel kommune")


def _next(city: Organisation, version: PackageVersion) -> PackageVersion:
    """The next version, with a lower price from August 2026, published."""
    draft = services.new_draft(actor=making.keeper(city), version=version.id)
    document = dict(draft.document)
    document["parameters"] = [
        one | {"values": [*one["values"], ["2026-08-01", "1234"]]} if one["name"] == "maksimalpris" else one
        for one in document["parameters"]
    ]
    draft = services.change(
        actor=making.keeper(city), version=draft.id, revision=draft.revision, document=document
    )
    row = making.ready(city, draft)
    row.state = "published"
    row.save(update_fields=["state"])
    return row


def _page(city: Organisation, row: Adoption, role: str = "caseworker") -> str:
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, people.person("Vera Eksempel", city, role))
    return client.get(reverse("casework:adoption", args=[row.id])).content.decode()


def test_a_draft_shows_what_changes_in_rules_and_in_own_values(city: Organisation) -> None:
    used = making.adopted(city, values={"grense gratis kjernetid": [["2024-08-01", "700000"]]})
    draft = adopting.adopt(
        actor=making.keeper(city), organisation=city.id, version=_next(city, used.version).id
    )
    adopting.set_overlay(
        actor=making.keeper(city),
        adoption=draft.id,
        overlay={"values": {"grense gratis kjernetid": [["2024-08-01", "710000"]]}},
        since=making.SINCE,
    )
    page = " ".join(_page(city, draft).split())
    assert "What changes from version 1, which is in use" in page
    page = page.replace("\u00a0", " ")
    assert "<ins>1,234 kr</ins>" in page
    assert "<del>700,000 kr</del><ins>710,000 kr</ins>" in page


def test_the_first_adoption_has_nothing_to_differ_from(city: Organisation) -> None:
    assert "What changes from version" not in _page(city, making.adopting_draft(city))


def test_what_is_in_force_shows_no_changes(city: Organisation) -> None:
    assert "What changes from version" not in _page(city, making.adopted(city))
