"""Cases through the doors: applied for, and decided by rule where rules may."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dugnad.areas.casework.cases import applying, clock
from dugnad.areas.casework.models import Case
from dugnad.areas.casework.rulebook.deciding import PERSON
from dugnad.areas.casework.tests.making_cases import ANSWERS, adopted, draft, sent
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict
from tests import people

pytestmark = pytest.mark.django_db


def test_an_application_is_begun_saved_sent_and_decided_at_once(city: Organisation, parent: Person) -> None:
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, parent)
    begun = client.post(reverse("casework:begin", args=[city.id, "kindergarten-fee"]))
    case = Case.objects.get()
    assert begun["Location"] == reverse("casework:application", args=[case.id])
    client.post(
        reverse("casework:save_application", args=[case.id]), {"subject": "Ada", "born": "2022-02-30"}
    )
    kept = client.get(begun["Location"]).content.decode()
    assert 'value="Ada"' in kept
    assert 'value="2022-02-30"' in kept
    bad = client.post(begun["Location"], {**ANSWERS, "born": "2022-02-30"})
    assert bad.status_code == 422
    assert "There is no such date" in bad.content.decode()
    client.post(begun["Location"], ANSWERS)
    case.refresh_from_db()
    assert (case.state, case.why) == ("decided", [])
    page = client.get(reverse("casework:case", args=[case.id])).content.decode()
    assert "Reduced fee" in page
    assert "330\u00a0000" in page
    assert 'data-lights="condition-1"' in page
    assert "Statsforvaltaren" in page


@pytest.mark.parametrize(
    ("child", "more", "why"),
    [
        ("Ada", {"decided_by": "person"}, "no_consent"),
        ("Ada", {"homes": "yes"}, "two_homes"),
        ("Ada", {"moved": "yes"}, "moved"),
        ("Cleo", {}, "missing"),
        ("Geir", {}, "missing"),
        ("Frida", {}, "stale"),
    ],
)
def test_what_the_rules_may_not_decide_goes_to_a_person(
    city: Organisation, parent: Person, child: str, more: dict[str, str], why: str
) -> None:
    case = sent(city, parent, child, **more)
    assert case.state == "person"
    assert why in case.why
    assert case.decisions.get().result == PERSON
    assert not case.letters.exists()


def test_an_income_in_another_currency_is_not_used_and_is_told(
    city: Organisation, worker: Person, parent: Person
) -> None:
    case = sent(city, parent, "Cleo")
    fact = case.facts.get(name="husholdningens inntekt")
    assert (fact.value, fact.note) == ("", "41000 EUR")
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, worker)
    page = client.get(reverse("casework:case", args=[case.id])).content.decode()
    assert "41000 EUR" in page
    told = {"name": "husholdningens inntekt", "value": "41000 EUR", "note": "Payslip"}
    refused = client.post(reverse("casework:enter_fact", args=[case.id]), told)
    assert refused.status_code == 422
    assert "Norwegian kroner" in refused.content.decode()
    client.post(reverse("casework:enter_fact", args=[case.id]), {**told, "value": "330 000 kr"})
    case.refresh_from_db()
    assert case.state == "decided"


def test_a_case_waits_for_a_register_that_is_down_and_goes_on_when_it_answers(
    city: Organisation, parent: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dugnad.connectors.registers import standin

    case = sent(city, parent, "Emil")
    assert (case.state, case.waits_for) == ("waiting", ["tax"])
    assert case.facts.filter(source="people").exists()
    clock.ask_again(timezone.now())
    case.refresh_from_db()
    assert case.state == "waiting"
    up = standin.Invented(dt.date(2023, 5, 5), "505000")
    monkeypatch.setattr(standin, "PEOPLE", {**standin.PEOPLE, "Emil Eksempel": up})
    clock.ask_again(timezone.now())
    case.refresh_from_db()
    assert (case.state, case.waits_for) == ("decided", [])


def test_nobody_else_sees_a_case(city: Organisation, parent: Person, worker: Person) -> None:
    case = sent(city, parent)
    written = draft(city, people.person("Per Eksempel"))
    other = people.city("Annen kommune")
    adopted(other)
    strangers = [
        people.person("Ola Eksempel", city, "administrator"),
        people.person("Liv Eksempel", city, "lawyer"),
        people.person("Nils Eksempel", other, "caseworker"),
        people.person("Tor Eksempel"),
        people.operator(),
    ]
    for someone in strangers:
        client = Client()
        people.sign_in(client, someone)
        for name in ("case", "journal", "application"):
            assert client.get(reverse(f"casework:{name}", args=[case.id])).status_code == 404
        assert client.get(f"/api/v1/casework/cases/{case.id}").status_code == 404
        for name in ("judge", "reopen", "appeal", "control", "withdraw_application", "controlled"):
            assert client.post(reverse(f"casework:{name}", args=[case.id]), {}).status_code == 404
    client = Client()
    people.sign_in(client, worker)
    assert client.get(reverse("casework:case", args=[case.id])).status_code == 200
    assert client.get(f"/api/v1/casework/cases/{case.id}").status_code == 200
    assert client.get(reverse("casework:case", args=[written.id])).status_code == 404
    assert client.get(reverse("casework:desk", args=[other.id])).status_code == 404
    assert client.get(reverse("casework:desk", args=[city.id])).status_code == 200


def test_a_draft_is_withdrawn_and_gone_and_a_decided_case_stays(city: Organisation, parent: Person) -> None:
    applying.withdraw(actor=people.acting(parent), case=draft(city, parent).id)
    assert not Case.objects.exists()
    case = sent(city, parent)
    with pytest.raises(Conflict):
        applying.withdraw(actor=people.acting(parent), case=case.id)
    assert json.loads(case.decisions.get().trace)["result"] == "reduced"


def test_everyone_can_read_the_legal_content_of_rules(city: Organisation) -> None:
    found = Client().get(reverse("casework:documentation", args=["kindergarten-fee", 1]))
    text = found.content.decode()
    assert found["Content-Type"].startswith("text/markdown")
    assert "## Rettsgrunnlag" in text
    assert "forskrift om foreldrebetaling" in text
    assert '| < maksimalpris | "met" |' in text
    assert Client().get(reverse("casework:documentation", args=["kindergarten-fee", 9])).status_code == 404
