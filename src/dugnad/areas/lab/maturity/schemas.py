"""What the maturity test's operations take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

Key = Annotated[str, StringConstraints(max_length=16)]
Keys = Annotated[list[Key], Field(max_length=40)]
Level = Annotated[int, Field(ge=0, le=5)]
Value = Keys | dict[Key, Keys] | dict[Key, Level] | None


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class MaturityAboutIn(Strict):
    """Keys of sizes and sectors, as the questions give them."""

    size: Key
    sector: Key
    second_sector: Key = ""


class MaturityStartIn(MaturityAboutIn):
    """`test`: empty for what suits the organisation's kind."""

    organisation: UUID
    test: Literal["", "company", "public"] = ""


class MaturityAnswerIn(Strict):
    """An answer as the question's shape asks for it; null: not answered."""

    value: Value


class MaturityAnswerOut(Schema):
    """What was saved."""

    question: str
    value: Any


class MaturityItemOut(Schema):
    """One line; `against`: keys of what cannot be ticked beside it."""

    key: str
    text: str
    help: str
    against: list[str]


class MaturityQuestionOut(Schema):
    """One question. `columns` of a matrix, `levels` of scale and grades from 0 up."""

    key: str
    dimension: str
    shape: str
    text: str
    help: str
    columns: dict[str, str]
    levels: list[str]
    items: list[MaturityItemOut]


class MaturityQuestionsOut(Schema):
    """The whole test in words."""

    test: str
    sizes: dict[str, str]
    sectors: dict[str, str]
    dimensions: dict[str, str]
    questions: list[MaturityQuestionOut]


class MaturityRoundOut(Schema):
    """One round: T0, T1, ... by `round`. `total` when it is finished."""

    id: UUID
    organisation: UUID
    test: str
    round: int
    size: str
    sector: str
    second_sector: str
    begun_at: datetime
    finished_at: datetime | None
    total: float | None


class MaturityRoundsOut(Schema):
    total: int
    items: list[MaturityRoundOut]


class MaturityBlankOut(Schema):
    """A question without an answer, or one line of it without a level."""

    question: str
    item: str


class MaturityWholeRoundOut(MaturityRoundOut):
    """A round with answers by question, and what is blank."""

    answers: dict[str, Any]
    blanks: list[MaturityBlankOut]


class MaturityFigureOut(Schema):
    """Points in 0-100 now, in the first and the latest three rounds up to this one; `change` since the last."""

    key: str
    name: str
    value: float
    band: str
    band_name: str
    rounds: list[float]
    change: float | None


class MaturityRoundAt(Schema):
    round: int
    finished_at: datetime | None


class MaturityNextOut(Schema):
    """What to do next for one of the lowest dimensions."""

    dimension: str
    steps: list[str]


class MaturityComparisonOut(Schema):
    """Whole points by dimension and `total`, of that many other organisations."""

    others: str
    organisations: int
    values: dict[str, int]


class MaturityResultOut(Schema):
    """All that a finished round says."""

    total: MaturityFigureOut
    says: str
    dimensions: list[MaturityFigureOut]
    rounds: list[MaturityRoundAt]
    blanks: list[MaturityBlankOut]
    next: list[MaturityNextOut]
    comparison: MaturityComparisonOut | None


class MaturityOrganisationOut(Schema):
    name: str
    number: str


class MaturityLineOut(Schema):
    item: str
    text: str
    answer: str


class MaturityAnsweredOut(Schema):
    """One question with its points, part by part, and what was answered in words."""

    key: str
    text: str
    state: str
    points: list[float]
    lines: list[MaturityLineOut]


class MaturityExportOut(MaturityResultOut):
    """The result with whom it is about and every answer."""

    organisation: MaturityOrganisationOut
    test: str
    round: int
    finished_at: datetime
    size: str
    sector: str
    second_sector: str
    questions: list[MaturityAnsweredOut]
    answers: dict[str, Any]
