"""An applicant takes an appeal back: what ends, who is told, and who may not."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dugnad.areas.casework.cases import appeals, judging, outbox
from dugnad.areas.casework.cases.noark import checking, packing
from dugnad.areas.casework.models import Appeal, Case, Letter
from dugnad.areas.casework.tests.cases.taking_back import by_api, client_of, lines, now, page, withdraw
from dugnad.areas.casework.tests.making_cases import judged, sent
from dugnad.kernel.identity.models import Person
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict
from tests import people

pytestmark = pytest.mark.django_db
LOW = {"name": "husholdningens inntekt", "value": "300000", "note": "Lønsslipp (døme)"}


def test_the_decision_stands_and_the_applicant_may_appeal_again(
    city: Organisation, parent: Person, worker: Person, made: Appeal
) -> None:
    case = made.case
    judging.enter(actor=people.acting(worker), case=case.id, **LOW)
    before = page(parent, case)
    assert "Withdraw the appeal?" in before
    assert f"You can appeal again until {made.deadline.day} " in before
    assert "Withdraw the appeal" not in page(worker, case)
    assert withdraw(parent, made).status_code == 302
    made.refresh_from_db()
    assert (made.outcome, bool(made.ended_at)) == ("withdrawn", True)
    assert (now(case).state, now(case).why, now(case).waits_for) == ("decided", [], [])
    shown = page(parent, case)
    assert "The appeal was withdrawn" in shown
    assert "Send the appeal" in shown
    assert "The letter is written when the case is decided" not in shown, "the decision that stands is shown"
    assert [one.kind for one in case.letters.all()] == ["confirmation", "decision"]
    told = lines(case)
    assert f"Du har trekt klaga di av {timezone.localdate(made.at).day}. " in told
    assert f"Du kan klage på nytt til og med {made.deadline.day}. " in told
    assert "forvaltningslova § 29" in told
    events = Event.objects.filter(name="casework.case_appeal_withdrawn", thing=case.id)
    assert [json.loads(one.detail.body) for one in events] == [{"reference": case.reference}]
    assert case.entries.filter(what="appeal_withdrawn", by=parent).count() == 1
    again = appeals.appeal(actor=people.acting(parent), case=case.id, says="Eg klagar likevel.")
    assert again.in_time
    assert now(case).why == ["appealed"]


def test_the_case_worker_sees_that_it_is_withdrawn_and_answers_it_no_more(
    city: Organisation, parent: Person, worker: Person, made: Appeal
) -> None:
    brief = made.case.decisions.all()[0].number
    withdraw(parent, made)
    desk = client_of(worker).get(reverse("casework:desk", args=[city.id])).content.decode()
    assert "withdrawn " in desk
    assert "waits for you" not in desk
    shown = page(worker, made.case)
    assert "The appeal was withdrawn" in shown
    assert "The applicant withdrew the appeal" in shown
    assert "Keep the decision and send it on" not in shown
    there = {"case": made.case_id, "appeal": made.id}
    for act, given in (
        ("send_on", {}),
        ("take_in_appeal", {"reason": "x"}),
        ("settle_appeal", {"outcome": "upheld"}),
    ):
        refused = client_of(worker).post(reverse(f"casework:{act}", kwargs=there), given)
        assert refused.status_code == 422
        assert "The applicant has withdrawn the appeal." in refused.content.decode()
    with pytest.raises(Conflict):
        judged(made.case, worker, brief=brief)
    Appeal.objects.update(ended_at=timezone.now() - dt.timedelta(days=15))
    desk = client_of(worker).get(reverse("casework:desk", args=[city.id])).content.decode()
    assert "withdrawn " not in desk


def test_the_body_is_told_of_an_appeal_that_was_sent_on(
    city: Organisation, parent: Person, worker: Person, made: Appeal
) -> None:
    appeals.send_on(actor=people.acting(worker), appeal=made.id)
    answer = by_api(parent, made)
    assert answer.status_code == 200
    assert answer.json()["outcome"] == "withdrawn"
    assert "Statsforvaltaren" in lines(made.case) or "statsforvaltaren" in lines(made.case).lower()
    notice = Letter.objects.get(case=made.case, title__startswith="Klaga er trekt", kind="notice")
    assert "statsforvalt" in notice.to.lower()
    assert "Klagaren har trekt klaga" in notice.lines[0]["text"]
    assert made.case.reference in notice.lines[0]["text"]
    assert parent.name not in str(notice.lines)
    outbox.send_waiting(timezone.now() + dt.timedelta(minutes=1))
    notice.refresh_from_db()
    assert notice.receipt
    assert f"to {notice.to}" in page(worker, made.case)
    refused = client_of(worker).post(
        reverse("casework:settle_appeal", kwargs={"case": made.case_id, "appeal": made.id}),
        {"outcome": "upheld", "says": "x"},
    )
    assert refused.status_code == 422
    assert now(made.case).state == "decided"


def test_nobody_settles_an_appeal_as_withdrawn_in_the_applicants_place(worker: Person, made: Appeal) -> None:
    appeals.send_on(actor=people.acting(worker), appeal=made.id)
    there = {"case": made.case_id, "appeal": made.id}
    given = {"outcome": "withdrawn", "says": "Trukket"}
    refused = client_of(worker).post(reverse("casework:settle_appeal", kwargs=there), given)
    assert refused.status_code == 422
    made.refresh_from_db()
    assert made.outcome == ""


def test_others_are_refused_and_nothing_changes(
    city: Organisation, parent: Person, worker: Person, made: Appeal
) -> None:
    other = people.city("Annen eksempelkommune")
    strangers = [
        people.person("Ukjent Eksempel"),
        people.person("Ola Eksempel", other, "caseworker"),
        people.person("Lise Eksempel", city, "lawyer"),
    ]
    for one in strangers:
        assert withdraw(one, made).status_code == 404
        assert by_api(one, made).status_code == 404
    assert withdraw(worker, made).status_code == 403
    assert by_api(worker, made).status_code == 403
    mine = sent(city, parent, "Bo")
    assert withdraw(parent, made, mine).status_code == 404, "an appeal of another case"
    assert Client().post(f"/api/v1/casework/appeals/{made.id}/withdraw").status_code == 401
    made.refresh_from_db()
    assert (made.outcome, now(made.case).state) == ("", "person")


def refused(parent: Person, made: Appeal, words: str) -> None:
    for answer in (withdraw(parent, made), by_api(parent, made)):
        assert answer.status_code in (409, 422)
        assert words in answer.content.decode()


def test_an_appeal_is_withdrawn_once_and_only_while_it_is_open(
    parent: Person, worker: Person, made: Appeal
) -> None:
    assert withdraw(parent, made).status_code == 302
    refused(parent, made, "The appeal is withdrawn already.")
    assert made.case.entries.filter(what="appeal_withdrawn").count() == 1
    assert made.case.letters.filter(kind="confirmation").count() == 1


def test_what_is_decided_or_dismissed_is_not_withdrawn(parent: Person, worker: Person, made: Appeal) -> None:
    judged(made.case, worker, states={})
    refused(parent, made, "The appeal is decided.")
    assert "Withdraw the appeal" not in page(parent, made.case)
    late = appeals.appeal(actor=people.acting(parent), case=made.case_id, says="Nei")
    Appeal.objects.filter(id=late.id).update(in_time=False)
    appeals.dismiss(actor=people.acting(worker), appeal=late.id, reason="For seint (døme).")
    refused(parent, late, "The appeal was dismissed.")


def test_a_late_appeal_that_is_withdrawn_waits_for_nobody(
    parent: Person, worker: Person, made: Appeal
) -> None:
    Letter.objects.update(received_at=timezone.now() - dt.timedelta(days=60))
    Appeal.objects.update(in_time=False)
    assert "The deadline has passed" in page(parent, made.case)
    assert withdraw(parent, made).status_code == 302
    assert "Fristen for å klage gjekk ut" in lines(made.case)
    assert now(made.case).state == "decided"


def test_where_nothing_shows_the_receipt_the_weeks_are_told(city: Organisation, parent: Person) -> None:
    case = sent(city, parent)
    made = appeals.appeal(actor=people.acting(parent), case=case.id, says="Nei")
    assert "within the deadline" in page(parent, case)
    withdraw(parent, made)
    assert "Fristen er 3 veker frå du fekk vedtaket" in lines(case)


def test_the_journal_holds_that_it_was_withdrawn_and_what_the_body_was_told(
    parent: Person, worker: Person, made: Appeal
) -> None:
    appeals.send_on(actor=people.acting(worker), appeal=made.id)
    withdraw(parent, made)
    xml = packing.journal(Case.objects.select_related("organisation").get(id=made.case_id))
    assert checking.faults(xml) == []
    text = xml.decode()
    assert "<tittel>Tilbaketrekking av klage</tittel>" in text
    notice = made.case.letters.get(title__startswith="Klaga er trekt", kind="notice")
    assert f"<korrespondansepartNavn>{notice.to}</korrespondansepartNavn>" in text
    numbers = [one.split("<")[0] for one in text.split("<journalsekvensnummer>")[1:]]
    assert len(set(numbers)) == len(numbers) == 8


def test_one_takes_away_that_it_was_withdrawn(parent: Person, made: Appeal) -> None:
    from dugnad.areas.casework.cases.personal import export_cases

    withdraw(parent, made)
    kept = next(one for one in export_cases(parent.id) if b"withdrawn" in one[1])
    assert made.case.reference in kept[0]
    shown = client_of(parent).get(f"/api/v1/casework/cases/{made.case_id}").json()
    assert [one["outcome"] for one in shown["appeals"]] == ["withdrawn"]
