"""What a case worker does: enters what is missing, and decides the open conditions with reasons."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.casework.cases import appeals, deciding, letters, reversal
from dugnad.areas.casework.cases.applying import locked
from dugnad.areas.casework.cases.entries import tell
from dugnad.areas.casework.cases.facts import Unusable, parsed, plain
from dugnad.areas.casework.cases.gathering import depending
from dugnad.areas.casework.cases.making import Judgement
from dugnad.areas.casework.cases.rules_of import rules
from dugnad.areas.casework.cases.words import UNUSABLE
from dugnad.areas.casework.models import Case, CaseFact, Correction, Decision
from dugnad.areas.casework.models.cases import AppealOutcome, CaseState, WrittenForm
from dugnad.areas.casework.models.corrections import CorrectionState
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rulebook.dated import competent
from dugnad.areas.casework.rulebook.deciding import MET, NOT_MET, UNCLEAR
from dugnad.areas.casework.rulebook.document import Overlay, Package, Result
from dugnad.areas.casework.rules.cases import case_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.problems import Conflict, Invalid

OPEN = (CaseState.PERSON, CaseState.WAITING)
LONGEST = 4000


def opened(actor: Actor, case: UUID) -> Case:
    """A case that waits for a case worker, held until the transaction ends; NotFound, Conflict."""
    row = locked(case)
    require(actor, "decide", case_thing(row))
    if row.applicant_id == actor.person:
        raise Conflict(_("You cannot decide your own case. A colleague must."))
    if row.state not in OPEN:
        raise Conflict(_("The case does not wait for a case worker."))
    return row


def _newest(row: Case) -> Decision:
    """The brief that the case worker works from; a case that waits for a register gets one now."""
    found = row.decisions.select_related("adoption__version").first()
    return found or deciding.decided(row)


@transaction.atomic
def enter(*, actor: Actor, case: UUID, name: str, value: str, note: str) -> Case:
    """A fact that a person found out, with how; then the rules are tried again. Invalid at `value` or `note`."""
    row = opened(actor, case)
    package, _overlay = rules(_newest(row).adoption)
    fact = next((one for one in package.facts if one.name == name), None)
    if fact is None:
        raise Invalid(fields={"name": _("The rules ask for no such fact.")})
    try:
        text = plain(parsed(fact, value))
    except Unusable as wrong:
        raise Invalid(fields={"value": UNUSABLE[wrong.args[0]]}) from wrong
    if not text or not note.strip():
        raise Invalid(fields={"note" if text else "value": _("Say what it is, and how you know.")})
    told = {"value": text, "source": "assessment", "at": timezone.now(), "note": note.strip()[:500]}
    told |= {"by_id": actor.person, "provenance": {}}
    CaseFact.objects.update_or_create(case=row, name=name, defaults=told)
    resting = row.facts.filter(name__in=depending(package, name))
    resting.exclude(source="assessment").delete()
    tell(row, "case_fact_given", actor=actor, says=name)
    return deciding.proceed(row)


@transaction.atomic
def judge(
    *,
    actor: Actor,
    case: UUID,
    brief: int,
    result: str,
    states: Mapping[str, Mapping[str, str]],
    reason: str,
    heard: str = "",
) -> Decision:
    """The case decided by a person: each open condition with a reason, any other overridden with a reason.

    `states`: condition -> {'state': 'met' or 'not met', 'reason'}; `heard`: what the child said, or why it was not
    asked. Conflict when the case has changed since `brief`.
    """
    row = opened(actor, case)
    newest = _seen(row, brief)
    judged = _found(newest, result, states)
    if not reason.strip():
        raise Invalid(fields={"reason": _("Write the reason. It stands in the letter.")})
    corrects, before = _open_correction(row), row.decisions.filter(final=True).first()
    decision = deciding.decided(
        row,
        actor=actor,
        judgement=Judgement({one["decision"]: one["state"] for one in judged}, result),
        judged=judged,
        reason=reason.strip()[:LONGEST],
        by=newest.adoption if corrects else None,
        beside={"heard": heard.strip()[:LONGEST], "ground": reversal.ground_of(row.why)},
    )
    reversal.may_change(row.why, rules(decision.adoption)[0], before, decision)
    _ended(row, decision, actor, corrects)
    return decision


def _seen(row: Case, brief: int) -> Decision:
    """The brief that the case worker saw; Conflict when there is a newer one, or a late appeal to settle first."""
    newest = _newest(row)
    if newest.number != brief:
        raise Conflict(_("The case has changed since you opened it. Look at it again."))
    if appeals.undecided_late(row):
        raise Conflict(appeals.LATE)
    return newest


def _ended(row: Case, decision: Decision, actor: Actor, corrects: Correction | None) -> None:
    """The case ends with the decision, and with it the appeals and the correction that waited for it."""
    row.why, row.waits_for = [], []
    deciding.conclude(row, decision, actor=actor, corrects=corrects)
    row.save()
    row.appeals.filter(ended_at=None).update(outcome=AppealOutcome.CHANGED, ended_at=decision.at)
    if corrects:
        corrects.state, corrects.corrected = CorrectionState.SENT, decision
        corrects.ended_at = timezone.now()
        corrects.save(update_fields=["state", "corrected", "ended_at"])


def _found(brief: Decision, result: str, states: Mapping[str, Mapping[str, str]]) -> list[dict[str, str]]:
    """What a person found of single conditions; Invalid at each that lacks something, or at `result`."""
    package, overlay = rules(brief.adoption)
    steps = json.loads(brief.trace)["steps"]
    judged = _judged(package, steps, states)
    ending = package.result(result)
    if ending is None:
        raise Invalid(fields={"result": _("Choose how the case ends.")})
    _may_end(package, overlay, ending, {one["decision"]: one["state"] for one in [*steps, *judged]})
    return judged


class _Undone(Exception):
    """Nothing of a draft is kept."""


def drafts(*, actor: Actor, case: UUID, **judgement: Any) -> dict[str, list[dict[str, str]]]:
    """The letter's lines in both written forms as `judge` would write them; nothing is kept. Raises as `judge`."""
    found: dict[str, list[dict[str, str]]] = {}
    try:
        with transaction.atomic():
            corrects = _open_correction(locked(case))
            decision = judge(actor=actor, case=case, **judgement)
            for form in WrittenForm.values:
                found[form] = letters.composed(decision.case, decision, form, corrects)[1]
            raise _Undone
    except _Undone:
        return found


