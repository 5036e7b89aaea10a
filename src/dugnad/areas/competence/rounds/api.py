"""This part's operations, under /api/v1/competence: rounds of hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import P, QueryEx, Router, Schema, Status
from pydantic import ConfigDict, StringConstraints

from dugnad.areas.competence.models import Round, RoundState
from dugnad.areas.competence.pledges.schemas import Made
from dugnad.areas.competence.rounds import selectors, services
from dugnad.areas.competence.rounds.values import Settings
from dugnad.areas.competence.rounds.words import why
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request

router = Router(tags=["competence"])
Offset = QueryEx[int, P(ge=0, le=100_000)]
Limit = QueryEx[int, P(ge=1, le=100)]


class Rules(Schema):
    """What a round is decided by; see docs/competence.md."""

    model_config = ConfigDict(extra="forbid")
    cap_hours: int = 12
    session_hours: int = 1
    alpha: float = 1.0
    fairness: float = 0.1
    waiting: float = 0.01
    classes: bool = True
    least_fit: float = 0.5


class OpenIn(Schema):
    """A new round. `month`: any day of it; `runner`: the hub, none: the platform."""

    model_config = ConfigDict(extra="forbid")
    title: Annotated[str, StringConstraints(max_length=200)]
    month: date
    runner: UUID | None = None
    rules: Rules = Rules()


class AttemptIn(Schema):
    """The attempt that was seen."""

    model_config = ConfigDict(extra="forbid")
    seen: UUID


class AgainIn(AttemptIn):
    why: Annotated[str, StringConstraints(max_length=400)]
    rules: Rules


class RoundGroupOut(Schema):
    """How a group fared; empty county and size: groups of few, together."""

    county: str
    size: str
    organisations: int
    needs: int
    asked: int
    given: int
    rate: float


class AllocationRoundOut(Schema):
    """A round. `attempt`, `groups` and `price_of_fairness` once there is a result that the reader may see."""

    id: UUID
    title: str
    month: date
    state: str
    runner: UUID | None
    opened_at: datetime
    approved_at: datetime | None
    attempt: UUID | None = None
    rules: dict[str, Any] = {}
    digest: str = ""
    groups: list[RoundGroupOut] = []
    price_of_fairness: float | None = None


class AllocatedOut(Schema):
    expert: UUID
    organisation: UUID
    hours: int
    score: float


class PlacingOut(Schema):
    """What a need got, and why in words."""

    need: UUID
    organisation: UUID
    asked: int
    given: int
    reason: str
    why: str
    shares: list[AllocatedOut]


def _out(row: Round) -> dict[str, Any]:
    names = ("id", "title", "month", "state", "opened_at", "approved_at")
    return {**{name: getattr(row, name) for name in names}, "runner": row.runner_id}


@router.get("/competence/rounds", response=list[AllocationRoundOut], summary="Rounds of hours")
@authorised(ANYONE)
def rounds(request: Request, offset: Offset = 0, limit: Limit = 50) -> list[dict[str, Any]]:
    return [_out(row) for row in selectors.rounds()[offset : offset + limit]]


@router.post("/competence/rounds", response={201: Made}, summary="Open a round")
@authorised(PERSON)
def open_round(request: Request, payload: OpenIn) -> Status[Any]:
    """For hubs' administrators and operators. The proposal is worked out by a job."""
    made = services.open_round(
        actor=request.actor,
        title=payload.title,
        month=payload.month,
        runner=payload.runner,
        settings=Settings(**payload.rules.dict()),
    )
    return Status(201, made)


@router.get("/competence/rounds/{round}", response=AllocationRoundOut, summary="A round and how groups fared")
@authorised(ANYONE)
def one_round(request: Request, round: UUID) -> dict[str, Any]:
    """Groups of fewer than three organisations are told together."""
    row = selectors.round_row(request.actor, round)
    attempt = selectors.latest(row)
    told = _out(row)
    if attempt is None:
        return told
    told |= {"rules": attempt.settings, "digest": attempt.digest}
    if attempt.done_at and (row.state == RoundState.APPROVED or selectors.may_run(request.actor, row)):
        groups = selectors.public_groups(attempt.groups)
        told |= {"attempt": attempt.id, "groups": groups, "price_of_fairness": attempt.price}
    return told


@router.get("/competence/rounds/{round}/needs", response=list[PlacingOut], summary="What needs got, and why")
@authorised(PERSON)
def placings(request: Request, round: UUID) -> Iterable[dict[str, Any]]:
    """All of them for who runs the round; one's own, once it is approved."""
    row = selectors.round_row(request.actor, round)
    return [
        {
            "need": one.need_id,
            "organisation": one.organisation_id,
            "asked": one.asked,
            "given": one.given,
            "reason": one.reason,
            "why": why(one.reason, one.values),
            "shares": [
                {"expert": share.expert_id, "organisation": share.organisation_id, "hours": share.hours,
                 "score": share.score}
                for share in one.shares.all()
            ],
        }
        for one in selectors.placings(request.actor, row)
    ]  # fmt: skip


@router.post("/competence/rounds/{round}/again", response={201: Made}, summary="Send the proposal back")
@authorised(PERSON)
def send_back(request: Request, round: UUID, payload: AgainIn) -> Status[Any]:
    """With changed rules, and why; a new proposal is worked out."""
    made = services.send_back(
        actor=request.actor,
        round=round,
        seen=payload.seen,
        settings=Settings(**payload.rules.dict()),
        why=payload.why,
    )
    return Status(201, made)


@router.post("/competence/rounds/{round}/approve", response={204: None}, summary="Approve the proposal")
@authorised(PERSON)
def approve(request: Request, round: UUID, payload: AttemptIn) -> Status[None]:
    """All its hours are reserved, or none."""
    services.approve(actor=request.actor, round=round, seen=payload.seen)
    return Status(204, None)


@router.post("/competence/rounds/{round}/cancel", response={204: None}, summary="Cancel a round")
@authorised(PERSON)
def cancel(request: Request, round: UUID) -> Status[None]:
    services.cancel(actor=request.actor, round=round)
    return Status(204, None)
