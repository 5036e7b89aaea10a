"""One's own account in the API."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Router, Schema, Status
from pydantic import AliasChoices

from dugnad.kernel.areas.http import Request
from dugnad.kernel.areas.routes import PERSON, authorised
from dugnad.kernel.areas.shapes import Problem
from dugnad.kernel.identity import selectors, services, sessions, tokens
from dugnad.kernel.problems import SignInNeeded

router = Router(tags=["you"])


REFUSED = {401: Problem, 403: Problem}
Purpose = Annotated[str, Field(max_length=60)]


class Role(Schema):
    organisation: UUID
    role: str


class You(Schema):
    """A person's own account."""

    id: UUID
    name: str
    email: str | None
    language: str
    operator: bool
    second_factor: bool
    roles: list[Role]


class SignInOut(Schema):
    """One place where one is signed in."""

    id: UUID
    method: str
    agent: str
    began_at: datetime


class AboutYou(Schema):
    """What a person may change about their account."""

    name: str
    language: str


class NewToken(Schema):
    """A token that is asked for; with `organisation`, it is limited to the roles there.

    What others share is read for `purposes` only; without any, only what needs no purpose.
    """

    name: str
    scope: str = Field("read", description="read or write")
    last_day: date = Field(description="The last day on which it works, at most a year ahead")
    organisation: UUID | None = None
    purposes: list[Purpose] = Field(
        [], max_length=100, description="Names of purposes, as agreements have them"
    )


class Token(Schema):
    """A token without its secret."""

    id: UUID
    name: str
    scope: str
    purposes: list[str]
    organisation: UUID | None = Field(None, validation_alias=AliasChoices("organisation_id", "organisation"))
    made_at: datetime
    expires_at: datetime
    last_used_on: date | None


class MadeToken(Token):
    """A token with its secret, which is told this once."""

    secret: str


@router.get("/you", summary="Your account", response={200: You, **REFUSED})
@authorised(PERSON)
def you(request: Request) -> dict[str, Any]:
    return selectors.account(request.actor)


@router.patch("/you", summary="Change your name and language", response={200: You, 422: Problem, **REFUSED})
@authorised(PERSON)
def change_you(request: Request, about: AboutYou) -> dict[str, Any]:
    services.change_person(actor=request.actor, person=acting_person(request), **about.dict())
    return selectors.account(request.actor)


@router.get("/you/sign-ins", summary="Where you are signed in", response={200: list[SignInOut], **REFUSED})
@authorised(PERSON)
def your_sign_ins(request: Request) -> Any:
    return sessions.sign_ins(acting_person(request))


@router.delete(
    "/you/sign-ins/{sign_in}", summary="Sign out somewhere", response={204: None, 404: Problem, **REFUSED}
)
@authorised(PERSON)
def end_sign_in(request: Request, sign_in: UUID) -> Status[None]:
    sessions.end_sign_in(actor=request.actor, sign_in=sign_in)
    return Status(204, None)


@router.get(
    "/you/tokens", summary="Tokens that you made or administer", response={200: list[Token], **REFUSED}
)
@authorised(PERSON)
def your_tokens(request: Request) -> Any:
    return tokens.tokens(request.actor)


@router.post(
    "/you/tokens",
    summary="Make a token",
    description="Takes a session with two-step sign-in. The secret is in the answer and nowhere else.",
    response={201: MadeToken, 404: Problem, 422: Problem, **REFUSED},
)
@authorised(PERSON)
def make_token(request: Request, wanted: NewToken) -> Any:
    token, secret = tokens.make_token(actor=request.actor, **wanted.dict())
    return Status(201, {**Token.from_orm(token).dict(), "secret": secret})


@router.delete("/you/tokens/{token}", summary="Revoke a token", response={204: None, 404: Problem, **REFUSED})
@authorised(PERSON)
def revoke_token(request: Request, token: UUID) -> Status[None]:
    tokens.revoke_token(actor=request.actor, token=token)
    return Status(204, None)


def acting_person(request: Request) -> UUID:
    """The person who acts, on a route that admits persons only."""
    if request.actor.person is None:
        raise SignInNeeded
    return request.actor.person
