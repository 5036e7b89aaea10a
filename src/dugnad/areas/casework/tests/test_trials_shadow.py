"""Rules tried on past cases before two people approve them: through the doors, for each role."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.urls import reverse

from dugnad.areas.casework.models import Approval, PackageVersion, ShadowCase
from dugnad.areas.casework.packages import approving, services
from dugnad.areas.casework.rulebook.deciding import PERSON
from dugnad.areas.casework.tests import making
from dugnad.areas.casework.tests.making_cases import SLUG, sent
from dugnad.areas.casework.tests.trying import browser, tried
from dugnad.areas.casework.trials import selectors, shadow
from dugnad.areas.casework.trials.comparing import CANNOT, CHANGED, SAME, compare
from dugnad.areas.casework.trials.personal import erase_trials, expire_trials, export_trials
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.services import Progress
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict, Forbidden, Invalid, NotFound
from tests import people

pytestmark = pytest.mark.django_db
CHILDREN = ("Ada", "Bo", "Ada")


@pytest.fixture
def lawyer(city: Organisation) -> Person:
    return people.person("Lars Eksempel", city, "lawyer")


@pytest.fixture
def parent(city: Organisation) -> Person:
    made = people.person("Kari Eksempel")
    for child in CHILDREN:
        sent(city, made, child)
    return made


def next_version(city: Organisation, old: str = "", new: str = "") -> PackageVersion:
    """A draft of the next version, with one text of its document changed."""
    row = services.new_draft(actor=making.keeper(city), version=PackageVersion.objects.get(number=1).id)
    if not old:
        return row
    text = json.dumps(row.document, ensure_ascii=False)
    assert old in text
    document = json.loads(text.replace(old, new))
    return services.change(
        actor=making.keeper(city), version=row.id, revision=row.revision, document=document
    )


def test_unchanged_rules_end_every_case_as_before(city: Organisation, worker: Person, parent: Person) -> None:
    run = tried(next_version(city), worker)
    assert run.state == "done"
    assert run.counts["total"] == run.counts["same"] == len(CHILDREN)
    assert not run.cases.exists()
    assert (
        "Every case would end as it did."
        in browser(worker).get(f"/casework/past-cases/{run.id}/").content.decode()
    )


def test_a_lower_price_changes_what_is_paid_and_says_which_condition(
    city: Organisation, worker: Person, parent: Person
) -> None:
    run = tried(next_version(city, '["2024-08-01", "2000"]', '["2024-08-01", "500"]'), worker)
    assert run.counts["changed"] == run.cases.count() > 0
    differs = {one["decision"] for one in run.cases.filter(case__subject__startswith="Ada")[0].differs}
    assert "månedspris" in differs
    page = browser(worker).get(f"/casework/past-cases/{run.id}/").content.decode()
    assert run.cases.all()[0].case.reference in page
    assert "Price a month" in page


def test_a_new_fact_that_nobody_asked_for_is_named(
    city: Organisation, worker: Person, parent: Person
) -> None:
    fact = {
        "name": "botid",
        "type": "number",
        "source": "applicant",
        "label": dict.fromkeys(("nb", "nn", "en"), "Botid"),
    }
    row = next_version(city)
    document = {**row.document, "facts": [*row.document["facts"], fact]}
    row = services.change(actor=making.keeper(city), version=row.id, revision=row.revision, document=document)
    run = tried(row, worker)
    assert run.counts["cannot"] == len(CHILDREN)
    assert {tuple(one.missing) for one in run.cases.all()} == {("botid",)}
    assert "Not known: Botid" in browser(worker).get(f"/casework/past-cases/{run.id}/").content.decode()


def test_the_law_of_another_day_may_be_asked_for(city: Organisation, worker: Person, parent: Person) -> None:
    run = tried(next_version(city), worker, day=dt.date(2024, 1, 1))
    bo = run.cases.get()
    assert bo.case.subject == "Bo Eksempel"
    assert ("2000", "3000") in {(one["before"], one["after"]) for one in bo.differs}, (
        "the price was 3000 then"
    )


def test_a_case_that_a_person_judged_is_held_against_the_rules_of_then(
    city: Organisation, worker: Person, parent: Person
) -> None:
    from dugnad.areas.casework.cases import judging
    from dugnad.areas.casework.tests.samples_cases import JUDGED

    row = sent(city, parent, "Frida", decided_by="person")
    judging.judge(actor=people.acting(worker), case=row.id, brief=row.decisions.all()[0].number, **JUDGED)
    run = tried(next_version(city), worker)
    assert run.counts["same"] == run.counts["total"] == len(CHILDREN) + 1


def test_approval_without_past_cases_wants_a_reason(
    city: Organisation, worker: Person, lawyer: Person, parent: Person
) -> None:
    row = next_version(city)
    approving.ask(actor=making.keeper(city), version=row.id)
    page = browser(lawyer).get(f"/casework/rules/{SLUG}/2/").content.decode()
    assert "Why without trying it on past cases" in page
    given = {"role": "lawyer", "digest": row.digest}
    with pytest.raises(Invalid):
        approving.approve(actor=people.acting(lawyer), version=row.id, **given)
    assert not Approval.objects.filter(version=row).exists()
    refused = browser(lawyer).post(
        f"/api/v1/casework/rules/{row.id}/approve", json.dumps(given), content_type="application/json"
    )
    assert refused.status_code == 422
    browser(lawyer).post(
        f"/casework/versions/{row.id}/approve/", {**given, "reason": "Only a word changed (example)."}
    )
    assert Approval.objects.get(version=row).reason.startswith("Only a word")
    seen = browser(worker).get(f"/casework/rules/{SLUG}/2/").content.decode()
    assert "Only a word changed" in seen


def test_the_approval_holds_the_run_it_rests_on_and_a_change_makes_it_old(
    city: Organisation, worker: Person, lawyer: Person, parent: Person
) -> None:
    row = next_version(city)
    run = tried(row, worker)
    approving.ask(actor=making.keeper(city), version=row.id)
    assert "Why without trying" not in browser(lawyer).get(f"/casework/rules/{SLUG}/2/").content.decode()
    approving.approve(actor=people.acting(lawyer), version=row.id, role="lawyer", digest=row.digest)
    assert Approval.objects.get(version=row).shadow_id == run.id
    tests = row.document["tests"] + "\n"
    changed = services.change(actor=making.keeper(city), version=row.id, revision=row.revision, tests=tests)
    approving.ask(actor=making.keeper(city), version=row.id)
    changed.refresh_from_db()
    with pytest.raises(Invalid):
        approving.approve(actor=people.acting(lawyer), version=row.id, role="lawyer", digest=changed.digest)
    assert (
        "The rules have changed since"
        in browser(worker).get(f"/casework/past-cases/{run.id}/").content.decode()
    )


def test_without_past_cases_it_is_said_and_nothing_is_asked(city: Organisation, worker: Person) -> None:
    row = next_version(city)
    page = browser(worker).get(f"/casework/versions/{row.id}/past-cases/").content.decode()
    assert "There are no past cases" in page
    assert browser(worker).post(f"/casework/versions/{row.id}/past-cases/").status_code == 422
    assert not shadow.reason_needed(row, row.digest)


def test_only_case_workers_and_lawyers_of_the_owner_see_cases(
    city: Organisation, worker: Person, lawyer: Person, parent: Person
) -> None:
    run = tried(next_version(city, '["2024-08-01", "2000"]', '["2024-08-01", "500"]'), worker)
    reference = ShadowCase.objects.all()[0].case.reference
    other = people.city("Eksempel annen")
    member, administrator = people.person("M", city), people.person("A", city, "administrator")
    for someone, sees in ((worker, True), (lawyer, True), (member, False), (administrator, False)):
        answer = browser(someone).get(f"/casework/past-cases/{run.id}/")
        assert answer.status_code == 200
        assert (reference in answer.content.decode()) is sees
        found = browser(someone).get(f"/api/v1/casework/past-cases/{run.id}/cases").status_code
        assert found == (200 if sees else 404)
    few = selectors.counts(people.acting(member), run)
    assert (few["changed"], few["moves"]) == (None, []), "fewer than five are not told"
    for someone in (people.person("X", other, "caseworker", "lawyer"), parent):
        assert browser(someone).get(f"/casework/past-cases/{run.id}/").status_code == 404
        assert browser(someone).get(f"/api/v1/casework/past-cases/{run.id}").status_code == 404
    with pytest.raises((Forbidden, NotFound)):
        shadow.ask(actor=people.acting(administrator), row=run.version)


def test_twice_at_once_and_after_publishing_is_refused(
    city: Organisation, worker: Person, parent: Person
) -> None:
    row = next_version(city)
    shadow.ask(actor=people.acting(worker), row=row)
    with pytest.raises(Conflict):
        shadow.ask(actor=people.acting(worker), row=row)
    with pytest.raises(Conflict):
        shadow.ask(actor=people.acting(worker), row=PackageVersion.objects.get(number=1))


def test_results_go_with_the_cases_and_with_the_person(
    city: Organisation, worker: Person, parent: Person
) -> None:
    run = tried(next_version(city, '["2024-08-01", "2000"]', '["2024-08-01", "500"]'), worker)
    assert b"own_cases" in next(iter(export_trials(parent.id)))[1]
    assert erase_trials(parent.id) > 0
    assert not run.cases.exists()
    erase_trials(worker.id)
    run.refresh_from_db()
    assert run.asked_by is None
    assert expire_trials(run.asked_at) == 0


def test_the_log_tells_of_it(city: Organisation, worker: Person, parent: Person) -> None:
    run = tried(next_version(city), worker)
    shadow.work(Progress(run.id), str(run.id))
    names = list(Event.objects.filter(name__startswith="casework.shadow").values_list("name", flat=True))
    assert sorted(names) == ["casework.shadow_asked", "casework.shadow_done"], (
        "a job that runs again does no harm"
    )


def _trace(result: str, states: dict[str, str], missing: tuple[str, ...] = ()) -> dict[str, Any]:
    steps = [{"decision": name, "state": "computed" if value[0].isdigit() else value, "value": value}
             for name, value in states.items()]  # fmt: skip
    return {"result": result, "steps": steps, "missing": list(missing)}


def test_what_is_the_same_what_differs_and_what_cannot_be_decided() -> None:
    before = _trace("full", {"a": "met", "b": "10.00"})
    assert compare(before, _trace("full", {"a": "met", "b": "10"})).kind == SAME
    assert compare(before, _trace("full", {"a": "met", "b": "11"})).differs[0].after == "11"
    gone = compare(before, _trace("reduced", {"a": "met"}))
    assert (gone.kind, gone.differs[0].after) == (CHANGED, "")
    lacks = compare(before, _trace(PERSON, {"a": "unclear"}, ("x",)))
    assert (lacks.kind, lacks.missing) == (CANNOT, ("x",))
    assert reverse("casework:shadow_run", args=["00000000-0000-0000-0000-000000000000"])
