"""What the applicant may do after a decision: appeal, or ask that a person looks through it."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.casework.cases import appeal_brief, appeal_letters, deciding, reversal
from dugnad.areas.casework.cases.applying import locked
from dugnad.areas.casework.cases.deadlines import weeks_from
from dugnad.areas.casework.cases.entries import tell
from dugnad.areas.casework.cases.rules_of import rules
from dugnad.areas.casework.models import Appeal, Case, Decision
from dugnad.areas.casework.models.cases import AppealOutcome, CaseState
from dugnad.areas.casework.rules.cases import case_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.problems import Conflict, Invalid, NotFound

LONGEST = 8000
BY_BODY = tuple(one for one in AppealOutcome if one != AppealOutcome.WITHDRAWN)
LATE = gettext_lazy("The appeal came too late. Take it in with a reason, or dismiss it.")


def deadline(decision: Decision) -> dt.date:
    """The last day to appeal: from receipt of the letter; from today where nothing shows that it was received."""
    return last_day(decision) or _counted(decision, timezone.now())


def last_day(decision: Decision) -> dt.date | None:
    """The last day to appeal, counted from receipt; None where nothing shows that the letter was received."""
    letter = decision.letters.exclude(received_at=None).order_by("received_at").first()
    return _counted(decision, letter.received_at) if letter and letter.received_at else None


def _counted(decision: Decision, received: dt.datetime) -> dt.date:
    package, _overlay = rules(decision.adoption)
    return weeks_from(timezone.localdate(received), package.appeal_weeks)


@transaction.atomic
def appeal(*, actor: Actor, case: UUID, says: str) -> Appeal:
    """Appeal against the newest decision; one that is late is taken in too, and marked so. Invalid, Conflict."""
    row = locked(case)
    require(actor, "appeal", case_thing(row))
    if row.state != CaseState.DECIDED:
        raise Conflict(_("There is no decision to appeal against yet."))
    if not says.strip():
        raise Invalid(fields={"says": _("Say what you want changed.")})
    decision = row.decisions.select_related("adoption__version").filter(final=True).first()
    if decision is None or decision.appeals.filter(ended_at=None).exists():
        raise Conflict(_("Your appeal is taken in already."))
    last = deadline(decision)
    made = Appeal.objects.create(
        case=row,
        decision=decision,
        says=says.strip()[:LONGEST],
        deadline=last,
        in_time=timezone.localdate() <= last,
    )
    _to_person(row, "appealed")
    tell(row, "case_appealed", actor=actor)
    return made


@transaction.atomic
def ask_control(*, actor: Actor, case: UUID) -> Case:
    """Ask that a person decides, now or over again; the rules decide no more in this case."""
    row = locked(case)
    require(actor, "write", case_thing(row))
    if row.state in (CaseState.DRAFT, CaseState.WITHDRAWN) or row.control_at is not None:
        raise Conflict(_("A person has the case already."))
    row.control_at = timezone.now()
    _to_person(row, "no_consent")
    tell(row, "case_control_asked", actor=actor)
    return row


def _to_person(row: Case, why: str) -> None:
    if not row.decisions.exists():
        deciding.decided(row)
    row.state, row.why = CaseState.PERSON, [*reversal.marks(row.why), why]
    row.save()


def held(actor: Actor, appeal: UUID, case: UUID | None, action: str) -> Appeal:
    """An appeal as it is once its case is held until the transaction ends; NotFound, Forbidden."""
    of = Appeal.objects.filter(id=appeal).values_list("case", flat=True).first()
    if of is None or case not in (None, of):
        raise NotFound
    row = locked(of)
    require(actor, action, case_thing(row))
    found = Appeal.objects.select_related("decision__adoption__version").get(id=appeal)
    found.case = row
    return found


def _to_answer(actor: Actor, appeal: UUID, case: UUID | None) -> Appeal:
    """An appeal of a case that the actor decides; Conflict when it is withdrawn."""
    found = held(actor, appeal, case, "decide")
    if found.outcome == AppealOutcome.WITHDRAWN:
        raise Conflict(_("The applicant has withdrawn the appeal."))
    return found


def undecided_late(row: Case) -> bool:
    """Whether an appeal of the case came too late, and nobody has said whether it is taken in."""
    return any(map(_late, row.appeals.filter(ended_at=None, in_time=False)))


def _late(appeal: Appeal) -> bool:
    return not (appeal.in_time or appeal.late_reason or appeal.sent_on_at or appeal.ended_at)


def may_take_in(appeal: Appeal) -> bool:
    """Whether it came late, and not later than a year after the decision."""
    return _late(appeal) and timezone.localdate(appeal.at) <= _a_year_after(
        timezone.localdate(appeal.decision.at)
    )


def _a_year_after(day: dt.date) -> dt.date:
    """The last day on which a late appeal may be taken in (forvaltningsloven § 31)."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


