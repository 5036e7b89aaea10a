"""Operations of comments, and of invitations to comment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router, Status

from dugnad.areas.lab.business import commenting, selectors
from dugnad.areas.lab.business.api.frame import changed
from dugnad.areas.lab.business.api.shapes import (
    MODEL,
    CommentIn,
    CommentInvitationIn,
    CommentInvitationOut,
    CommentOut,
    answers,
)
from dugnad.areas.lab.models import Comment, CommentInvitation
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.areas.shapes import Problem

router = Router(tags=["lab"])
ASKED = "/lab/comment-invitations/{uuid:invitation}"


@router.get(MODEL + "/comments", response=answers(list[CommentOut]), summary="Comments on a model")
@authorised(PERSON)
def comments(request: Request, model: UUID) -> Any:
    """All for the owner's people; for others their own and those of the owner's people."""
    return selectors.comments(request.actor, selectors.visible_model(request.actor, model))


@router.post(MODEL + "/comments", response=answers(CommentOut, 201), summary="Comment on a block")
@authorised(PERSON)
def comment(request: Request, model: UUID, payload: CommentIn) -> Status[Comment]:
    """For the owner's people, and for those whom an open invitation lets look."""
    made = commenting.comment(actor=request.actor, model=model, block=payload.block, text=payload.text)
    return Status(201, made)


@router.post(
    "/lab/comments/{uuid:comment}/settle", response=answers(CommentOut), summary="Deal with a comment"
)
@authorised(PERSON)
def settle(request: Request, comment: UUID) -> Comment:
    """Marks it as dealt with; told again, as open."""
    return commenting.settle(actor=request.actor, comment=comment)


@router.get(
    MODEL + "/invitations", response=answers(list[CommentInvitationOut]), summary="Who was asked to comment"
)
@authorised(PERSON)
def invitations(request: Request, model: UUID) -> Any:
    """For the owner's people."""
    return selectors.invitations_of(request.actor, changed(request, model))


@router.post(
    MODEL + "/invitations", response=answers(CommentInvitationOut, 201), summary="Ask somebody to comment"
)
@authorised(PERSON)
def invite(request: Request, model: UUID, payload: CommentInvitationIn) -> Status[CommentInvitation]:
    """By an administrator or signatory of the owner. It opens nothing until its terms are accepted."""
    return Status(201, commenting.invite(actor=request.actor, model=model, **payload.dict()))


@router.get(
    "/lab/comment-invitations",
    response={200: list[CommentInvitationOut], 401: Problem},
    summary="Invitations to comment",
)
@authorised(PERSON)
def invitations_to_me(request: Request) -> Any:
    """Those that others sent the actor or the actor's organisations, and that are not over."""
    return selectors.invitations_to(request.actor)[:200]


@router.post(
    ASKED + "/accept", response=answers(CommentInvitationOut), summary="Promise confidence and open the model"
)
@authorised(PERSON)
def accept(request: Request, invitation: UUID) -> CommentInvitation:
    """By the person who was asked, or an administrator or signatory of the organisation that was."""
    return commenting.answer(actor=request.actor, invitation=invitation, accepts=True)


@router.post(
    ASKED + "/decline", response=answers(CommentInvitationOut), summary="Decline an invitation to comment"
)
@authorised(PERSON)
def decline(request: Request, invitation: UUID) -> CommentInvitation:
    """It is over then."""
    return commenting.answer(actor=request.actor, invitation=invitation, accepts=False)


@router.post(
    ASKED + "/withdraw", response=answers(CommentInvitationOut), summary="Withdraw an invitation to comment"
)
@authorised(PERSON)
def withdraw(request: Request, invitation: UUID) -> CommentInvitation:
    """By the owner; nothing is open to those who were asked from now on."""
    return commenting.withdraw(actor=request.actor, invitation=invitation)
