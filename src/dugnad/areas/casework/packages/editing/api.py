"""Drafts changed from outside as the editor does it, under /api/v1/casework."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from dugnad.areas.casework.models import PackageSave
from dugnad.areas.casework.packages.api import ONE, out
from dugnad.areas.casework.packages.editing import checks, history, saving
from dugnad.areas.casework.packages.schemas import PackageVersionOut
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

router = Router(tags=["casework"])
STEP = ("line", "expected", "got")
Revision = Annotated[int, Field(ge=0, le=2_000_000_000)]


class DraftModelIn(Schema):
    """A decision model as DMN XML; `revision` is the one that was looked at."""

    model: str = Field(max_length=5_000_000)
    revision: Revision


class DraftRevision(Schema):
    """The revision that was looked at."""

    revision: Revision


class TableMark(Schema):
    """What is to be said of a table: the decision, its rows counted from 1, the words, whether it is a fault."""

    decision: str
    rows: list[int]
    words: str
    wrong: bool


class FailedStep(Schema):
    """A step that does not hold: its line, what it expected, what was found."""

    line: int
    expected: str
    got: str


class FailedScenario(Schema):
    """A scenario that does not pass."""

    name: str
    line: int
    steps: list[FailedStep]


class DraftChecks(Schema):
    """What the checks of the tables and the tests say of a draft; `unparsed` why the tests cannot be read."""

    tables: list[TableMark]
    failed: list[FailedScenario]
    scenarios: int
    unparsed: str


class DraftSaveOut(Schema):
    """An earlier save of a draft."""

    revision: int
    at: datetime


@router.put(ONE + "/model", summary="Change a draft's decision model", response=PackageVersionOut)
@authorised(PERSON)
def change_model(request: Request, version: UUID, payload: DraftModelIn) -> dict[str, Any]:
    """Refused when a row cites no provision; the rows are named."""
    row = saving.save_model(
        actor=request.actor, version=version, revision=payload.revision, xml=payload.model
    )
    return out(row)


@router.get(ONE + "/checks", summary="What checks and tests say of a draft", response=DraftChecks)
@authorised(PERSON)
def draft_checks(request: Request, version: UUID) -> dict[str, Any]:
    row = saving.to_change(request.actor, version)
    told = checks.told(row)
    failed = [
        {
            "name": one.name,
            "line": one.line,
            "steps": [dict(zip(STEP, each, strict=True)) for each in one.steps],
        }
        for one in told["failures"]
    ]
    marks = [
        {"decision": m.decision, "rows": m.rows, "words": m.words, "wrong": m.wrong}
        for m in checks.marks_of(row)
    ]
    return {"tables": marks, "failed": failed, "scenarios": told["scenarios"], "unparsed": told["unparsed"]}


@router.get(ONE + "/saves", summary="Earlier saves of a draft", response=list[DraftSaveOut])
@authorised(PERSON)
def saves(request: Request, version: UUID) -> list[PackageSave]:
    """The newest first, a hundred at most."""
    return list(history.saves(saving.to_change(request.actor, version)).defer("document")[: history.MOST])


@router.post(ONE + "/saves/{save}", summary="Go back to an earlier save", response=PackageVersionOut)
@authorised(PERSON)
def go_back(request: Request, version: UUID, save: Revision, payload: DraftRevision) -> dict[str, Any]:
    """What the draft held until now is kept as a save too."""
    row = saving.to_change(request.actor, version)
    return out(history.go_back(actor=request.actor, row=row, revision=payload.revision, to=save))