@transaction.atomic
def take_in(*, actor: Actor, appeal: UUID, reason: str, case: UUID | None = None) -> Appeal:
    """Take in an appeal that came too late, with the reason (forvaltningsloven § 31). Invalid, Conflict."""
    found = _to_answer(actor, appeal, case)
    if not _late(found):
        raise Conflict(_("This appeal is taken in already."))
    if not may_take_in(found):
        raise Conflict(_("More than a year has gone since the decision: the appeal cannot be taken in."))
    if not reason.strip():
        raise Invalid(fields={"reason": _("Say why.")})
    found.late_reason = reason.strip()[:500]
    found.save(update_fields=["late_reason"])
    tell(found.case, "case_appeal_taken_in", actor=actor, says=found.late_reason)
    return found


@transaction.atomic
def dismiss(*, actor: Actor, appeal: UUID, reason: str, case: UUID | None = None) -> Appeal:
    """Dismiss an appeal that came too late: the decision stands, and the applicant is told. Invalid, Conflict."""
    found = _to_answer(actor, appeal, case)
    if not _late(found):
        raise Conflict(_("This appeal is taken in already."))
    if not reason.strip():
        raise Invalid(fields={"reason": _("Say why.")})
    found.outcome, found.outcome_says = AppealOutcome.DISMISSED, reason.strip()[:LONGEST]
    found.ended_at = timezone.now()
    found.save()
    found.case.state, found.case.why = CaseState.DECIDED, []
    found.case.save()
    tell(found.case, "case_appeal_dismissed", actor=actor, says=found.outcome_says)
    appeal_letters.dismissed(found)
    return found


@transaction.atomic
def send_on(*, actor: Actor, appeal: UUID, case: UUID | None = None, statement: str = "") -> Appeal:
    """The city keeps its decision: the appeal goes to the body that decides it, and the applicant is told (§ 33)."""
    found = _to_answer(actor, appeal, case)
    if found.sent_on_at is not None or found.ended_at is not None:
        raise Conflict(_("The appeal is sent on already."))
    if _late(found):
        raise Conflict(LATE)
    found.sent_on_at, found.statement = timezone.now(), statement.strip()[:LONGEST]
    found.save(update_fields=["sent_on_at", "statement"])
    found.case.state, found.case.why = CaseState.DECIDED, []
    found.case.save()
    tell(found.case, "case_appeal_sent_on", actor=actor)
    appeal_letters.sent_on(found)
    appeal_brief.to_body(found)
    return found


@transaction.atomic
def settle(*, actor: Actor, appeal: UUID, outcome: str, says: str, case: UUID | None = None) -> Appeal:
    """What the body decided on an appeal that was sent on; a person takes up anew what it changed or sent back.

    Invalid at `outcome` or `says`; Conflict when the appeal is not with the body.
    """
    found = _to_answer(actor, appeal, case)
    if found.sent_on_at is None or found.ended_at is not None:
        raise Conflict(_("The appeal is not with the body that decides it."))
    if outcome not in BY_BODY:
        raise Invalid(fields={"outcome": _("Choose one.")})
    if not says.strip():
        raise Invalid(fields={"says": _("Say what was decided, and when.")})
    found.outcome, found.outcome_says, found.ended_at = outcome, says.strip()[:LONGEST], timezone.now()
    found.save()
    tell(found.case, "case_appeal_settled", actor=actor, says=outcome)
    if outcome not in (AppealOutcome.UPHELD, AppealOutcome.DISMISSED):
        _to_person(found.case, "appeal_body")
    return found
