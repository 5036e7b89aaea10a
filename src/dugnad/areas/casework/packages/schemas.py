"""What goes in and out of the API of rules."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

State = Literal["draft", "asked", "published", "stopped"]
ApproverRole = Literal["caseworker", "lawyer"]


class PackageVersionOut(Schema):
    """One version of a package of rules."""

    id: UUID
    package: str
    owner: UUID
    title: dict[str, str]
    number: int
    state: State
    digest: str = Field(description="SHA-256 of the document in its one form")
    revision: int
    published_at: datetime | None


class WholeVersion(PackageVersionOut):
    """A version with its document."""

    document: dict[str, Any]


class RulesIn(Schema):
    """A whole package."""

    document: dict[str, Any]
    says: str = ""


class RulesChange(RulesIn):
    """The draft anew; `revision` is the one that was looked at."""

    revision: int


class Approve(Schema):
    """As what you approve, and the digest of what you looked at; `reason`: why, when it was not tried on past cases as
    it is now."""

    role: ApproverRole
    digest: str
    reason: str = Field(default="", max_length=1000)


class Difference(Schema):
    """One difference between two versions."""

    part: str
    name: str
    before: str
    after: str
    since: date | None
    language: str


class Adopt(Schema):
    """Which version an organisation begins to take in use."""

    version: UUID


class OverlayIn(Schema):
    """Own values of what may vary: for each parameter [day, value] pairs; own sentences in letters; the first day.

    `bodies`: for which bodies the city decides, and what it is called then, by written form.
    """

    values: dict[str, list[tuple[date, str]]] = {}
    says: dict[Literal["nb", "nn"], str] = {}
    bodies: dict[str, dict[Literal["nb", "nn"], str]] = {}
    since: date | None = None


class AdoptionOut(Schema):
    """Rules in use, or on their way to be, in an organisation."""

    id: UUID
    version: UUID = Field(alias="version_id")
    organisation: UUID = Field(alias="organisation_id")
    overlay: dict[str, Any]
    state: State
    since: date | None
    until: date | None
    stopped_at: datetime | None
    stopped_why: str
    digest: str = Field(description="SHA-256 of the version's digest, the overlay and the first day")

    @staticmethod
    def resolve_digest(row: Any) -> str:
        from dugnad.areas.casework.packages.digests import adoption_digest

        return adoption_digest(row)


class RuleErrorIn(Schema):
    """What is wrong: rules by their id, conditions and values by name, on which days; none named: all of it."""

    why: str = Field(max_length=300)
    rows: list[Annotated[str, Field(max_length=200)]] = Field(default=[], max_length=1000)
    conditions: list[Annotated[str, Field(max_length=200)]] = Field(default=[], max_length=200)
    parameters: list[Annotated[str, Field(max_length=200)]] = Field(default=[], max_length=200)
    first: date | None = None
    last: date | None = None


class Stop(Schema):
    """Why nothing more is decided by these rules."""

    why: str = Field(max_length=300)
