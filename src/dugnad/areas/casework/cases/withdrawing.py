"""An applicant takes an appeal back: the decision stands, unless something else than the appeal waits for an answer."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.casework.cases import appeal_letters, appeals
from dugnad.areas.casework.cases.corrections.finding import hand_over
from dugnad.areas.casework.cases.entries import tell
from dugnad.areas.casework.cases.judging import OPEN
from dugnad.areas.casework.cases.reversal import marks
from dugnad.areas.casework.models import Appeal, Case
from dugnad.areas.casework.models.cases import AppealOutcome, CaseState
from dugnad.areas.casework.models.corrections import CorrectionState
from dugnad.kernel.access import Actor
from dugnad.kernel.problems import Conflict


@transaction.atomic
def withdraw(*, actor: Actor, appeal: UUID, case: UUID | None = None) -> Appeal:
    """Take back an appeal that is not answered, also one that was sent on: then its body is told. Conflict."""
    found = appeals.held(actor, appeal, case, "appeal")
    if found.ended_at is not None:
        raise Conflict(_refusal(found))
    found.outcome, found.ended_at = AppealOutcome.WITHDRAWN, timezone.now()
    found.save(update_fields=["outcome", "ended_at"])
    tell(found.case, "case_appeal_withdrawn", actor=actor)
    if found.sent_on_at is None:
        _go_on(found.case, found)
    else:
        appeal_letters.told_body(found)
    appeal_letters.withdrawn(found, appeals.last_day(found.decision))
    return found


def _refusal(appeal: Appeal) -> str:
    if appeal.outcome == AppealOutcome.WITHDRAWN:
        return _("The appeal is withdrawn already.")
    if appeal.outcome == AppealOutcome.DISMISSED:
        return _("The appeal was dismissed. It cannot be withdrawn any more.")
    return _("The appeal is decided. It cannot be withdrawn any more.")


def _go_on(row: Case, appeal: Appeal) -> None:
    """The case ends with the decision that stood, or goes on with what else was asked while the appeal was open."""
    if row.state not in OPEN:
        return
    left = _left(row, appeal)
    if left:
        row.why = left
    else:
        row.state, row.why, row.waits_for = CaseState.DECIDED, [], []
    row.save(update_fields=["state", "why", "waits_for"])
    correction = row.corrections.filter(state=CorrectionState.PERSON).order_by("-found_at").first()
    if correction and not left:
        hand_over(correction, row)


def _left(row: Case, appeal: Appeal) -> list[str]:
    """Why a person decides even so: a ground of § 35, another appeal, control that was asked for after this one."""
    others = row.appeals.filter(ended_at=None, sent_on_at=None).exists()
    asked = row.control_at is not None and row.control_at >= appeal.at
    return [*marks(row.why), *(["appealed"] if others else []), *(["no_consent"] if asked else [])]
