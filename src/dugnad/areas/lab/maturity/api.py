"""This part's operations, under /api/v1/lab."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status
from pydantic import Field

from dugnad.areas.lab.maturity import selectors, services
from dugnad.areas.lab.maturity.content import common, edition, levels_of, say
from dugnad.areas.lab.maturity.exporting import as_json, comparison_of, figures_of
from dugnad.areas.lab.maturity.pages.results import csv_file
from dugnad.areas.lab.maturity.results import finished, report
from dugnad.areas.lab.maturity.schemas import (
    MaturityAboutIn,
    MaturityAnswerIn,
    MaturityAnswerOut,
    MaturityComparisonOut,
    MaturityExportOut,
    MaturityQuestionsOut,
    MaturityResultOut,
    MaturityRoundOut,
    MaturityRoundsOut,
    MaturityStartIn,
    MaturityWholeRoundOut,
)
from dugnad.areas.lab.maturity.scoring import blanks
from dugnad.areas.lab.maturity.values import HIGHEST, Question
from dugnad.areas.lab.models import Assessment
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.areas.shapes import Problem

router = Router(tags=["lab"])
ONE = "/lab/maturity/{assessment}"


def answers(shape: Any, *problems: int, status: int = 200) -> dict[int, Any]:
    return {status: shape, **dict.fromkeys((401, *problems), Problem)}


@router.get(
    "/lab/maturity/questions/{test}",
    summary="The questions of the maturity test",
    response=MaturityQuestionsOut,
)
@authorised(ANYONE)
def questions(request: Request, test: Literal["company", "public"]) -> dict[str, Any]:
    """Module 1 (sizes and sectors) and the eleven questions, in the language that is asked for.

    How a question is answered follows from its `shape`: `ticks` with a list of keys, `matrix` with
    `{"done": [keys], "planned": [keys]}`, `scale` and `grades` with `{key: level}`.
    """
    found = edition(test)
    return {
        "test": test,
        "sizes": {key: say(text) for key, text in common()["sizes"].items()},
        "sectors": {key: say(one["text"]) for key, one in common()["sectors"].items()},
        "dimensions": {key: say(common()["dimensions"][key]["name"]) for key in found.dimensions},
        "questions": [_question(one) for one in found.questions],
    }


def _question(one: Question) -> dict[str, Any]:
    levels = [say(text) for text in levels_of(one)] if one.shape in HIGHEST else []
    items = [
        {
            "key": item.key,
            "text": say(item.text),
            "help": say(item.help) if item.help else "",
            "against": item.against,
        }
        for item in one.items
    ]
    return {
        "key": one.key,
        "dimension": one.dimension,
        "shape": one.shape.value,
        "text": say(one.text),
        "help": say(one.help),
        "columns": {key: say(text) for key, text in one.columns.items()},
        "levels": levels,
        "items": items,
    }


@router.get("/lab/maturity", summary="Rounds of my organisations", response=answers(MaturityRoundsOut, 422))
@authorised(PERSON)
def rounds(
    request: Request,
    offset: Annotated[int, Field(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    rows = selectors.assessments(request.actor)
    return {"total": rows.count(), "items": [_round(row) for row in rows[offset : offset + limit]]}


def _round(row: Assessment) -> dict[str, Any]:
    return {
        "id": row.id,
        "organisation": row.organisation_id,
        "test": row.test,
        "round": row.number,
        "size": row.size,
        "sector": row.sector,
        "second_sector": row.second_sector,
        "begun_at": row.begun_at,
        "finished_at": row.finished_at,
        "total": row.scores[-1] if row.scores else None,
    }


@router.post(
    "/lab/maturity", summary="Begin a round", response=answers(MaturityRoundOut, 403, 404, 422, status=201)
)
@authorised(PERSON)
def begin(request: Request, body: MaturityStartIn) -> Any:
    """The next round of the organisation; the one that is open already, if there is one."""
    about = services.About(body.size, body.sector, body.second_sector)
    row = services.start(actor=request.actor, organisation=body.organisation, about=about, test=body.test)
    return Status(201, _round(row))


@router.get(ONE, summary="One round with its answers", response=answers(MaturityWholeRoundOut, 404))
@authorised(PERSON)
def one_round(request: Request, assessment: UUID) -> dict[str, Any]:
    row = selectors.found(request.actor, assessment)
    given = selectors.answers_of(row)
    missing = [{"question": blank.question, "item": blank.item} for blank in blanks(edition(row.test), given)]
    return {**_round(row), "answers": given, "blanks": missing}


@router.put(
    f"{ONE}/about",
    summary="Put size and sectors right",
    response=answers(MaturityRoundOut, 403, 404, 409, 422),
)
@authorised(PERSON)
def describe(request: Request, assessment: UUID, body: MaturityAboutIn) -> dict[str, Any]:
    about = services.About(body.size, body.sector, body.second_sector)
    return _round(services.describe(actor=request.actor, assessment=assessment, about=about))


@router.put(
    f"{ONE}/answers/{{question}}",
    summary="Answer a question",
    response=answers(MaturityAnswerOut, 403, 404, 409, 422),
)
@authorised(PERSON)
def answer(request: Request, assessment: UUID, question: str, body: MaturityAnswerIn) -> dict[str, Any]:
    """Save the answer to one question; `null` takes it back, `[]` says 'none of these'."""
    value = services.answer(actor=request.actor, assessment=assessment, question=question, value=body.value)
    return {"question": question, "value": value}


@router.post(
    f"{ONE}/finish", summary="Finish a round", response=answers(MaturityResultOut, 403, 404, 409, 422)
)
@authorised(PERSON)
def finish(request: Request, assessment: UUID) -> dict[str, Any]:
    """Fix answers and scores. What is blank counts as nothing."""
    services.finish(actor=request.actor, assessment=assessment)
    return figures_of(report(finished(request.actor, assessment)))


@router.get(
    f"{ONE}/result", summary="The result of a finished round", response=answers(MaturityResultOut, 404, 409)
)
@authorised(PERSON)
def result(request: Request, assessment: UUID) -> dict[str, Any]:
    return figures_of(report(finished(request.actor, assessment)))


@router.get(
    f"{ONE}/comparison",
    summary="What similar ones have on average",
    response=answers(MaturityComparisonOut | None, 404, 409),
)
@authorised(PERSON)
def comparison(request: Request, assessment: UUID) -> dict[str, Any] | None:
    """Whole points, of at least five others; null where too few have answered."""
    return comparison_of(report(finished(request.actor, assessment)))


@router.get(
    f"{ONE}/export.json", summary="All of a finished round", response=answers(MaturityExportOut, 404, 409)
)
@authorised(PERSON)
def export_json(request: Request, assessment: UUID) -> dict[str, Any]:
    return as_json(report(finished(request.actor, assessment)))


CSV = {"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}}


@router.get(
    f"{ONE}/export.csv",
    summary="All of a finished round, as a table",
    response=answers(None, 404, 409),
    openapi_extra=CSV,
)
@authorised(PERSON)
def export_csv(request: Request, assessment: UUID) -> HttpResponse:
    return csv_file(finished(request.actor, assessment))


@router.delete(ONE, summary="Delete a round", response=answers(None, 403, 404, status=204))
@authorised(PERSON)
def remove(request: Request, assessment: UUID) -> Any:
    """One that is open by those who may answer, a finished one by administrators."""
    services.remove(actor=request.actor, assessment=assessment)
    return Status(204, None)
