"""What goes in and out of the API of services."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from dugnad.areas.services.catalogue.content import Content, stored

Level = Literal["municipal", "county", "state"]
Texts = dict[Literal["nb", "nn", "en"], str]
Kind = Literal["cost", "link", "who", "unclear", "found", "other"]


class LawOut(Schema):
    """A statute that a service rests on."""

    text: str
    url: str = ""


class ContentIn(Schema):
    """A description. Texts are by language; what is empty is taken from the base, where there is one."""

    level: Level = "municipal"
    theme: str = ""
    area: str = Field("", description="A municipality's four digits, a county's two, or no")
    who: str = Field("", description="Who delivers it, where that is not the owner")
    who_number: str = ""
    title: Texts = {}
    summary: Texts = {}
    who_for: Texts = {}
    bring: Texts = {}
    cost: Texts = {}
    time: Texts = {}
    apply: Texts = {}
    words: dict[Literal["nb", "nn", "en"], list[str]] = Field({}, description="What residents say")
    url: str = ""
    law: list[LawOut] = []
    events: list[str] = []
    valid_from: date | None = None
    valid_until: date | None = None

    @staticmethod
    def of(content: Content) -> dict[str, Any]:
        return stored(content)


class NewService(ContentIn):
    """A description to be added; with `base` it takes its level, theme and empty texts from there."""

    base: UUID | None = None
    slug: str = ""


class ServiceChange(ContentIn):
    """The description anew; `version` is the one that was looked at."""

    version: int


class ServiceOut(Schema):
    """A description: its own texts, and the whole with what it takes from its base."""

    id: UUID
    slug: str
    owner: UUID
    base: UUID | None
    version: int
    changed_at: datetime
    withdrawn: bool
    own: ContentIn
    whole: ContentIn
    missing: dict[str, list[str]] = Field(description="The languages that lack, by text")


class ServicePage(Schema):
    """A part of the catalogue; `total` counts all that fit."""

    total: int
    items: list[ServiceOut]


class OwnedOut(Schema):
    """One description as its owner's list shows it."""

    id: UUID
    slug: str
    state: Literal["valid", "coming", "ended", "withdrawn"]
    missing: list[str]
    base_changed: bool
    shown: int = Field(description="How often it was shown to residents in 30 days")
    feedback: int


class DescriptionVersionOut(Schema):
    """A description as it was."""

    number: int
    at: datetime
    restored: int | None
    content: ContentIn


class BaseChange(Schema):
    """What a base said when the owner last looked, and says now."""

    field: str
    before: Any
    after: Any


class Restore(Schema):
    """Which version is brought back."""

    number: int


class FileTakenOut(Schema):
    """What became of a file."""

    added: int
    changed: int
    same: int


class GapOut(Schema):
    """Words that residents asked on at least three days and were not answered well."""

    words: str
    area: str
    days: int
    last: date


class FeedbackIn(Schema):
    """What is wrong with a description; without anything about who says it."""

    kind: Kind
    text: str = ""


class FeedbackOut(Schema):
    """What a resident said of a service."""

    id: UUID
    service: UUID = Field(alias="service_id")
    kind: Kind
    text: str
    at: datetime
    settled_at: datetime | None


class ContactIn(Schema):
    """Whom to call."""

    name: str
    phone: str = ""
    url: str = ""
    hours_nb: str = ""
    hours_nn: str = ""
    hours_en: str = ""


class TerritoryIn(ContactIn):
    """Which organisation answers for an area."""

    area: str
    organisation: UUID | None = None


class CallOut(Schema):
    """Whom to call in an area."""

    area: str
    name: str
    phone: str
    url: str
    hours: dict[str, str]


class HomePointIn(Schema):
    """A point in degrees, WGS 84."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class PlaceOut(Schema):
    """A municipality of today; `former`, `district` or `town` (a postal code and its town) is what it was found by."""

    number: str
    name: str
    county: str
    former: str = ""
    district: str = ""
    town: str = ""
    sure: bool = Field(True, description="False where this is one of several, or the nearest")


class AnswerOut(Schema):
    """A service as it is delivered at a place."""

    slug: str
    title: Texts
    summary: Texts
    who: str = ""
    area: str = ""
    here: bool = Field(description="Whether it is delivered there; if not, this is the nearest that is")
    responsible: str = Field("", description="The municipality or county that answers for it there")
    confirmed: bool = Field(False, description="Whether the owner has confirmed the description")
    who_for: Texts = {}
    cost: Texts = {}
    time: Texts = {}
    bring: Texts = {}
    apply: Texts = {}
    url: str = ""
    law: list[LawOut] = []
    events: list[str] = []


class QuestionOut(Schema):
    """A question that decides between services that are close."""

    about: Literal["who_for", "theme", "title"]
    choices: list[AnswerOut]


class ReplyOut(Schema):
    """What a need is answered with: an answer, or a question; always whom to call."""

    words: str = Field(description="The words that were looked for, without identity numbers")
    answer: AnswerOut | None
    question: QuestionOut | None
    others: list[AnswerOut]
    life_events: list[str] = Field(description="The life events that the answer belongs to")
    contact: CallOut | None


class LifeEventIn(Schema):
    """A life event with the services it takes, by slug, in order."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")
    title: Texts
    summary: Texts
    order: list[str]


class LifeEventOut(Schema):
    """A life event with its services as they are delivered at a place."""

    id: str
    title: Texts
    summary: Texts
    services: list[AnswerOut]
