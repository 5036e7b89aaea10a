"""What follows a decision: appeals, deadlines, a person who looks, rules that are stopped."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dugnad.areas.casework.cases import appeals, clock, judging, outbox, reopening
from dugnad.areas.casework.cases.deadlines import easter, weeks_from
from dugnad.areas.casework.models import Adoption, Appeal, Case, Letter
from dugnad.areas.casework.tests.making_cases import judged, sent
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict, Invalid, NotFound
from tests import people

pytestmark = pytest.mark.django_db


def test_an_appeal_is_counted_from_receipt_and_goes_to_a_person(
    city: Organisation, parent: Person, worker: Person
) -> None:
    case = sent(city, parent)
    outbox.send(case.letters.get().id)
    Letter.objects.update(received_at=timezone.now() - dt.timedelta(days=40))
    late = appeals.appeal(actor=people.acting(parent), case=case.id, says="Inntekta er lågare no.")
    assert not late.in_time
    case.refresh_from_db()
    assert case.state == "person"
    with pytest.raises(Conflict):
        appeals.appeal(actor=people.acting(parent), case=case.id, says="Ein gong til")
    with pytest.raises(NotFound):
        appeals.send_on(
            actor=people.acting(people.person("Ukjent Eksempel")), case=late.case_id, appeal=late.id
        )
    with pytest.raises(Conflict):
        appeals.send_on(actor=people.acting(worker), case=late.case_id, appeal=late.id)
    appeals.take_in(actor=people.acting(worker), appeal=late.id, reason="Sjukdom (døme).")
    appeals.send_on(actor=people.acting(worker), case=late.case_id, appeal=late.id)
    case.refresh_from_db()
    assert case.state == "decided"


def test_a_person_looks_when_asked_and_the_rules_decide_no_more(
    city: Organisation, parent: Person, worker: Person
) -> None:
    case = sent(city, parent)
    appeals.ask_control(actor=people.acting(parent), case=case.id)
    told = {"name": "barnets alder", "value": "4", "note": "Folkeregisteret"}
    found = judging.enter(actor=people.acting(worker), case=case.id, **told)
    assert found.state == "person"
    assert {"no_consent", "reopened"} <= set(found.why)


def test_stopped_rules_decide_nothing_and_cases_they_touched_are_opened_again(
    city: Organisation, parent: Person, worker: Person
) -> None:
    case = sent(city, parent)
    adoption = Adoption.objects.get()
    Adoption.objects.update(stopped_at=timezone.now())
    later = sent(city, people.person("Per Eksempel"), "Bo")
    assert "stopped" in later.why
    stranger, reason = people.acting(people.person("Ukjent Eksempel")), "Feil grense"
    with pytest.raises(NotFound):
        reopening.reopen_touched(actor=stranger, adoption=adoption.id, reason=reason)
    assert reopening.reopen_touched(actor=people.acting(worker), adoption=adoption.id, reason=reason) == 1
    case.refresh_from_db()
    assert (case.state, case.why) == ("person", ["reopened"])


def test_a_preliminary_reply_is_written_once_after_a_month(city: Organisation, parent: Person) -> None:
    case = sent(city, parent, "Geir")
    clock.reply(timezone.now() + dt.timedelta(days=29))
    assert not case.letters.exists()
    for _again in range(2):
        clock.reply(timezone.now() + dt.timedelta(days=31))
    assert [one.kind for one in case.letters.all()] == ["preliminary"]


def test_deadlines_end_on_working_days() -> None:
    assert easter(2026) == dt.date(2026, 4, 5)
    assert easter(2024) == dt.date(2024, 3, 31)
    assert weeks_from(dt.date(2026, 3, 12), 3) == dt.date(2026, 4, 7)
    assert weeks_from(dt.date(2026, 11, 23), 3) == dt.date(2026, 12, 14)
    assert weeks_from(dt.date(2026, 12, 4), 3) == dt.date(2026, 12, 28)


def _appealed(city: Organisation, parent: Person) -> Appeal:
    case = sent(city, parent)
    outbox.send(case.letters.get().id)
    return appeals.appeal(actor=people.acting(parent), case=case.id, says="Inntekta er lågare no.")


def test_an_appeal_goes_through_both_instances_and_the_applicant_sees_the_way(
    city: Organisation, parent: Person, worker: Person
) -> None:
    made, client = _appealed(city, parent), Client(headers={"accept-language": "en"})
    case, address = made.case, reverse("casework:case", args=[made.case_id])
    people.sign_in(client, worker)
    desk = client.get(reverse("casework:desk", args=[city.id])).content.decode()
    assert "waits for you" in desk
    there = {"case": case.id, "appeal": made.id}
    settle = reverse("casework:settle_appeal", kwargs=there)
    assert client.post(settle, {"outcome": "upheld", "says": "x"}).status_code == 422
    client.post(reverse("casework:send_on", kwargs=there), {"statement": "Inntekta er den registeret har."})
    letter = case.letters.get(kind="confirmation")
    assert "held fast ved vedtaket" in letter.lines[0]["text"]
    assert letter.lines[1]["text"] == "Inntekta er den registeret har."
    assert client.post(settle, {"outcome": "no", "says": "x"}).status_code == 422
    client.post(settle, {"outcome": "returned", "says": "Inntekta skal reknast for året."})
    case.refresh_from_db()
    assert (case.state, case.why) == ("person", ["appeal_body"])
    people.sign_in(client, parent)
    page = client.get(address).content.decode()
    assert "kept its decision" in page
    assert "sent back" in page
    assert "Inntekta skal reknast" in page


def test_a_new_decision_ends_the_appeal_and_a_late_one_is_taken_in_with_a_reason(
    city: Organisation, parent: Person, worker: Person
) -> None:
    made, actor = _appealed(city, parent), people.acting(worker)
    with pytest.raises(Conflict):
        appeals.take_in(actor=actor, appeal=made.id, reason="I tide")
    Appeal.objects.update(in_time=False)
    with pytest.raises(Invalid):
        appeals.take_in(actor=actor, appeal=made.id, reason=" ")
    appeals.take_in(actor=actor, appeal=made.id, reason="Sjukdom (døme).")
    judged(made.case, worker, states={})
    made.refresh_from_db()
    assert (made.outcome, made.late_reason) == ("changed", "Sjukdom (døme).")
    appeals.appeal(actor=people.acting(parent), case=made.case_id, says="Eg klagar på det nye òg.")


def test_the_desk_shows_the_clock(city: Organisation, parent: Person, worker: Person) -> None:
    case = sent(city, parent, "Geir")
    Case.objects.filter(id=case.id).update(applied_at=timezone.now() - dt.timedelta(days=33))
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, worker)
    page = client.get(reverse("casework:desk", args=[city.id])).content.decode()
    assert "33 days" in page
    assert "preliminary reply due" in page
    clock.reply(timezone.now())
    assert "answer promised by" in client.get(reverse("casework:desk", args=[city.id])).content.decode()


def test_a_late_appeal_is_dismissed_and_the_decision_stands(
    city: Organisation, parent: Person, worker: Person
) -> None:
    made, client = _appealed(city, parent), Client(headers={"accept-language": "en"})
    case, where = made.case, {"case": made.case_id, "appeal": made.id}
    people.sign_in(client, worker)
    assert "Dismiss it" not in client.get(reverse("casework:case", args=[case.id])).content.decode()
    assert client.post(reverse("casework:dismiss_appeal", kwargs=where), {"reason": "x"}).status_code == 422
    Appeal.objects.update(in_time=False, at=timezone.now() + dt.timedelta(days=400))
    page = client.get(reverse("casework:case", args=[case.id])).content.decode()
    assert "Dismiss it" in page
    assert "Take it in" not in page, "more than a year has gone"
    with pytest.raises(Conflict):
        appeals.take_in(actor=people.acting(worker), appeal=made.id, reason="Sjukdom (døme).")
    with pytest.raises(Conflict):
        judged(case, worker, states={})
    assert client.post(reverse("casework:dismiss_appeal", kwargs=where), {"reason": " "}).status_code == 422
    client.post(
        reverse("casework:dismiss_appeal", kwargs=where), {"reason": "Over eitt år for seint (døme)."}
    )
    made.refresh_from_db()
    case.refresh_from_db()
    assert (case.state, case.why, made.outcome) == ("decided", [], "dismissed")
    letter = case.letters.get(kind="confirmation")
    assert "Klaga di kom for seint" in letter.lines[0]["text"]
    assert letter.lines[1]["text"] == "Over eitt år for seint (døme)."
    people.sign_in(client, parent)
    page = client.get(reverse("casework:case", args=[case.id])).content.decode()
    assert f"{city.name} dismissed the appeal" in page


def test_the_body_may_dismiss_too_and_the_case_stays_closed(
    city: Organisation, parent: Person, worker: Person
) -> None:
    made, actor = _appealed(city, parent), people.acting(worker)
    appeals.send_on(actor=actor, appeal=made.id)
    appeals.settle(actor=actor, appeal=made.id, outcome="dismissed", says="Avvist 3. mars (døme).")
    assert Case.objects.get(id=made.case_id).state == "decided"
