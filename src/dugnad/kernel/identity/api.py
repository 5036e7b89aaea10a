"""One's own account in the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Router, Schema

from dugnad.kernel.areas.http import Request
from dugnad.kernel.areas.routes import PERSON, authorised
from dugnad.kernel.identity import selectors, services, sessions, tokens

router = Router(tags=["you"])


class AboutYou(Schema):
    """What a person may change about their account."""

    name: str
    language: str


class NewToken(Schema):
    """A token that is asked for; with `organisation`, it is limited to the roles there."""

    name: str
    scope: str = Field("read", description="read or write")
    last_day: date = Field(description="The last day on which it works, at most a year ahead")
    organisation: UUID | None = None


class Token(Schema):
    """A token without its secret."""

    id: UUID
    name: str
    scope: str
    organisation: UUID | None = Field(None, alias="organisation_id")
    made_at: datetime
    expires_at: datetime
    last_used_on: date | None


class MadeToken(Token):
    """A token with its secret, which is told this once."""

    secret: str


@router.get("/you", summary="Your account")
@authorised(PERSON)
def you(request: Request) -> dict[str, Any]:
    return selectors.account(request.actor)


@router.patch("/you", summary="Change your name and language")
@authorised(PERSON)
def change_you(request: Request, about: AboutYou) -> dict[str, Any]:
    services.change_person(actor=request.actor, person=request.actor.person, **about.dict())
    return selectors.account(request.actor)


@router.get("/you/sign-ins", summary="Where you are signed in")
@authorised(PERSON)
def your_sign_ins(request: Request) -> list[dict[str, Any]]:
    return list(sessions.sign_ins(request.actor.person).values("id", "method", "agent", "began_at"))


@router.delete("/you/sign-ins/{sign_in}", summary="Sign out somewhere", response={204: None})
@authorised(PERSON)
def end_sign_in(request: Request, sign_in: UUID) -> tuple[int, None]:
    sessions.end_sign_in(actor=request.actor, sign_in=sign_in)
    return 204, None


@router.get("/you/tokens", summary="Tokens that you made or administer", response=list[Token])
@authorised(PERSON)
def your_tokens(request: Request) -> Any:
    return tokens.tokens(request.actor)


@router.post("/you/tokens", summary="Make a token", response={201: MadeToken})
@authorised(PERSON)
def make_token(request: Request, wanted: NewToken) -> Any:
    token, secret = tokens.make_token(actor=request.actor, **wanted.dict())
    token.secret = secret
    return 201, token


@router.delete("/you/tokens/{token}", summary="Revoke a token", response={204: None})
@authorised(PERSON)
def revoke_token(request: Request, token: UUID) -> tuple[int, None]:
    tokens.revoke_token(actor=request.actor, token=token)
    return 204, None
