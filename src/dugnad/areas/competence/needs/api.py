"""This part's operations, under /api/v1/competence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from ninja import P, QueryEx, Router, Status

from dugnad.areas.competence.models import Need
from dugnad.areas.competence.needs import finding, gaps, selectors, statistics
from dugnad.areas.competence.needs.enterprises import by_number
from dugnad.areas.competence.needs.schemas import (
    AnswersOut,
    AskIn,
    HideIn,
    NeedChange,
    NeedOut,
    NeedPage,
    NumbersOut,
    UnmetOut,
)
from dugnad.areas.competence.needs.schemas_requests import (
    OfferRequestIn,
    PassOnIn,
    ReplyIn,
    RequestOut,
    RequestsIn,
)
from dugnad.areas.competence.needs.services import asking, contacting, offering, passing
from dugnad.areas.competence.scoring import Wish
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid

router = Router(tags=["competence"])
NEED = "/competence/needs/{need}"
Offset = QueryEx[int, P(ge=0, le=1_000_000)]
Limit = QueryEx[int, P(ge=1, le=200)]


@router.get(
    "/competence/answers",
    summary="What answers some words",
    description="Nothing is kept. `number`: the asker's organisation number, for what is near; a member, else "
    "an enterprise of the register, where one is connected. "
    "Without sign-in only how many experts can help, and what is open to all.",
    response=AnswersOut,
)
@authorised(ANYONE)
def answers(
    request: Request, q: QueryEx[str, P(max_length=2_000)], number: QueryEx[str, P(max_length=20)] = ""
) -> dict[str, Any]:
    told = by_number(request.actor, number)
    if told.wrong:
        raise Invalid(fields={"number": told.wrong})
    words, wish = q.replace("\x00", ""), Wish((), told.asker.county if told.asker else "", 2)
    found, many = finding.find_and_count(request.actor, words, wish)
    return AnswersOut.of(found, many)


@router.get("/competence/needs", summary="Needs of one's organisations", response=NeedPage)
@authorised(PERSON)
def needs(request: Request, state: str = "", offset: Offset = 0, limit: Limit = 50) -> dict[str, Any]:
    rows = selectors.needs(request.actor)
    rows = rows.filter(state=state) if state else rows
    return {"total": rows.count(), "items": [NeedOut.of(row) for row in rows[offset : offset + limit]]}


@router.post(
    "/competence/needs",
    summary="Say what is needed",
    description="Kept for the organisation alone until it is sent.",
    response={201: NeedOut},
)
@authorised(PERSON)
def ask(request: Request, payload: AskIn) -> Status[dict[str, Any]]:
    return Status(201, NeedOut.of(asking.ask(actor=request.actor, **payload.dict())))


@router.get(NEED, summary="One need", response=NeedOut)
@authorised(PERSON)
def need(request: Request, need: UUID) -> dict[str, Any]:
    return NeedOut.of(selectors.need(request.actor, need, "manage"))


@router.patch(NEED, summary="Change a need", response=NeedOut)
@authorised(PERSON)
def change_need(request: Request, need: UUID, payload: NeedChange) -> dict[str, Any]:
    said = {name: value for name, value in payload.dict(exclude_unset=True).items() if value is not None}
    return NeedOut.of(asking.change_need(actor=request.actor, need=need, **said))


@router.get(NEED + "/answers", summary="What answers a need", response=AnswersOut)
@authorised(PERSON)
def answers_of(request: Request, need: UUID) -> dict[str, Any]:
    row = selectors.need(request.actor, need, "manage")
    return AnswersOut.of(selectors.answers(request.actor, row))


@router.put(NEED + "/hidden", summary="Set whom a need is hidden from", response=NeedOut)
@authorised(PERSON)
def hide_need(request: Request, need: UUID, payload: HideIn) -> dict[str, Any]:
    return NeedOut.of(asking.hide_need(actor=request.actor, need=need, **payload.dict()))


@router.post(NEED + "/requests", summary="Ask experts for help", response={201: list[RequestOut]})
@authorised(PERSON)
def send(request: Request, need: UUID, payload: RequestsIn) -> Status[list[dict[str, Any]]]:
    asked = contacting.send(actor=request.actor, need=need, **payload.dict())
    return Status(201, [RequestOut.of(row) for row in asked])


@router.post(NEED + "/offers", summary="Ask for a course, a lab or a solution", response={201: RequestOut})
@authorised(PERSON)
def ask_for(request: Request, need: UUID, payload: OfferRequestIn) -> Status[dict[str, Any]]:
    asked = offering.ask_for(actor=request.actor, need=need, **payload.dict())
    return Status(201, RequestOut.of(asked))


@router.post(
    NEED + "/pass-on",
    summary="Send a need on, as the human who was asked",
    description="The expert reads the need from now on; the asker is told.",
    response={204: None},
)
@authorised(PERSON)
def pass_on_need(request: Request, need: UUID, payload: PassOnIn) -> Status[None]:
    passing.pass_on_handed(actor=request.actor, need=need, **payload.dict())
    return Status(204, None)


@router.get(NEED + "/requests", summary="Whom a need was sent to", response=list[RequestOut])
@authorised(PERSON)
def contacts(request: Request, need: UUID) -> list[dict[str, Any]]:
    row = selectors.need(request.actor, need, "manage")
    return [RequestOut.of(each) for each in selectors.contacts_of(row)]


def _turned(service: Callable[..., Need], request: Request, need: UUID, **more: Any) -> dict[str, Any]:
    return NeedOut.of(service(actor=request.actor, need=need, **more))


@router.post(NEED + "/withdraw", summary="Withdraw a need and its requests", response=NeedOut)
@authorised(PERSON)
def withdraw_need(request: Request, need: UUID) -> dict[str, Any]:
    return _turned(asking.withdraw_need, request, need)


@router.post(NEED + "/reopen", summary="Undo the withdrawal of a need", response=NeedOut)
@authorised(PERSON)
def reopen_need(request: Request, need: UUID) -> dict[str, Any]:
    return _turned(asking.reopen_need, request, need)


@router.post(
    NEED + "/round",
    summary="Take part in the next round",
    description="Whoever runs the round then reads the need.",
    response=NeedOut,
)
@authorised(PERSON)
def join_round(request: Request, need: UUID) -> dict[str, Any]:
    return _turned(asking.join_round, request, need, join=True)


@router.delete(NEED + "/round", summary="Leave the next round", response=NeedOut)
@authorised(PERSON)
def leave_round(request: Request, need: UUID) -> dict[str, Any]:
    return _turned(asking.join_round, request, need, join=False)


@router.post(NEED + "/human", summary="None of these: ask a human", response=NeedOut)
@authorised(PERSON)
def hand_over(request: Request, need: UUID) -> dict[str, Any]:
    return _turned(asking.hand_over, request, need)


@router.post(NEED + "/reply", summary="Answer a need as the human who was asked", response={204: None})
@authorised(PERSON)
def reply(request: Request, need: UUID, payload: ReplyIn) -> Status[None]:
    asking.reply(actor=request.actor, need=need, text=payload.text)
    return Status(204, None)


@router.get(
    "/competence/organisations/{organisation}/statistics",
    summary="What an organisation asked, found and got",
    response=NumbersOut,
)
@authorised(PERSON)
def numbers(request: Request, organisation: UUID) -> dict[str, Any]:
    found = statistics.numbers(request.actor, organisation)
    return {name: getattr(found, name) for name in NumbersOut.model_fields}


@router.get("/competence/missing", summary="What was asked for in vain", response=list[UnmetOut])
@authorised(ANYONE)
def missing(request: Request, county: QueryEx[str, P(max_length=2)] = "") -> list[dict[str, Any]]:
    return [{"what": m.what, "asked": m.asked, "skill": m.skill} for m in gaps.missing(county)]
