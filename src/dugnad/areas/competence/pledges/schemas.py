"""What the operations of pledges take and give."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

Short = Annotated[str, StringConstraints(max_length=300)]
Long = Annotated[str, StringConstraints(max_length=8_000)]
Act = Literal["pause", "resume", "withdraw", "restore"]
Kind = Literal["lab", "course", "solution"]


class Strict(Schema):
    """What is not asked for is refused."""

    model_config = ConfigDict(extra="forbid")


class SkillOut(Schema):
    """A concept of a vocabulary."""

    id: UUID
    source: str
    uri: str
    kind: str
    labels: dict[str, str]


class ExpertOut(Schema):
    """An expert; `free_hours` in the present month."""

    id: UUID
    organisation: UUID
    organisation_name: str
    name: str
    headline: str
    about: str
    skills: list[SkillOut]
    counties: list[str]
    remote: bool
    languages: list[str]
    free_hours: int
    active: bool


class ExpertSaid(Strict):
    """What is said of an expert. `counties`: by number, none: the whole country; `skills`: ids."""

    headline: Short
    about: Long = ""
    hours_month: int = Field(description="Hours a month, 0 to 200")
    skills: Annotated[list[UUID], Field(max_length=60)] = []
    counties: Annotated[list[str], Field(max_length=20)] = []
    remote: bool = True
    languages: Annotated[list[str], Field(max_length=10)] = ["nb"]


class ExpertIn(ExpertSaid):
    """A new pledge: of a member by `person`, who is asked first, or of a team by `name`."""

    organisation: UUID
    person: UUID | None = None
    name: Short = ""


class ExpertChange(ExpertSaid):
    """A pledge as it is to be; `name` for a team."""

    name: Short | None = None


class MonthOut(Schema):
    """The hours of one month."""

    month: date
    pledged: int
    reserved: int
    used: int
    lapsed: int
    free: int


class EntryOut(Schema):
    """One line of the ledger of hours."""

    at: datetime
    month: date
    kind: str
    hours: int
    request: UUID | None


class MonthIn(Strict):
    """Hours pledged in a month (any day of it)."""

    month: date
    hours: int


class FreeOut(Schema):
    free: int


class Made(Schema):
    id: UUID


class ConsentIn(Strict):
    """At most how many hours a month the person gives, for all organisations together."""

    most_hours: int


class PledgeOut(Schema):
    """A pledge of one's own hours."""

    id: UUID
    organisation: UUID
    organisation_name: str
    headline: str
    hours_month: int
    agreed_at: datetime | None
    declined_at: datetime | None


class OfferOut(Schema):
    """A lab, a course or a solution. `used_by`: names that the owner gives; `members_using`: members that say so."""

    id: UUID
    organisation: UUID
    organisation_name: str
    kind: str
    title: str
    text: str
    skills: list[SkillOut]
    counties: list[str]
    remote: bool
    languages: list[str]
    url: str
    next_date: date | None
    price: int | None
    publiccode: dict[str, Any] | None
    used_by: list[str]
    members_using: list[UUID]
    active: bool


class OfferSaid(Strict):
    """What is said of an offer. `price` in kroner; null: ask."""

    kind: Kind
    title: Short
    text: Long = ""
    skills: Annotated[list[UUID], Field(max_length=60)] = []
    counties: Annotated[list[str], Field(max_length=20)] = []
    remote: bool = True
    languages: Annotated[list[str], Field(max_length=10)] = ["nb"]
    url: Annotated[str, StringConstraints(max_length=600)] = ""
    next_date: date | None = None
    price: int | None = None


class OfferIn(OfferSaid):
    organisation: UUID


class FileIn(Strict):
    """The text of a publiccode.yml."""

    content: Annotated[str, StringConstraints(max_length=300_000)]


class ReuseIn(Strict):
    """Whether an organisation uses it."""

    organisation: UUID
    uses: bool = True


class VocabularyOut(Schema):
    source: str
    version: str
    languages: list[str]
    concepts: int
    imported_at: datetime