def _open_correction(row: Case) -> Correction | None:
    """The error in the rules for which a person decides the case anew, if there is one."""
    rows = row.corrections.filter(state=CorrectionState.PERSON)
    return rows.select_related("error", "decision").order_by("-found_at").first()


def _may_end(package: Package, overlay: Overlay, ending: Result, states: Mapping[str, str]) -> None:
    """Invalid when it is granted on grounds that only others decide."""
    if ending.refusal or ending.elsewhere:
        return
    met = [package.condition(name) for name, state in states.items() if state == MET]
    bodies = {one.body for one in met if one and one.body} if package.bodies else set()
    if bodies and not bodies & competent(package, overlay):
        names = [said(one.label) for one in package.bodies if one.id in bodies]
        words = _("Others decide on this ground: %(bodies)s. Send the application on.")
        raise Invalid(fields={"result": words % {"bodies": ", ".join(names)}})


def _judged(
    package: Package, steps: list[dict[str, Any]], states: Mapping[str, Mapping[str, str]]
) -> list[dict[str, str]]:
    faults: dict[str, Any] = {}
    judged: list[dict[str, str]] = []
    for n, step in enumerate(steps, 1):
        told = states.get(step["decision"], {})
        state, reason = told.get("state", ""), told.get("reason", "").strip()[:LONGEST]
        if state in (MET, NOT_MET) and reason:
            judged.append({"decision": step["decision"], "state": state, "reason": reason})
        elif state in (MET, NOT_MET):
            faults[f"reason-{n}"] = _("Write the reason. It stands in the letter.")
        elif step["state"] == UNCLEAR:
            faults[f"state-{n}"] = _("Decide this: met, or not met.")
    if faults:
        raise Invalid(fields=faults)
    return judged


@transaction.atomic
def controlled(*, actor: Actor, case: UUID) -> Case:
    """A case worker has looked through an automatic decision that was drawn, and it stands."""
    row = locked(case)
    require(actor, "decide", case_thing(row))
    if row.state != CaseState.DECIDED:
        raise Conflict(_("The case is not decided."))
    tell(row, "case_controlled", actor=actor)
    return row
