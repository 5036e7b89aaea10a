"""School transport through the doors: from the application to the letter, by rule or by a person."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dugnad.areas.casework.cases import clock, outbox
from dugnad.areas.casework.library import package
from dugnad.areas.casework.models import Case, WalkingNetwork
from dugnad.areas.casework.rulebook.testing import run
from dugnad.areas.casework.tests import making_transport as making
from dugnad.areas.casework.tests.making_transport import ANSWERS, SLUG, letter, opened_form, page_of, sent
from dugnad.connectors.registers import standin
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from tests import people

pytestmark = pytest.mark.django_db


def test_every_scenario_of_the_package_holds() -> None:
    found = run(package("school_transport"))
    assert len(found) > 40
    assert [one for one in found if not one.passed] == []


@pytest.mark.parametrize(
    ("limit", "scenarios"), [("grense første trinn", "1"), ("grense andre til tiende trinn", "10")]
)
def test_a_limit_that_counts_from_and_not_above_is_found_by_the_package_s_own_tests(
    limit: str, scenarios: str
) -> None:
    from dataclasses import replace

    rules = package("school_transport")
    wrong = replace(rules, model=rules.model.replace(f"&gt; {limit}", f"&gt;= {limit}"))
    assert wrong.model != rules.model
    assert any(not one.passed for one in run(wrong))


def test_a_long_way_is_granted_at_once_and_the_letter_says_metres_limit_paragraph_and_appeal(
    city: Organisation, road: WalkingNetwork, parent: Person
) -> None:
    case = sent(city, parent)
    assert (case.state, case.why) == ("decided", [])
    metres = int(case.facts.get(name="skoleveiens lengde").value)
    assert 5_400 < metres < 5_600
    whole = letter(case)
    assert "Eleven får gratis skoleskyss." in whole
    assert f"er {metres // 1000} {metres % 1000:03} meter" in whole
    assert "når den er mer enn 4 000 meter" in whole
    assert "Eksempel kommune for fylket avgjør dette etter loven." in whole
    assert "Vedtaket gjelder fra 1. oktober 2026." in whole
    assert "Fristen er 3 uker" in whole
    assert "Statsforvalteren behandler klagen" in whole
    cited = {line["citation"] for line in case.letters.get().lines}
    assert {"opplæringslova § 4-1", "opplæringslova § 4-3", "opplæringslova § 28-7"} <= cited
    assert "opplæringslova § 29-1" in cited
    trace = json.loads(case.decisions.get().trace)
    assert trace["body"] == "county"
    assert trace["facts"]["skoleveiens lengde"]["provenance"]["network"] == road.digest
    outbox.send(case.letters.get().id)
    assert case.letters.get().receipt.startswith("eksempel-")


def test_the_letter_is_in_nynorsk_when_the_applicant_wants_it(
    city: Organisation, road: WalkingNetwork, parent: Person
) -> None:
    whole = letter(sent(city, parent, written="nn"))
    assert "Vegen frå Langveien 100 til Eksempel skole" in whole
    assert "meir enn 4 000 meter" in whole
    assert "Statsforvaltaren behandlar klaga" in whole
    assert "Vedtaket gjeld frå" in whole


def test_the_same_by_the_api(city: Organisation, road: WalkingNetwork, parent: Person) -> None:
    client = Client()
    people.sign_in(client, parent)
    begun = client.post(f"/api/v1/casework/organisations/{city.id}/cases/{SLUG}").json()
    address = f"/api/v1/casework/cases/{begun['id']}"
    bad = {"answers": {**ANSWERS, "fact:trinn": "14", "day": "2026-02-30"}}
    refused = client.post(f"{address}/send", bad, content_type="application/json")
    assert refused.status_code == 422
    assert {"#/fact:trinn", "#/day"} <= {one["pointer"] for one in refused.json()["errors"]}
    done = client.post(f"{address}/send", {"answers": ANSWERS}, content_type="application/json").json()
    assert (done["state"], done["until"], done["first"]) == ("decided", None, None)
    whole = client.get(address).json()
    line = next(one for one in whole["facts"] if one["name"] == "skoleveiens lengde")
    assert len(line["provenance"]["line"]) > 1
    assert whole["decisions"][0]["trace"]["body"] == "county"


def test_a_case_worker_s_page_tells_metres_limit_and_what_nobody_has_assessed(
    town: Organisation, parent: Person
) -> None:
    making.network(town)
    case = sent(town, parent, home="Langveien 20")
    page = page_of(people.person("Sara Eksempel", town, "caseworker"), case).replace("\u00a0", " ")
    metres = int(case.facts.get(name="skoleveiens lengde").value)
    assert f"er {metres // 1000} {metres % 1000:03} meter" in page
    assert "bare når den er mer enn 4 000 meter" in page
    assert "Not assessed" in page
    assert "60.390000, 5.300000" in page


def test_a_register_that_is_down_lets_the_case_wait_and_says_so(
    city: Organisation, road: WalkingNetwork, parent: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"subject": "Ivar Eksempel", "born": "2018-04-12"}
    case = sent(city, parent, **told)
    assert (case.state, case.waits_for) == ("waiting", ["addresses"])
    page = page_of(parent, case)
    assert "The address register" in page
    assert "Langveien 100" in page
    clock.ask_again(timezone.now())
    case.refresh_from_db()
    assert case.state == "waiting"
    up = {name: one for name, one in standin.PEOPLE.items() if name != "Ivar Eksempel"}
    monkeypatch.setattr(standin, "PEOPLE", up)
    clock.ask_again(timezone.now())
    case.refresh_from_db()
    assert (case.state, case.waits_for) == ("decided", [])


def test_another_organisation_s_case_worker_gets_nothing(
    city: Organisation, road: WalkingNetwork, town: Organisation, parent: Person
) -> None:
    first = sent(city, parent, homes="yes", **{"fact:hjemmets adresse#2": "Langveien 20"})
    strangers = [
        people.person("Nils Eksempel", town, "caseworker"),
        people.person("Tor Eksempel"),
        people.operator(),
    ]
    strangers.append(people.person("Ola Eksempel", city, "administrator"))
    for case in (first, Case.objects.get(first=first)):
        for someone in strangers:
            client = Client()
            people.sign_in(client, someone)
            assert client.get(reverse("casework:case", args=[case.id])).status_code == 404
            assert client.get(f"/api/v1/casework/cases/{case.id}").status_code == 404
            told = {"name": "trinn", "value": "1", "note": "x"}
            assert client.post(reverse("casework:enter_fact", args=[case.id]), told).status_code == 404


def test_schools_are_chosen_from_the_registers_list_and_others_may_be_written(
    city: Organisation, road: WalkingNetwork, parent: Person
) -> None:
    client, address = opened_form(city, parent)
    form = client.get(address).content.decode()
    assert '<option value="Eksempel skole">' in form
    assert '<option value="Langveien 100">' not in form


def test_without_the_register_a_school_is_written(
    city: Organisation, road: WalkingNetwork, parent: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_given: object, **_more: object) -> list[str]:
        raise ConnectionError

    monkeypatch.setattr(standin.InventedRegisters, "choices", down)
    client, address = opened_form(city, parent)
    assert "<datalist" not in client.get(address).content.decode()
