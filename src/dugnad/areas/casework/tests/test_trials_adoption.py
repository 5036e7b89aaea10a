"""A city tries its next use of rules, with its own values, on its own past cases before its two approve."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dugnad.areas.casework.models import Adoption, Approval, PackageVersion, ShadowRun
from dugnad.areas.casework.packages import adopting
from dugnad.areas.casework.packages.digests import adoption_digest
from dugnad.areas.casework.tests import making
from dugnad.areas.casework.tests.making_cases import SLUG, sent
from dugnad.areas.casework.tests.trying import browser, tried
from dugnad.areas.casework.trials import shadow
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict, Forbidden, Invalid, NotFound
from tests import people

pytestmark = pytest.mark.django_db
LOWER = {"values": {"maksimalpris": [["2024-08-01", "500"]]}}


@pytest.fixture
def lawyer(city: Organisation) -> Person:
    return people.person("Lars Eksempel", city, "lawyer")


@pytest.fixture
def decided(city: Organisation, parent: Person) -> None:
    """Two cases by the rules in use."""
    for child in ("Ada", "Bo"):
        sent(city, parent, child)


def draft(city: Organisation, **overlay: Any) -> Adoption:
    """The same version with other values of the city's own."""
    made = making.adopting_draft(city, PackageVersion.objects.get(package__slug=SLUG))
    return adopting.set_overlay(
        actor=making.keeper(city), adoption=made.id, overlay=overlay, since=making.SINCE
    )


def test_the_same_values_end_every_case_as_before(city: Organisation, worker: Person, decided: None) -> None:
    run = tried(draft(city), worker)
    assert (run.state, run.counts["total"], run.counts["same"]) == ("done", 2, 2)


def test_the_citys_new_values_are_tried_and_not_those_of_then(
    city: Organisation, worker: Person, decided: None
) -> None:
    row = draft(city, **LOWER)
    run = tried(row, worker)
    assert run.counts["changed"] == 2
    assert {one["after"] for case in run.cases.all() for one in case.differs} >= {"500"}
    page = browser(worker).get(f"/casework/past-cases/{run.id}/").content.decode()
    assert "Price a month" in page
    assert f"Version 1 · {city.name}" in page
    assert f'href="/casework/in-use/{row.id}/past-cases/"' in page
    told = browser(worker).get(f"/api/v1/casework/in-use/{row.id}/past-cases").json()
    assert [(one["id"], one["adoption"]) for one in told] == [(str(run.id), str(row.id))]


def test_it_is_asked_for_on_its_page_and_by_the_api(
    city: Organisation, worker: Person, decided: None
) -> None:
    row = draft(city, **LOWER)
    client = browser(worker)
    assert (
        f"/casework/in-use/{row.id}/past-cases/" in client.get(f"/casework/in-use/{row.id}/").content.decode()
    )
    where = f"/casework/in-use/{row.id}/past-cases/"
    assert "Try on 2 past cases" in client.get(where).content.decode()
    asked = client.post(where)
    assert asked.status_code == 302
    assert ShadowRun.objects.get().adoption_id == row.id
    again = client.post(f"/api/v1{where.rstrip('/')}", "{}", content_type="application/json")
    assert again.status_code == 409


def test_the_two_approve_by_the_run_or_say_why_not(
    city: Organisation, worker: Person, lawyer: Person, decided: None
) -> None:
    row = draft(city, **LOWER)
    adopting.ask(actor=making.keeper(city), adoption=row.id)
    given = {"role": "lawyer", "digest": adoption_digest(row)}
    where = f"/api/v1/casework/in-use/{row.id}/approve"
    assert "Why without trying" in browser(lawyer).get(f"/casework/in-use/{row.id}/").content.decode()
    refused = browser(lawyer).post(where, json.dumps(given), content_type="application/json")
    assert refused.status_code == 422
    assert [one["pointer"] for one in refused.json()["errors"]] == ["#/reason"]
    assert not Approval.objects.filter(adoption=row).exists()
    run = tried(row, worker)
    browser(lawyer).post(f"/casework/in-use/{row.id}/approve/", given)
    assert Approval.objects.get(adoption=row).shadow_id == run.id
    seen = browser(worker).get(f"/casework/in-use/{row.id}/").content.decode()
    assert f'href="/casework/past-cases/{run.id}/"' in seen
    adopting.approve(actor=people.acting(worker), adoption=row.id, role="caseworker", digest=given["digest"])
    assert adopting.start(actor=making.keeper(city), adoption=row.id).state == "published"
    with pytest.raises(Conflict):
        shadow.ask(actor=people.acting(worker), row=Adoption.objects.get(id=row.id))


def test_other_values_make_the_run_old(
    city: Organisation, worker: Person, lawyer: Person, decided: None
) -> None:
    row = draft(city, **LOWER)
    run = tried(row, worker)
    row = draft(city)
    adopting.ask(actor=making.keeper(city), adoption=row.id)
    with pytest.raises(Invalid):
        adopting.approve(
            actor=people.acting(lawyer), adoption=row.id, role="lawyer", digest=adoption_digest(row)
        )
    assert (
        "The rules have changed since"
        in browser(worker).get(f"/casework/past-cases/{run.id}/").content.decode()
    )


def test_without_past_cases_nothing_is_asked(city: Organisation, worker: Person, lawyer: Person) -> None:
    row = draft(city)
    where = f"/casework/in-use/{row.id}/past-cases/"
    assert "There are no past cases" in browser(worker).get(where).content.decode()
    assert browser(worker).post(where).status_code == 422
    adopting.ask(actor=making.keeper(city), adoption=row.id)
    adopting.approve(actor=people.acting(lawyer), adoption=row.id, role="lawyer", digest=adoption_digest(row))


def test_a_city_tries_on_its_own_cases_and_only_its_people_see_it(
    city: Organisation, worker: Person, parent: Person, decided: None
) -> None:
    other = people.city("Eksempel annen")
    theirs = people.person("Tora Eksempel", other, "caseworker")
    elsewhere = making.adopting_draft(other, PackageVersion.objects.get(package__slug=SLUG))
    with pytest.raises(Invalid):
        shadow.ask(actor=people.acting(theirs), row=elsewhere)
    run = tried(draft(city, **LOWER), worker)
    for someone in (theirs, parent):
        with pytest.raises((Forbidden, NotFound)):
            shadow.ask(actor=people.acting(someone), row=Adoption.objects.get(id=run.adoption_id))
        for where in (f"/casework/past-cases/{run.id}/", f"/casework/in-use/{run.adoption_id}/past-cases/"):
            assert browser(someone).get(where).status_code == 404
            assert browser(someone).get(f"/api/v1{where.rstrip('/')}").status_code == 404
    member = people.person("M Eksempel", city)
    counted = browser(member).get(f"/api/v1/casework/past-cases/{run.id}").json()["counts"]
    assert (counted["total"], counted["changed"]) == (None, None), "fewer than five are not told"


def test_runs_of_a_version_and_of_its_use_are_apart(
    city: Organisation, worker: Person, decided: None
) -> None:
    run = tried(draft(city, **LOWER), worker)
    own = browser(worker).get(f"/api/v1/casework/rules/{run.version_id}/past-cases")
    assert own.json() == []
    adopting.discard(actor=making.keeper(city), adoption=run.adoption_id)
    assert not ShadowRun.objects.exists(), "it goes with the draft"
