"""What the operations of cases take and give."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

Short = Annotated[str, StringConstraints(max_length=2000)]
Long = Annotated[str, StringConstraints(max_length=8000)]


class Strict(Schema):
    """What is not asked for is refused."""

    model_config = ConfigDict(extra="forbid")


class CaseOut(Schema):
    """A case; `why`: codes for why a person must decide; `waits_for`: registers that do not answer.

    An application that tells of several homes becomes several cases: `first` is the one it began as. A case holds
    from `day` until `until`, the first day it no longer does.
    """

    id: UUID
    reference: str
    organisation: UUID
    rules: str
    state: str
    day: date | None
    until: date | None
    first: UUID | None
    why: list[str]
    waits_for: list[str]
    applied_at: datetime | None
    decided_at: datetime | None


class FactOut(Schema):
    """What is known of a fact: '' where it cannot be used, with what was answered in `note`.

    `provenance`: what the source itself rested on.
    """

    name: str
    value: str
    source: str
    at: datetime
    note: str
    provenance: dict[str, Any]


class DecisionOut(Schema):
    """A decision with its whole trace; `final` is false for the brief that a person works from."""

    number: int
    result: str
    final: bool
    automatic: bool
    at: datetime
    fingerprint: str
    package_digest: str
    engine_digest: str
    trace: dict[str, Any]


class AnswersIn(Strict):
    """The form's answers by field: subject, born, day, area, homes, moved, written, decided_by, and `fact:NAME`.

    Where each home is decided apart: `fact:NAME#2` for the second home, `moved_on` and `fact:NAME#moved` for a move.
    """

    answers: Annotated[dict[str, Short], Field(max_length=200)]


class FactIn(Strict):
    """A fact that a case worker found out, and how."""

    name: Short
    value: Short
    note: Short


class FindingIn(Strict):
    """What a case worker finds of one condition: 'met' or 'not met', with the reason."""

    state: Short
    reason: Long


class JudgementIn(Strict):
    """`brief`: the number of the decision it rests on; `states` by condition; `result`: one of the rules' results."""

    brief: int
    result: Short
    reason: Long
    states: Annotated[dict[str, FindingIn], Field(max_length=200)] = {}
    heard: Long = ""


class CaseReasonIn(Strict):
    """Why."""

    reason: Long


class ReopenIn(CaseReasonIn):
    """Why, and on which ground."""

    ground: Short = "favour"


class AppealIn(Strict):
    """What is to be changed, and why."""

    says: Long


class LetterLineOut(Schema):
    """One sentence of a letter, the condition it tells of, and its provision; '' where there is none."""

    text: str
    decision: str
    citation: str


class SendOnIn(Strict):
    """What the city says of the appeal."""

    statement: Long = ""


class SettleIn(Strict):
    """What the body decided: changed, upheld, returned or dismissed."""

    outcome: Short
    says: Long


class AppealOut(Schema):
    """An appeal that was taken in, late ones too; `outcome`: how it ended, '' while it is open.

    changed, upheld, returned, dismissed or withdrawn."""

    id: UUID
    at: datetime
    deadline: date
    in_time: bool
    sent_on_at: datetime | None
    outcome: str
    ended_at: datetime | None


class GroupFiguresOut(Schema):
    """A group's figures; null where it is too small to be told."""

    label: str
    cases: int | None
    granted: int | None
    days: float | None


class WholeOut(CaseOut):
    """A case with facts, decisions and appeals, the newest first."""

    facts: list[FactOut]
    decisions: list[DecisionOut]
    appeals: list[AppealOut]


class RulesFiguresOut(Schema):
    """The figures of one set of rules."""

    title: str
    lines: list[GroupFiguresOut]


class ArchiveDaysIn(Strict):
    """The first and the last day."""

    first: date
    last: date


class CaseworkJobOut(Schema):
    """The durable job that does it; see /jobs/{job}."""

    job: UUID
