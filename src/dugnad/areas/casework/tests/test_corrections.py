"""An error in published rules: who it touched is found by trace, decided anew, corrected or put before a person."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from dugnad.areas.casework.cases import judging, outbox
from dugnad.areas.casework.cases.corrections import finding, sending, touching
from dugnad.areas.casework.cases.replay import replay
from dugnad.areas.casework.library import package
from dugnad.areas.casework.models import Adoption, Case, Correction, RuleError
from dugnad.areas.casework.packages import approving
from dugnad.areas.casework.tests.making_cases import sent, taken_in_use
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict, Invalid, NotFound
from tests import people

pytestmark = pytest.mark.django_db
SHARE = "andel av inntekt"
WRONG = "Andelen av inntekten er feil"


@pytest.fixture
def city() -> Organisation:
    return people.city("Eksempel kommune")


def _reported(worker: Person, used: Adoption, **scope: Any) -> RuleError:
    """The error told; what hears it runs as the worker would."""
    approving.report_error(actor=people.acting(worker), version=used.version_id, why=WRONG, scope=scope)
    finding.hear_error(Event.objects.get(name="casework.rule_error", thing=used.version_id))
    _work()
    return RuleError.objects.get(version=used.version_id)


def _work() -> None:
    """The waiting jobs, run once."""
    for job in JobRun.objects.filter(state="queued").order_by("asked_at"):
        run = {finding.JOB: finding.correct_job, sending.SEND_JOB: sending.send_job}[job.name]
        run(Progress(job.id), **job.arguments)
        JobRun.objects.filter(id=job.id).update(state="done")


def _corrected(city: Organisation, **values: str) -> None:
    used = taken_in_use(city, 2, **values)
    finding.hear_adopted(Event(id=7, name="casework.adopted", thing=used.id))
    _work()


def test_a_correction_in_favour_is_sent_after_one_click_and_the_letter_says_what_was_wrong(
    city: Organisation, worker: Person
) -> None:
    used = taken_in_use(city, 1, **{SHARE: "0.065"})
    case = sent(city, people.person("Kari Eksempel"))
    error = _reported(worker, used, parameters=[SHARE])
    found = Correction.objects.get()
    assert (found.state, found.case_id, error.parameters) == ("found", case.id, [SHARE])
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, worker)
    address = reverse("casework:error", args=[city.id, error.id])
    assert "wait for corrected rules" in client.get(address).content.decode()
    _corrected(city, **{SHARE: "0.06"})
    found.refresh_from_db()
    assert (found.state, found.direction) == ("ready", "favour")
    page = client.get(address).content.decode()
    assert "Price a month" in page
    assert "favour" in page
    assert case.letters.count() == 1
    client.post(reverse("casework:send_correction", args=[found.id]))
    found.refresh_from_db()
    assert (found.state, case.decisions.count()) == ("sent", 2)
    letter = case.letters.get(kind="correction")
    assert "Retting" in letter.title
    text = " ".join(line["text"] for line in letter.lines)
    assert f"bygde på: {WRONG}. Vi har retta vedtaket til fordel for deg (forvaltningslova § 35)" in text
    assert outbox.send(letter.id)
    assert all(one.same and one.whole for one in replay(case))
    with pytest.raises(Conflict):
        sending.send(actor=people.acting(worker), correction=found.id)


def test_what_goes_against_the_applicant_goes_to_a_person_with_the_corrected_brief(
    city: Organisation, worker: Person
) -> None:
    used = taken_in_use(city, 1, **{SHARE: "0.05"})
    parent = people.person("Kari Eksempel")
    case = sent(city, parent)
    _reported(worker, used)
    _corrected(city, **{SHARE: "0.06"})
    found = Correction.objects.get()
    case.refresh_from_db()
    assert (found.state, found.direction) == ("person", "against")
    assert (case.state, case.why) == ("person", ["rule_error"])
    with pytest.raises(Conflict):
        sending.send(actor=people.acting(worker), correction=found.id)
    brief = case.decisions.all()[0]
    assert (brief.final, brief.adoption.version.number) == (False, 2)
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, parent)
    seen = client.get(reverse("casework:case", args=[case.id])).content.decode()
    assert "We look at your case again" in seen
    judging.judge(
        actor=people.acting(worker),
        case=case.id,
        brief=brief.number,
        result="reduced",
        states={},
        reason="Prisen var for låg. Du kunne ikkje vite det, og vi krev ikkje noko tilbake.",
    )
    found.refresh_from_db()
    assert found.state == "sent"
    letter = case.letters.get(kind="correction")
    assert "Ein saksbehandlar har difor avgjort saka på nytt" in letter.lines[0]["text"]
    assert all(one.same and one.whole for one in replay(case))


def test_a_person_may_let_the_decision_stand_with_a_reason(city: Organisation, worker: Person) -> None:
    used = taken_in_use(city, 1, **{SHARE: "0.05"})
    case = sent(city, people.person("Kari Eksempel"))
    _reported(worker, used)
    _corrected(city, **{SHARE: "0.06"})
    found, actor = Correction.objects.get(), people.acting(worker)
    with pytest.raises(Invalid):
        sending.stand(actor=actor, correction=found.id, reason=" ")
    sending.stand(actor=actor, correction=found.id, reason="Barnet har slutta.")
    case.refresh_from_db()
    assert (case.state, case.letters.count()) == ("decided", 1)
    with pytest.raises(Conflict):
        sending.stand(actor=actor, correction=found.id, reason="Ein gong til")


def test_only_what_rests_on_the_error_is_touched(city: Organisation, worker: Person) -> None:
    used = taken_in_use(city, 1)
    sent(city, people.person("Kari Eksempel"))
    sent(city, people.person("Per Eksempel"), "Bo")
    error = _reported(worker, used, rows=["redusert-ja"], conditions=[])
    assert [one.case.subject for one in error.corrections.all()] == ["Ada Eksempel"]
    _corrected(city)
    (found,) = error.corrections.all()
    assert (found.state, found.differences) == ("same", [])


@pytest.mark.parametrize(
    ("scope", "touched"),
    [
        ({}, True),
        ({"first": dt.date(2026, 1, 1)}, True),
        ({"last": dt.date(2025, 12, 31)}, False),
        ({"conditions": ["Gratis kjernetid"]}, True),
        ({"parameters": ["rabatt tredje barn"]}, True),
        ({"rows": ["redusert-nei"]}, False),
    ],
)
def test_scopes(city: Organisation, scope: dict[str, Any], touched: bool) -> None:
    taken_in_use(city, 1)
    trace = json.loads(sent(city, people.person("Kari Eksempel")).decisions.get().trace)
    whole = {"rows": [], "conditions": [], "parameters": [], "first": None, "last": None} | scope
    assert touching.touches(trace, touching.scope_of(package("kindergarten_fee"), **whole)) is touched


def test_an_unknown_part_and_impossible_days_are_refused_and_nothing_is_stopped(
    city: Organisation, worker: Person
) -> None:
    used = taken_in_use(city, 1)
    for scope in ({"rows": ["no-such"]}, {"first": dt.date(2026, 1, 2), "last": dt.date(2026, 1, 1)}):
        with pytest.raises(Invalid):
            approving.report_error(
                actor=people.acting(worker), version=used.version_id, why=WRONG, scope=scope
            )
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, worker)
    address = reverse("casework:report_rule_error", args=[used.version_id])
    client.post(address, {"why": WRONG, "first": "2026-02-30"})
    used.version.refresh_from_db()
    assert used.version.state == "published"
    client.post(address, {"why": WRONG, "conditions": ["månedspris"], "first": "2026-01-01"})
    assert RuleError.objects.get().conditions == ["månedspris"]


def test_all_in_favour_are_sent_by_a_job_when_the_list_is_what_was_seen(
    city: Organisation, worker: Person
) -> None:
    used = taken_in_use(city, 1, **{SHARE: "0.065"})
    for name in ("Kari", "Per"):
        sent(city, people.person(f"{name} Eksempel"))
    error = _reported(worker, used)
    _corrected(city, **{SHARE: "0.06"})
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, worker)
    by_api = f"/api/v1/casework/organisations/{city.id}/rule-errors"
    assert client.get(by_api).json()[0]["cases"]["ready"] == 2
    body = {"number": 1}
    assert client.post(f"{by_api}/{error.id}/send", body, content_type="application/json").status_code == 409
    client.post(reverse("casework:send_corrections", args=[city.id, error.id]), {"number": "2"})
    _work()
    assert set(Correction.objects.values_list("state", flat=True)) == {"sent"}
    assert {one["state"] for one in client.get(f"{by_api}/{error.id}").json()} == {"sent"}


def test_the_work_may_be_done_again_without_harm(city: Organisation, worker: Person) -> None:
    used = taken_in_use(city, 1, **{SHARE: "0.05"})
    sent(city, people.person("Kari Eksempel"))
    error = _reported(worker, used)
    _corrected(city, **{SHARE: "0.06"})
    before = Case.objects.get().decisions.count()
    sending.run(actor=people.acting(worker), organisation=city.id, error=error.id)
    with pytest.raises(Conflict):
        sending.run(actor=people.acting(worker), organisation=city.id, error=error.id)
    _work()
    assert (Correction.objects.count(), Case.objects.get().decisions.count()) == (1, before)


def test_nobody_else_sees_or_sends_corrections(city: Organisation, worker: Person) -> None:
    used = taken_in_use(city, 1, **{SHARE: "0.065"})
    parent = people.person("Kari Eksempel")
    sent(city, parent)
    error = _reported(worker, used)
    _corrected(city, **{SHARE: "0.06"})
    found = Correction.objects.get()
    other = people.person("Nils Eksempel", people.city("Annen kommune"), "caseworker")
    for someone in (parent, other, people.person("Liv Eksempel", city, "administrator"), people.operator()):
        client = Client()
        people.sign_in(client, someone)
        for name, args in (("errors", [city.id]), ("error", [city.id, error.id])):
            assert client.get(reverse(f"casework:{name}", args=args)).status_code in (403, 404)
        for name, args in (("send_correction", [found.id]), ("let_stand", [found.id])):
            assert client.post(reverse(f"casework:{name}", args=args), {"reason": "x"}).status_code in (
                403,
                404,
            )
    with pytest.raises(NotFound):
        sending.send(actor=people.acting(worker), correction=UUID(int=1))
