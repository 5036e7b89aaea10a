"""A decided case opened again without an appeal: on which ground, and how it then may end."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dugnad.areas.casework.cases import appeals, applying, judging, outbox, reopening
from dugnad.areas.casework.models import Case, Letter, WalkingNetwork
from dugnad.areas.casework.tests.making_transport import page_of, sent
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict, Invalid, NotFound
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def granted(city: Organisation, road: WalkingNetwork, parent: Person) -> Case:
    """Transport granted by rule, and the letter received."""
    case = sent(city, parent)
    assert case.decisions.get().result == "granted"
    outbox.send(case.letters.get().id)
    Letter.objects.update(received_at=timezone.now())
    return case


def _refused(worker: Person, case: Case, result: str = "refused") -> Any:
    found = {"Avstand på andre til tiende trinn": {"state": "not met", "reason": "Målt på nytt."}}
    return judging.judge(
        actor=people.acting(worker),
        case=case.id,
        brief=case.decisions.all()[0].number,
        result=result,
        states=found,
        reason="Veien er kortere.",
    )


def test_what_was_opened_in_the_applicants_favour_cannot_end_against(granted: Case, worker: Person) -> None:
    reopening.reopen(actor=people.acting(worker), case=granted.id, reason="Ny måling")
    with pytest.raises(Invalid) as wrong:
        _refused(worker, granted)
    assert "in the applicant's favour" in str(wrong.value.fields["result"])
    granted.refresh_from_db()
    assert (granted.state, granted.decisions.count()) == ("person", 1)


def test_the_ground_stays_while_facts_are_entered(granted: Case, worker: Person) -> None:
    reopening.reopen(actor=people.acting(worker), case=granted.id, reason="Ny måling")
    told = {"name": "skoleveiens lengde", "value": "1200", "note": "Målt på nytt"}
    judging.enter(actor=people.acting(worker), case=granted.id, **told)
    granted.refresh_from_db()
    assert "reopened:favour" in granted.why
    with pytest.raises(Invalid):
        _refused(worker, granted)


def test_an_invalid_decision_may_be_changed_either_way(granted: Case, worker: Person) -> None:
    reopening.reopen(actor=people.acting(worker), case=granted.id, reason="Feil adresse", ground="void")
    assert _refused(worker, granted).result == "refused"


@pytest.mark.parametrize(
    ("ground", "words"), [("not_told", "has the letter already"), ("other", "Choose one")]
)
def test_a_ground_that_does_not_hold_is_told_at_its_field(
    granted: Case, worker: Person, ground: str, words: str
) -> None:
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, worker)
    told = {"reason": "Ny måling", "ground": ground}
    answer = client.post(reverse("casework:reopen", args=[granted.id]), told)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    granted.refresh_from_db()
    assert granted.state == "decided"


def test_before_the_applicant_is_told_a_decision_may_be_changed(granted: Case, worker: Person) -> None:
    Letter.objects.update(received_at=None)
    reopening.reopen(actor=people.acting(worker), case=granted.id, reason="Ny måling", ground="not_told")
    assert "has not been told of the decision yet" in page_of(worker, granted)
    assert _refused(worker, granted).result == "refused"


def test_asking_for_a_person_does_not_take_the_ground_away(
    granted: Case, worker: Person, parent: Person
) -> None:
    reopening.reopen(actor=people.acting(worker), case=granted.id, reason="Ny måling")
    appeals.ask_control(actor=people.acting(parent), case=granted.id)
    granted.refresh_from_db()
    assert granted.why == ["reopened:favour", "no_consent"]
    with pytest.raises(Invalid):
        _refused(worker, granted)


def test_what_is_sent_on_in_place_of_a_grant_goes_against_the_applicant(
    granted: Case, worker: Person
) -> None:
    reopening.reopen(actor=people.acting(worker), case=granted.id, reason="Ny måling")
    with pytest.raises(Invalid) as wrong:
        _refused(worker, granted, result="sent-on")
    assert "goes against the applicant" in str(wrong.value.fields["result"])


def test_a_letter_is_held_while_the_case_is_open_because_nobody_was_told(
    granted: Case, worker: Person
) -> None:
    Letter.objects.update(received_at=None, sent_at=None, receipt="", next_at=timezone.now())
    reopening.reopen(actor=people.acting(worker), case=granted.id, reason="Ny måling", ground="not_told")
    outbox.send_waiting(timezone.now() + dt.timedelta(days=1))
    letter = granted.letters.get()
    assert (outbox.send(letter.id), letter.sent_at) == (False, None)
    assert "held back" in page_of(worker, granted)
    decision = _refused(worker, granted)
    assert decision.judged["ground"] == "not_told"
    said = next(one for one in granted.letters.all() if one.decision_id == decision.id).lines[0]["text"]
    assert "før du fikk vite om det forrige vedtaket (forvaltningsloven § 35)" in said
    outbox.send_waiting(timezone.now() + dt.timedelta(days=1))
    letter.refresh_from_db()
    assert letter.sent_at is None, "what the applicant was never told does not go out after all"


def test_who_got_the_letter_meanwhile_is_protected_as_by_the_first_ground(
    granted: Case, worker: Person
) -> None:
    Letter.objects.update(received_at=None)
    reopening.reopen(actor=people.acting(worker), case=granted.id, reason="Ny måling", ground="not_told")
    Letter.objects.update(received_at=timezone.now())
    with pytest.raises(Invalid) as wrong:
        _refused(worker, granted)
    assert "received the letter meanwhile" in str(wrong.value.fields["result"])
    told = {"reason": "Feil adresse", "ground": "void"}
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, worker)
    assert "Choose another ground" in client.get(reverse("casework:case", args=[granted.id])).content.decode()
    assert client.post(reverse("casework:reopen", args=[granted.id]), told).status_code == 302
    granted.refresh_from_db()
    assert granted.why == ["reopened:void"]
    assert _refused(worker, granted).result == "refused"
    says = [one.says for one in granted.entries.filter(what="reopened")]
    assert says == ["§ 35 (b): Ny måling", "§ 35 (c): Feil adresse"]


def test_the_decision_may_stand_after_all(granted: Case, worker: Person, parent: Person) -> None:
    Letter.objects.update(received_at=None, sent_at=None, receipt="", next_at=timezone.now())
    with pytest.raises(Conflict):
        reopening.stand(actor=people.acting(worker), case=granted.id, reason="Rett")
    reopening.reopen(actor=people.acting(worker), case=granted.id, reason="Ny måling", ground="not_told")
    with pytest.raises(Conflict) as wrong:
        applying.withdraw(actor=people.acting(parent), case=granted.id)
    assert "looks at it again" in str(wrong.value)
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, worker)
    where = reverse("casework:stand", args=[granted.id])
    assert client.post(where, {"reason": " "}).status_code == 422
    assert client.post(where, {"reason": "Målingen var rett."}).status_code == 302
    granted.refresh_from_db()
    assert (granted.state, granted.why, granted.decisions.count()) == ("decided", [], 1)
    assert outbox.send(granted.letters.get().id), "its letter goes out after all"
    assert "Målingen var rett." in page_of(worker, granted)


def test_what_was_written_beside_a_wrong_ground_is_not_lost(granted: Case, worker: Person) -> None:
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, worker)
    told = {"reason": "Ny måling av veien", "ground": "not_told"}
    page = client.post(reverse("casework:reopen", args=[granted.id]), told).content.decode()
    assert 'value="Ny måling av veien"' in page


def test_no_case_is_closed_so_over_an_open_appeal_or_by_others(
    granted: Case, worker: Person, parent: Person
) -> None:
    appeals.appeal(actor=people.acting(parent), case=granted.id, says="Nei")
    with pytest.raises(Conflict):
        reopening.stand(actor=people.acting(worker), case=granted.id, reason="Rett")
    with pytest.raises(NotFound):
        reopening.stand(actor=people.acting(people.person("Ukjent Eksempel")), case=granted.id, reason="Rett")


@pytest.mark.postgres
def test_a_sign_that_the_database_does_not_take_is_told_and_nothing_is_kept(
    granted: Case, worker: Person
) -> None:
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, worker)
    told = {"reason": "Ny\0 måling", "ground": "favour"}
    answer = client.post(reverse("casework:reopen", args=[granted.id]), told)
    assert answer.status_code == 422
    assert "Null characters are not allowed." in answer.content.decode()
    granted.refresh_from_db()
    assert granted.state == "decided"
