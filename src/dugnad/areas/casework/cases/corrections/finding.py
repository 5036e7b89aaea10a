"""The durable job: finds what an error touched in one city, and decides it anew by the corrected rules."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone

from dugnad.areas.casework.cases import deciding, reopening
from dugnad.areas.casework.cases.corrections.touching import (
    FAVOUR,
    SAME,
    differences,
    direction,
    scope_of,
    touches,
)
from dugnad.areas.casework.cases.entries import PLATFORM, tell
from dugnad.areas.casework.cases.making import facts_of, made
from dugnad.areas.casework.cases.rules_of import rules
from dugnad.areas.casework.models import Adoption, Case, Correction, Decision, RuleError
from dugnad.areas.casework.models.cases import CaseState
from dugnad.areas.casework.models.corrections import CorrectionState
from dugnad.areas.casework.models.packages import VersionState
from dugnad.areas.casework.packages.selectors import document_of
from dugnad.areas.casework.rulebook.deciding import Decided, canonical
from dugnad.kernel.jobs.models import ENDED, JobRun
from dugnad.kernel.jobs.services import Progress, start
from dugnad.kernel.ledger.models import Event

JOB = "casework.correct"
EACH = 200
WHY = "rule_error"


def hear_error(event: Event) -> None:
    """An error was told: in each city that uses the version the work begins."""
    error = RuleError.objects.filter(version=event.thing).first()
    if error is None:
        return
    users = Adoption.objects.filter(version=error.version_id).values_list("organisation", flat=True)
    for organisation in set(users):
        _begin(error.id, organisation, f"{event.id}/{organisation}")


def hear_adopted(event: Event) -> None:
    """A city took other rules in use: what waits there for corrected rules is decided anew."""
    row = Adoption.objects.select_related("version").filter(id=event.thing).first()
    if row is None:
        return
    waiting = Correction.objects.filter(case__organisation=row.organisation_id, state=CorrectionState.FOUND)
    waiting = waiting.filter(error__version__package=row.version.package_id)
    for error in set(waiting.values_list("error", flat=True)):
        _begin(error, row.organisation_id, f"{event.id}/{error}")


def _begin(error: UUID, organisation: UUID, key: str) -> JobRun:
    told = {"error": str(error), "organisation": str(organisation)}
    return start(JOB, actor=PLATFORM, key=uuid5(NAMESPACE_URL, f"dugnad/corrections/{key}"), **told)


def running(error: UUID, organisation: UUID) -> JobRun | None:
    """The newest job of this error in this city."""
    rows = JobRun.objects.filter(
        name=JOB, arguments__error=str(error), arguments__organisation=str(organisation)
    )
    return rows.defer("result").order_by("-asked_at").first()


def busy(job: JobRun | None) -> bool:
    return job is not None and job.state not in ENDED


def correct_job(progress: Progress, error: str, organisation: str) -> None:
    """The job; done again it finds the same and decides only what is left."""
    row = RuleError.objects.select_related("version__package").get(id=error)
    city = UUID(organisation)
    find(row, city, progress)
    rules_now = corrected_rules(row, city)
    if rules_now is not None:
        decide_anew(row, city, rules_now, progress)


def corrected_rules(error: RuleError, organisation: UUID) -> Adoption | None:
    """What the city took in use in place of the wrong version: the newest later version that nobody has stopped."""
    rows = Adoption.objects.filter(
        organisation=organisation,
        version__package=error.version.package_id,
        version__number__gt=error.version.number,
        version__state=VersionState.PUBLISHED,
        state=VersionState.PUBLISHED,
        stopped_at=None,
    )
    return (
        rows.select_related("version__package", "organisation").order_by("-version__number", "-since").first()
    )


def find(error: RuleError, organisation: UUID, progress: Progress | None = None) -> int:
    """Mark each of the city's cases whose decision that holds rests on what is wrong; gives how many are new."""
    package = document_of(error.version)
    scope = scope_of(package, error.rows, error.conditions, error.parameters, error.first, error.last)
    held = set(error.corrections.values_list("case", flat=True))
    rows = Decision.objects.filter(
        case__organisation=organisation, case__state=CaseState.DECIDED, final=True
    ).order_by("case", "-number")
    number, seen, total = 0, set[UUID](), rows.count()
    for done, row in enumerate(rows.select_related("adoption").iterator(EACH), 1):
        newest = row.case_id not in seen
        seen.add(row.case_id)
        if progress and done % EACH == 0:
            progress.say(min(50, 50 * done // total), f"{done}/{total}")
        if not newest or row.case_id in held or row.adoption.version_id != error.version_id:
            continue
        if touches(json.loads(row.trace), scope):
            _found(error, row)
            number += 1
    return number


@transaction.atomic
def _found(error: RuleError, row: Decision) -> None:
    _one, new = Correction.objects.get_or_create(error=error, case_id=row.case_id, defaults={"decision": row})
    if new:
        tell(Case.objects.get(id=row.case_id), "case_touched", says=error.why)


def decide_anew(error: RuleError, organisation: UUID, by: Adoption, progress: Progress | None = None) -> None:
    """Each touched case by the corrected rules, as of the day and facts of then."""
    rows = error.corrections.filter(case__organisation=organisation, state=CorrectionState.FOUND)
    ids = list(rows.values_list("id", flat=True))
    for done, one in enumerate(ids, 1):
        _anew(one, by)
        if progress:
            progress.say(50 + 50 * done // len(ids), f"{done}/{len(ids)}")


@transaction.atomic
def _anew(correction: UUID, by: Adoption) -> None:
    row = (
        Correction.objects.select_for_update(of=("self",))
        .select_related("decision__case", "error", "case")
        .get(id=correction)
    )
    if row.state != CorrectionState.FOUND:
        return
    found, before = again(row.decision, by), json.loads(row.decision.trace)
    row.trace, row.adoption, row.result = canonical(found).decode(), by, found.result
    after: dict[str, Any] = json.loads(row.trace)
    row.differences = [list(one) for one in differences(before, after)]
    package, _overlay = rules(by)
    row.direction = direction(package, before, after)
    _placed(row)


def again(decision: Decision, by: Adoption, *more: str) -> Decided:
    """The decision made anew by other rules, of the same facts, for the same day, as they were known then."""
    package, overlay = rules(by)
    trace = json.loads(decision.trace)
    trace["facts"] = {
        name: one for name, one in trace["facts"].items() if name in {f.name for f in package.facts}
    }
    return made(
        package,
        overlay,
        facts_of(package, trace),
        day=dt.date.fromisoformat(trace["day"]),
        now=decision.as_of or decision.at,
        digest=by.version.digest,
        consent=decision.consent,
        extra=[*(one for one in decision.judged["extra"] if one != "stopped"), *more],
    )


def _placed(row: Correction) -> None:
    """What rules alone decided and goes the applicant's way can be sent; all else that changes goes to a person."""
    if row.direction == SAME:
        row.state, row.ended_at = CorrectionState.SAME, timezone.now()
        tell(row.case, "case_unchanged", says=row.error.why)
    elif row.direction == FAVOUR and row.decision.automatic:
        row.state = CorrectionState.READY
    else:
        row.state = CorrectionState.PERSON
        _to_person(row)
    row.save()


def _to_person(row: Correction) -> None:
    case = Case.objects.select_for_update().get(id=row.case_id)
    if case.state == CaseState.DECIDED:
        hand_over(row, case)


def hand_over(row: Correction, case: Case) -> None:
    """The decided case before a person, with the brief of the corrected rules."""
    reopening.again(case, PLATFORM, row.error.why, why=WHY)
    assert row.adoption is not None  # noqa: S101 - it was decided anew by it
    deciding.kept(
        case, row.adoption, again(row.decision, row.adoption, WHY), before=row.decision, extra=[WHY]
    )
