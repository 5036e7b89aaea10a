"""Appeals, under /api/v1/casework."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router, Status

from dugnad.areas.casework.cases import appeals, withdrawing
from dugnad.areas.casework.cases.schemas import AppealIn, AppealOut, CaseReasonIn, SendOnIn, SettleIn
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

router = Router(tags=["casework"])


@router.post("/casework/cases/{case}/appeal", response={201: AppealOut})
@authorised(PERSON)
def appeal(request: Request, case: UUID, told: AppealIn) -> Any:
    """Appeal against the newest decision."""
    return Status(201, appeals.appeal(actor=request.actor, case=case, says=told.says))


@router.post("/casework/appeals/{appeal}/withdraw", response=AppealOut)
@authorised(PERSON)
def withdraw(request: Request, appeal: UUID) -> Any:
    """Take your appeal back: the decision stands. One that was sent on is taken back too; the body is told."""
    return withdrawing.withdraw(actor=request.actor, appeal=appeal)


@router.post("/casework/appeals/{appeal}/send-on", response=AppealOut)
@authorised(PERSON)
def send_on(request: Request, appeal: UUID, told: SendOnIn) -> Any:
    """Keep the decision, and send the appeal to the body that decides it; the applicant gets a letter."""
    return appeals.send_on(actor=request.actor, appeal=appeal, statement=told.statement)


@router.post("/casework/appeals/{appeal}/take-in", response=AppealOut)
@authorised(PERSON)
def take_in(request: Request, appeal: UUID, told: CaseReasonIn) -> Any:
    """Take in an appeal that came too late, with the reason."""
    return appeals.take_in(actor=request.actor, appeal=appeal, reason=told.reason)


@router.post("/casework/appeals/{appeal}/dismiss", response=AppealOut)
@authorised(PERSON)
def dismiss(request: Request, appeal: UUID, told: CaseReasonIn) -> Any:
    """Dismiss an appeal that came too late; the decision stands, and the applicant gets a letter."""
    return appeals.dismiss(actor=request.actor, appeal=appeal, reason=told.reason)


@router.post("/casework/appeals/{appeal}/settle", response=AppealOut)
@authorised(PERSON)
def settle(request: Request, appeal: UUID, told: SettleIn) -> Any:
    """Say what the body decided; a case worker takes up anew what it changed or sent back."""
    return appeals.settle(actor=request.actor, appeal=appeal, outcome=told.outcome, says=told.says)
