"""The city keeps its decision: what the body that decides the appeal gets."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from dugnad.areas.casework.cases import appeals, outbox
from dugnad.areas.casework.models import Appeal, Letter
from dugnad.areas.casework.tests.cases.taking_back import client_of, page
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from tests import people

pytestmark = pytest.mark.django_db
SAYS = "Sjå lønsslippane.\r\n\r\nInntekta er lågare no."


def send_on(worker: Person, made: Appeal, statement: str = "") -> Letter:
    there = {"case": made.case_id, "appeal": made.id}
    given = {"statement": statement}
    assert client_of(worker).post(reverse("casework:send_on", kwargs=there), given).status_code == 302
    return made.case.letters.get(kind="notice")


def told(letter: Letter) -> list[str]:
    return [one["text"] for one in letter.lines]


def test_the_body_gets_the_appeal_the_statement_the_decision_and_its_facts(
    city: Organisation, parent: Person, worker: Person, made: Appeal
) -> None:
    Appeal.objects.update(says=SAYS)
    letter = send_on(worker, made, "Registeret har inntekta for heile året.")
    assert letter.to.startswith("Statsforvalt")
    lines = told(letter)
    assert lines[0].startswith(f"{parent.name} har klaga på vedtaket av ")
    assert made.case.reference in lines[0]
    assert "innan fristen" in lines[1]
    assert lines[2:7] == [
        "Klaga i det heile",
        "Sjå lønsslippane.",
        "Inntekta er lågare no.",
        f"{city.name} seier om klaga",
        "Registeret har inntekta for heile året.",
    ]
    decided = made.case.letters.get(kind="decision")
    begin = lines.index("Vedtaket, slik klagaren fekk det") + 1
    assert letter.lines[begin : begin + len(decided.lines)] == decided.lines
    facts = lines[lines.index("Opplysningane som vedtaket byggjer på") + 1 :]
    assert any("kr (frå: Skatteregisteret, " in one for one in facts), facts
    assert all("None" not in one for one in facts)


def test_it_goes_by_the_outbox_and_both_see_that_it_went(
    parent: Person, worker: Person, made: Appeal
) -> None:
    assert "If the decision is kept, the County Governor decides." in page(parent, made.case)
    letter = send_on(worker, made)
    assert not any("seier om klaga" in one for one in told(letter))
    outbox.send_waiting(timezone.now() + dt.timedelta(minutes=1))
    letter.refresh_from_db()
    assert letter.receipt
    assert bytes(letter.pdf or b"").startswith(b"%PDF")
    for one in (parent, worker):
        shown = page(one, made.case)
        assert f"to {letter.to}" in shown
        assert "sent the appeal to the County Governor" in shown


def test_a_late_one_that_was_taken_in_tells_why(worker: Person, made: Appeal) -> None:
    Appeal.objects.update(in_time=False)
    appeals.take_in(actor=people.acting(worker), appeal=made.id, reason="Sjukdom (døme).")
    assert "etter fristen" in told(send_on(worker, made))[1]
    assert "(forvaltningslova § 31): Sjukdom (døme)." in told(made.case.letters.get(kind="notice"))[1]


def test_what_was_since_learnt_is_not_taken_for_what_the_decision_rested_on(
    worker: Person, made: Appeal
) -> None:
    made.case.facts.filter(name="husholdningens inntekt").update(value="1")
    facts = " ".join(told(send_on(worker, made)))
    assert " 1 kr" not in facts
