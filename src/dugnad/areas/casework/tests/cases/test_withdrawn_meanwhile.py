"""An appeal is taken back while something else goes on in its case, or at the same moment."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from dugnad.areas.casework.cases import appeals, clock, reopening, withdrawing
from dugnad.areas.casework.cases.applying import locked
from dugnad.areas.casework.cases.corrections import finding, sending
from dugnad.areas.casework.models import Adoption, Appeal, Case, Correction, RuleError
from dugnad.areas.casework.models.cases import CaseState
from dugnad.areas.casework.tests.cases.taking_back import lines, now, page, withdraw
from dugnad.areas.casework.tests.making_cases import sent, taken_in_use
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict
from tests import people
from tests.racing import begun, until_blocked

pytestmark = pytest.mark.django_db


def test_a_person_who_was_asked_for_meanwhile_still_looks(parent: Person, made: Appeal) -> None:
    appeals.ask_control(actor=people.acting(parent), case=made.case_id)
    withdraw(parent, made)
    assert (now(made.case).state, now(made.case).why) == ("person", ["no_consent"])
    assert "av ein annan grunn enn klaga" in lines(made.case)


def test_what_was_opened_without_an_appeal_stays_open_and_may_be_let_stand(
    parent: Person, worker: Person, made: Appeal
) -> None:
    actor = people.acting(worker)
    appeals.send_on(actor=actor, appeal=made.id)
    reopening.reopen(actor=actor, case=made.case_id, reason="Sett på nytt (døme).")
    with pytest.raises(Conflict):
        reopening.stand(actor=actor, case=made.case_id, reason="Rett")
    withdraw(parent, made)
    assert (now(made.case).state, now(made.case).why) == ("person", ["reopened:favour"])
    assert "Let the decision stand" in page(worker, made.case)
    reopening.stand(actor=actor, case=made.case_id, reason="Rett")
    assert now(made.case).state == "decided"


def test_a_correction_that_a_person_must_see_is_handed_over(
    city: Organisation, parent: Person, worker: Person, made: Appeal
) -> None:
    adoption = Adoption.objects.get()
    error = RuleError.objects.create(version=adoption.version, why="Feil grense (døme)")
    found = Correction.objects.create(
        error=error, case=made.case, decision=made.case.decisions.get(), state="found"
    )
    Adoption.objects.update(stopped_at=timezone.now())
    by = taken_in_use(city, 2, maksimalpris="9000")
    finding.decide_anew(error, city.id, by)
    Correction.objects.update(state="person")
    assert now(made.case).why == ["appealed"]
    withdraw(parent, made)
    case = now(made.case)
    assert (case.state, case.why) == ("person", ["rule_error"])
    assert case.decisions.all()[0].adoption_id == by.id, "the brief is that of the corrected rules"
    sending.stand(actor=people.acting(worker), correction=found.id, reason="Rett (døme).")
    assert now(case).state == "decided"


def test_no_register_is_asked_for_a_case_that_is_closed_so(
    parent: Person, worker: Person, made: Appeal
) -> None:
    Case.objects.update(state=CaseState.WAITING, waits_for=["tax"], decided_at=timezone.now())
    withdraw(parent, made)
    clock.ask_again(timezone.now() + dt.timedelta(hours=1))
    assert (now(made.case).state, now(made.case).waits_for) == ("decided", [])
    assert made.case.decisions.count() == 1


def test_a_preliminary_reply_is_not_written_in_a_case_that_was_closed_meanwhile(
    city: Organisation, parent: Person, worker: Person
) -> None:
    case = sent(city, parent, "Geir")
    Case.objects.update(state=CaseState.WITHDRAWN)
    clock._reply(case.id, timezone.now())
    assert not case.letters.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
@pytest.mark.parametrize("answered", [False, True])
def test_who_comes_second_sees_what_the_first_did(
    parent: Person, worker: Person, made: Appeal, answered: bool
) -> None:
    """The applicant withdraws while the case worker settles, in either order."""
    appeals.send_on(actor=people.acting(worker), appeal=made.id)

    def settle() -> None:
        appeals.settle(actor=people.acting(worker), appeal=made.id, outcome="upheld", says="Ja (døme).")

    def take_back() -> None:
        withdrawing.withdraw(actor=people.acting(parent), appeal=made.id)

    first, second = (settle, take_back) if answered else (take_back, settle)
    with transaction.atomic():
        locked(made.case_id)
        thread, faults = begun(second)
        until_blocked()
        first()
    thread.join(20)
    (fault,) = faults
    assert isinstance(fault, Conflict)
    made.refresh_from_db()
    assert made.outcome == ("upheld" if answered else "withdrawn")
    assert made.case.letters.filter(kind="notice").count() == (1 if answered else 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_the_clock_that_comes_meanwhile_decides_nothing(parent: Person, made: Appeal) -> None:
    Case.objects.update(state=CaseState.WAITING, waits_for=["tax"])
    with transaction.atomic():
        locked(made.case_id)
        thread, faults = begun(lambda: clock._once_more(made.case_id))
        until_blocked()
        withdrawing.withdraw(actor=people.acting(parent), appeal=made.id)
    thread.join(20)
    assert faults == []
    assert (now(made.case).state, made.case.decisions.count()) == ("decided", 1)
