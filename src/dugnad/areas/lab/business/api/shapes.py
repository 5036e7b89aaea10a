"""What the operations of business models take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from dugnad.areas.lab.models import BusinessModel, Comment, CommentInvitation
from dugnad.kernel.areas.shapes import Problem

MODEL = "/lab/models/{uuid:model}"
Json = dict[str, Any]
Title = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=5000)]
Canvas = Annotated[dict[str, Text], Field(max_length=9)]


def answers(shape: Any, status: int = 200) -> dict[int, Any]:
    """What an operation of a model can answer."""
    return {status: shape, **dict.fromkeys((401, 403, 404, 409, 422), Problem)}


class ModelIn(Schema):
    """`example`: one of /lab/examples. `document`: of the published schema. Neither: an empty model."""

    organisation: UUID
    title: Title
    example: Annotated[str, Field(max_length=20)] = ""
    document: Json | None = None
    canvas: Canvas | None = None


class ModelShort(Schema):
    """A model in a list. `changed_at`: when its latest revision was saved."""

    id: UUID
    organisation: UUID
    title: str
    revision: int
    seed: int
    example: str
    changed_at: datetime

    @staticmethod
    def resolve_organisation(row: BusinessModel) -> UUID:
        return row.organisation_id


class ModelOut(ModelShort):
    """A model: `document` is of the schema at /lab/schema; `canvas` the words of its blocks."""

    document: Json
    canvas: dict[str, str]


class ModelChange(Schema):
    """What is to be in the place of what is there; `revision`: the one that was read."""

    revision: int
    document: Json | None = None
    canvas: Canvas | None = None
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None


class RevisionOut(Schema):
    """One save; `what`: the part that it changed."""

    number: int
    what: str
    at: datetime


class ReadOut(Schema):
    """What a file would make of the model, kept until it is confirmed; `told`: what books said, in words."""

    kind: str
    document: Json
    canvas: dict[str, str] | None
    told: list[tuple[str, str]]
    notes: list[str]


class CommentIn(Schema):
    """`block`: as customer_segments, value_propositions, channels, customer_relationships, revenue_streams,
    key_resources, key_activities, key_partners, cost_structure."""

    block: Annotated[str, Field(max_length=40)]
    text: Text


class CommentOut(Schema):
    """`outside`: by somebody who was asked. `settled_at`: when it was dealt with."""

    id: UUID
    block: str
    text: str
    revision: int
    by: UUID | None
    outside: bool
    at: datetime
    settled_at: datetime | None

    @staticmethod
    def resolve_by(row: Comment) -> UUID | None:
        return row.by_id

    @staticmethod
    def resolve_outside(row: Comment) -> bool:
        return row.invitation_id is not None


class CommentInvitationIn(Schema):
    """A person by e-mail address, or an organisation; open for so many days from now."""

    email: Annotated[str, Field(max_length=254)] = ""
    organisation: UUID | None = None
    question: Annotated[str, Field(max_length=2000)] = ""
    days: int = 30


class CommentInvitationOut(Schema):
    """It opens the model from `accepted_at` until `until`, unless it is withdrawn or declined."""

    id: UUID
    model: UUID
    owner: UUID
    person: UUID | None
    organisation: UUID | None
    question: str
    until: datetime
    accepted_at: datetime | None
    declined_at: datetime | None
    withdrawn_at: datetime | None

    @staticmethod
    def resolve_model(row: CommentInvitation) -> UUID:
        return row.model_id

    @staticmethod
    def resolve_owner(row: CommentInvitation) -> UUID:
        return row.owner_id

    @staticmethod
    def resolve_person(row: CommentInvitation) -> UUID | None:
        return row.person_id

    @staticmethod
    def resolve_organisation(row: CommentInvitation) -> UUID | None:
        return row.organisation_id
