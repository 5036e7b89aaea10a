"""Who gains and who loses: drawn or uploaded people, small groups, each role, and the doors."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dugnad.areas.casework import library
from dugnad.areas.casework.models import Adoption, Consequence
from dugnad.areas.casework.tests.making_cases import SLUG, adopted
from dugnad.areas.casework.tests.test_trials_population import DAY
from dugnad.areas.casework.tests.test_trials_uploads import GOOD
from dugnad.areas.casework.trials import consequences
from dugnad.areas.casework.trials.consequences import Asked
from dugnad.areas.casework.trials.personal import expire_trials
from dugnad.kernel.jobs.services import Progress
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Invalid
from tests import people

FEE = library.package("kindergarten_fee")
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def city(db: None) -> Organisation:
    return people.city("Eksempel kommune")


@pytest.fixture
def used(city: Organisation) -> Adoption:
    row = adopted(city)
    row.overlay = {"municipality": "", "values": {"maksimalpris": [["2024-08-01", "1000"]]}, "says": {}}
    row.save(update_fields=["overlay"])
    return row


def browser(city: Organisation, *roles: str) -> Client:
    client = Client(headers=ENGLISH)
    client.force_login(people.person("Eksempel", city, *roles))
    return client


def form(used: Adoption, **more: Any) -> dict[str, Any]:
    sides = {"before": f"v:{used.version_id}", "after": f"a:{used.id}"}
    plain = {
        "day": "2026-10-01",
        "measure": "månedspris",
        "pays": "pays",
        "times": "11",
        "count": "200",
        "seed": "7",
    }
    return {**sides, **plain, **more}


def done(city: Organisation) -> Consequence:
    row = Consequence.objects.get(organisation=city)
    consequences.work(Progress(row.id), str(row.id))
    row.refresh_from_db()
    return row


def test_a_lower_price_gains_most_and_the_page_draws_it(city: Organisation, used: Adoption) -> None:
    client, address = browser(city, "caseworker"), f"/casework/rulebook/{city.id}/consequences/{SLUG}/"
    assert "Seed" in client.get(address).content.decode()
    assert client.post(address, form(used)).status_code == 302
    row = done(city)
    assert row.state == "done"
    assert row.result["all"]["gain"] > 0 == row.result["all"]["lose"]
    page = client.get(f"/casework/consequences/{row.id}/").content.decode()
    assert page.count('<svg class="trial-chart') >= 4
    assert "200 invented people, seed 7" in page
    assert "A year" in page
    csv = client.get(f"/casework/consequences/{row.id}/figures.csv").content.decode("utf-8-sig")
    assert csv.splitlines()[0].startswith("Fact;Group;People")
    assert "The household's income a year" in csv


def test_an_uploaded_population_is_gone_when_the_work_is_done(city: Organisation, used: Adoption) -> None:
    client, address = browser(city, "lawyer"), f"/casework/rulebook/{city.id}/consequences/{SLUG}/"
    bad = SimpleUploadedFile("people.csv", ("navn;" + GOOD).encode())
    refused = client.post(address, {**form(used), "file": bad})
    assert refused.status_code == 422
    assert "Leave out the column" in refused.content.decode()
    assert not Consequence.objects.exists()
    client.post(address, {**form(used), "file": SimpleUploadedFile("people.csv", GOOD.encode())})
    assert Consequence.objects.get().people
    row = done(city)
    assert row.people is None
    assert row.result["count"] == 12
    assert row.result["largest"] == []


def test_what_was_never_worked_with_expires(city: Organisation, used: Adoption) -> None:
    browser(city, "lawyer").post(
        f"/casework/rulebook/{city.id}/consequences/{SLUG}/",
        {**form(used), "file": SimpleUploadedFile("people.csv", GOOD.encode())},
    )
    row = Consequence.objects.get()
    assert expire_trials(row.asked_at) == 0
    assert expire_trials(row.asked_at + dt.timedelta(days=2)) == 1
    row.refresh_from_db()
    assert (row.people, row.state) == (None, "failed")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"seed": -1}, "seed"),
        ({"seed": 2**32}, "seed"),
        ({"count": 9}, "count"),
        ({"count": 10**7}, "count"),
        ({"measure": "Redusert betaling"}, "measure"),
        ({"times": 0}, "times"),
        ({"before": "v:nothing"}, "before"),
        ({"day": "1900-01-01"}, "day"),
        ({"facts": [{"name": "barnets alder", "low": 5, "high": 1}]}, "facts.barnets alder"),
        ({"facts": [{"name": "barnets alder", "unknown": 101}]}, "facts.barnets alder"),
        ({"csv": "x"}, "file"),
    ],
)
def test_bad_choices_are_told_at_the_field(
    city: Organisation, used: Adoption, more: dict[str, Any], field: str
) -> None:
    body = {**form(used), "package": SLUG, "pays": True, **more}
    answer = browser(city, "caseworker").post(
        f"/api/v1/casework/organisations/{city.id}/consequences",
        json.dumps(body),
        content_type="application/json",
    )
    assert answer.status_code == 422
    assert field in answer.content.decode()
    assert not Consequence.objects.exists()


def test_each_role_and_another_organisation(city: Organisation, used: Adoption) -> None:
    address = f"/casework/rulebook/{city.id}/consequences/{SLUG}/"
    browser(city, "caseworker").post(address, form(used))
    row = done(city)
    one = f"/casework/consequences/{row.id}/"
    member, other = (
        browser(city),
        browser(people.city("Eksempel annen"), "caseworker", "lawyer", "administrator"),
    )
    assert member.get(one).status_code == 200
    assert member.post(address, form(used)).status_code in (403, 404)
    assert member.post(one + "delete/").status_code in (403, 404)
    for path in (one, one + "figures.csv", address, f"/api/v1{one[:-1]}"):
        assert other.get(path).status_code == 404
    assert other.post(one + "delete/").status_code == 404
    assert Client().get(one).status_code in (302, 401, 404)
    assert browser(city, "administrator").post(one + "delete/").status_code == 302
    assert not Consequence.objects.exists()


def test_a_side_that_is_gone_ends_the_job_with_words(city: Organisation, used: Adoption) -> None:
    browser(city, "caseworker").post(f"/casework/rulebook/{city.id}/consequences/{SLUG}/", form(used))
    used.delete()
    assert done(city).state == "failed"


def test_the_same_side_twice_is_refused(city: Organisation, used: Adoption) -> None:
    key = f"v:{used.version_id}"
    actor = people.acting(people.person("Eksempel", city, "caseworker"))
    with pytest.raises(Invalid):
        consequences.ask(actor=actor, organisation=city.id, slug=SLUG, asked=Asked(key, key, DAY))
