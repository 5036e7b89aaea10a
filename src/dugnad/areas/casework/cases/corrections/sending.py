"""What a case worker does with corrections: sends those in the applicant's favour, lets others stand."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.casework.cases import deciding, letters
from dugnad.areas.casework.cases.applying import locked
from dugnad.areas.casework.cases.corrections.finding import JOB, again, busy, corrected_rules, running
from dugnad.areas.casework.cases.entries import tell
from dugnad.areas.casework.models import Correction, Decision, RuleError
from dugnad.areas.casework.models.cases import CaseState
from dugnad.areas.casework.models.corrections import CorrectionState
from dugnad.areas.casework.rules.cases import case_thing, desk_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.identity.actors import actor_for
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress, start
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Conflict, Invalid, NotFound

SEND_JOB = "casework.send_corrections"


def _held(actor: Actor, correction: UUID) -> Correction:
    found = Correction.objects.filter(id=correction).values_list("case", flat=True).first()
    if found is None:
        raise NotFound
    case = locked(found)
    require(actor, "decide", case_thing(case))
    row = Correction.objects.select_for_update(of=("self",)).select_related(
        "decision", "error", "decision__case", "adoption__version__package"
    )
    held = row.get(id=correction)
    held.case = case
    return held


def readable(actor: Actor, correction: UUID) -> Correction:
    """The correction, for one who may decide its case; NotFound."""
    row = Correction.objects.select_related("case").filter(id=correction).first()
    if row is None:
        raise NotFound
    require(actor, "decide", case_thing(row.case))
    return row


@transaction.atomic
def send(*, actor: Actor, correction: UUID) -> Correction:
    """Correct the decision in the applicant's favour (forvaltningsloven § 35), and write to the applicant. Conflict."""
    row = _held(actor, correction)
    if row.state != CorrectionState.READY or row.case.state != CaseState.DECIDED:
        raise Conflict(_("This correction cannot be sent. A person must decide the case."))
    if row.case.applicant_id == actor.person:
        raise Conflict(_("You cannot decide your own case. A colleague must."))
    row.corrected = _decision(row, actor)
    row.state, row.ended_at = CorrectionState.SENT, timezone.now()
    row.save()
    row.case.decided_at = row.corrected.at
    row.case.save(update_fields=["decided_at"])
    tell(row.case, "case_corrected", actor=actor, says=row.error.why)
    letters.write(row.case, row.corrected, corrects=row)
    return row


def _decision(row: Correction, actor: Actor) -> Decision:
    assert row.adoption is not None  # noqa: S101 - what is ready was decided by rules
    found = again(row.decision, row.adoption)
    return deciding.kept(row.case, row.adoption, found, before=row.decision, actor=actor)


@transaction.atomic
def stand(*, actor: Actor, correction: UUID, reason: str) -> Correction:
    """Let the decision stand as it is, with the reason in the case's journal; the case is closed again. Invalid."""
    row = _held(actor, correction)
    if row.state not in (CorrectionState.PERSON, CorrectionState.READY):
        raise Conflict(_("There is nothing to settle here."))
    if not reason.strip():
        raise Invalid(fields={"reason": _("Say why.")})
    row.state, row.ended_at = CorrectionState.STANDS, timezone.now()
    row.save()
    if row.case.state == CaseState.PERSON and row.case.why == ["rule_error"]:
        row.case.state, row.case.why = CaseState.DECIDED, []
        row.case.save(update_fields=["state", "why"])
    tell(row.case, "case_stands", actor=actor, says=reason.strip()[:4000])
    return row


def _error(actor: Actor, organisation: UUID, error: UUID) -> RuleError:
    require(actor, "read", desk_thing(organisation))
    found = RuleError.objects.select_related("version__package").filter(id=error).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def run(*, actor: Actor, organisation: UUID, error: UUID) -> JobRun:
    """Look for touched cases again, and decide anew what waits; Conflict while that is being done."""
    row = _error(actor, organisation, error)
    if busy(running(row.id, organisation)):
        raise Conflict(_("It is being done now."))
    return start(JOB, actor=actor, error=str(row.id), organisation=str(organisation))


@transaction.atomic
def send_all(*, actor: Actor, organisation: UUID, error: UUID, number: int) -> JobRun:
    """Send every correction that can be sent, as a job; Conflict when there are others than the `number` one saw."""
    row = _error(actor, organisation, error)
    ready = row.corrections.filter(case__organisation=organisation, state=CorrectionState.READY).count()
    if not ready or ready != number:
        raise Conflict(_("The list has changed since you looked. Look at it again."))
    detail = {"cases": ready, "package": row.version.package.slug, "version": row.version.number}
    record("casework.corrections_sent", actor=actor, thing=desk_thing(organisation), detail=detail)
    return start(
        SEND_JOB,
        actor=actor,
        error=str(row.id),
        organisation=str(organisation),
        person=str(actor.person),
    )


def send_job(progress: Progress, error: str, organisation: str, person: str) -> None:
    """The job: each by itself, for the person who asked; what cannot be sent any more is left."""
    actor = actor_for(Person.objects.get(id=person))
    rows = Correction.objects.filter(
        error=UUID(error), case__organisation=UUID(organisation), state=CorrectionState.READY
    )
    ids = list(rows.values_list("id", flat=True))
    for done, one in enumerate(ids, 1):
        try:
            send(actor=actor, correction=one)
        except Conflict:
            continue
        progress.say(100 * done // len(ids), f"{done}/{len(ids)}")


def waits(error: RuleError, organisation: UUID) -> bool:
    """Whether touched cases wait for corrected rules that the city has not taken in use."""
    left = error.corrections.filter(case__organisation=organisation, state=CorrectionState.FOUND)
    return left.exists() and corrected_rules(error, organisation) is None
