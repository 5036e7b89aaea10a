"""A decided case before a person once more without an appeal, and closed again where the decision stands."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.areas.casework.cases import outbox, reversal
from dugnad.areas.casework.cases.applying import locked
from dugnad.areas.casework.cases.entries import tell
from dugnad.areas.casework.cases.judging import LONGEST, opened
from dugnad.areas.casework.models import Adoption, Case
from dugnad.areas.casework.models.cases import CaseState
from dugnad.areas.casework.models.corrections import CorrectionState
from dugnad.areas.casework.rules.cases import case_thing, desk_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.problems import Conflict, Invalid, NotFound


@transaction.atomic
def reopen(*, actor: Actor, case: UUID, reason: str, ground: str = reversal.FAVOUR) -> Case:
    """Open a decided case again, to change it without an appeal (forvaltningsloven § 35), or choose another ground.

    `ground`: 'favour' (a), on which it cannot end to the applicant's disadvantage; 'not_told' (b), which holds the
    letter back; 'void' (c). Invalid at each field.
    """
    row = locked(case)
    require(actor, "decide", case_thing(row))
    if row.state != CaseState.DECIDED and not reversal.marks(row.why):
        raise Conflict(_("The case is not decided."))
    if not reason.strip():
        raise Invalid(fields={"reason": _("Say why.")})
    why = reversal.checked(row, ground)
    (outbox.hold if ground == reversal.NOT_TOLD else outbox.release)(row)
    return again(row, actor, f"{reversal.CITED[ground]}: {reason.strip()[:LONGEST]}", why=why)


def again(row: Case, actor: Actor, reason: str, why: str = "reopened") -> Case:
    """The case before a person once more."""
    row.state, row.why, row.sampled = CaseState.PERSON, [why], False
    row.save()
    tell(row, "case_reopened", actor=actor, says=reason)
    return row


@transaction.atomic
def stand(*, actor: Actor, case: UUID, reason: str) -> Case:
    """Close a case that was opened without an appeal: its decision stands, with the reason in the journal.

    Invalid without a reason; Conflict where an appeal or an error in the rules waits for an answer.
    """
    row = opened(actor, case)
    if not may_stand(row):
        raise Conflict(_("Only a case that was opened again without an appeal can be closed so."))
    if not reason.strip():
        raise Invalid(fields={"reason": _("Say why.")})
    row.state, row.why, row.waits_for = CaseState.DECIDED, [], []
    row.save()
    outbox.release(row)
    tell(row, "case_stands", actor=actor, says=reason.strip()[:LONGEST])
    return row


def may_stand(row: Case) -> bool:
    """Whether the case was opened on a ground of § 35 and nothing else waits for a new decision."""
    waits = row.corrections.filter(state=CorrectionState.PERSON).exists()
    return bool(reversal.marks(row.why)) and not waits and not row.appeals.filter(ended_at=None).exists()


@transaction.atomic
def reopen_touched(*, actor: Actor, adoption: UUID, reason: str) -> int:
    """Open all cases again that were decided automatically by rules that were found wrong; gives how many.

    Invalid without a reason.
    """
    if not reason.strip():
        raise Invalid(fields={"reason": _("Say why.")})
    city = Adoption.objects.filter(id=adoption).values_list("organisation_id", flat=True).first()
    if city is None:
        raise NotFound
    require(actor, "read", desk_thing(city))
    rows = Case.objects.select_for_update().filter(
        state=CaseState.DECIDED, decisions__adoption=adoption, decisions__automatic=True
    )
    ids = set(rows.values_list("id", flat=True))
    touched = list(Case.objects.filter(id__in=ids).order_by("id"))
    for row in touched:
        require(actor, "decide", case_thing(row))
        again(row, actor, reason.strip()[:LONGEST])
    return len(touched)
