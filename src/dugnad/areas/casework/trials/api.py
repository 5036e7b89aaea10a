"""This part's operations, under /api/v1/casework."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from dugnad.areas.casework.models import Consequence, ShadowRun
from dugnad.areas.casework.packages.selectors import adoption as adoption_by_id
from dugnad.areas.casework.packages.selectors import version_by_id
from dugnad.areas.casework.trials import consequences, selectors, shadow
from dugnad.areas.casework.trials.population import Declared
from dugnad.areas.casework.trials.subjects import Subject
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

router = Router(tags=["casework"])
OF_VERSION, RUN = "/casework/rules/{version}/past-cases", "/casework/past-cases/{run}"
OF_ADOPTION = "/casework/in-use/{adoption}/past-cases"
OF_CITY, ANALYSIS = "/casework/organisations/{organisation}/consequences", "/casework/consequences/{analysis}"
Offset = Annotated[int, Field(ge=0, le=1_000_000)]
Limit = Annotated[int, Field(ge=1, le=200)]


class ShadowIn(Schema):
    """By the law of which day; nothing: each case by its own day's."""

    day: dt.date | None = None


class ShadowOut(Schema):
    """A run over past cases; `adoption`: of a city's use. A number is null where it is too small to be told."""

    id: UUID
    version: UUID
    adoption: UUID | None
    state: str
    digest: str
    day: dt.date | None
    asked_at: dt.datetime
    finished_at: dt.datetime | None
    counts: dict[str, Any]


class ShadowCaseOut(Schema):
    """A case that would end otherwise ('changed'), or that lacks facts ('cannot')."""

    case: UUID = Field(alias="case_id")
    kind: str
    before: str
    after: str
    differs: list[dict[str, str]]
    missing: list[str]


class DeclaredIn(Schema):
    """How one fact is spread among invented people; shares are per cent."""

    name: str
    shape: str = "even"
    low: float = 0
    high: float = 100
    share: float = 50
    unknown: float = 0


class ConsequenceIn(Schema):
    """Two sides ('v:' and a version's id with the state's values, 'a:' and an adoption's), what counts, and for whom.

    `csv`: a population, a line for each person; without it `count` people are drawn by `facts` and `seed`.
    """

    package: str = Field(max_length=60)
    before: str
    after: str
    day: dt.date
    measure: str = ""
    pays: bool = True
    times: float = 12
    stands_for: int = 0
    count: int = 10_000
    seed: int = 1
    facts: list[DeclaredIn] = []
    csv: str | None = None


class ConsequenceOut(Schema):
    """An analysis; `result` is empty until it is done."""

    id: UUID
    organisation: UUID = Field(alias="organisation_id")
    package: str = Field(alias="slug")
    names: list[str]
    asked: dict[str, Any]
    state: str
    asked_at: dt.datetime
    result: dict[str, Any]


def _run(request: Request, row: ShadowRun) -> dict[str, Any]:
    names = ("id", "state", "digest", "day", "asked_at", "finished_at")
    plain = {name: getattr(row, name) for name in names}
    of = {"version": row.version_id, "adoption": row.adoption_id}
    return plain | of | {"counts": selectors.counts(request.actor, row)}


def _runs(request: Request, row: Subject) -> list[dict[str, Any]]:
    return [_run(request, one) for one in selectors.runs(request.actor, row)[:50]]


def _asked(request: Request, row: Subject, payload: ShadowIn) -> Status[dict[str, Any]]:
    return Status(202, _run(request, shadow.ask(actor=request.actor, row=row, day=payload.day)))


@router.get(OF_VERSION, summary="Runs of a version over past cases", response=list[ShadowOut])
@authorised(PERSON)
def shadow_runs(request: Request, version: UUID) -> list[dict[str, Any]]:
    return _runs(request, version_by_id(request.actor, version))


@router.post(OF_VERSION, summary="Try a draft on past cases", response={202: ShadowOut})
@authorised(PERSON)
def ask_shadow(request: Request, version: UUID, payload: ShadowIn) -> Status[dict[str, Any]]:
    """A job of the same id does it; ask for the run again to see when it is done."""
    return _asked(request, version_by_id(request.actor, version), payload)


@router.get(OF_ADOPTION, summary="Runs of a city's use of rules over past cases", response=list[ShadowOut])
@authorised(PERSON)
def adoption_shadow_runs(request: Request, adoption: UUID) -> list[dict[str, Any]]:
    return _runs(request, adoption_by_id(request.actor, adoption))


@router.post(
    OF_ADOPTION, summary="Try a draft of an adoption on the city's past cases", response={202: ShadowOut}
)
@authorised(PERSON)
def ask_adoption_shadow(request: Request, adoption: UUID, payload: ShadowIn) -> Status[dict[str, Any]]:
    """A job of the same id does it; ask for the run again to see when it is done."""
    return _asked(request, adoption_by_id(request.actor, adoption), payload)


@router.get(RUN, summary="A run over past cases", response=ShadowOut)
@authorised(PERSON)
def shadow_run(request: Request, run: UUID) -> dict[str, Any]:
    return _run(request, selectors.run(request.actor, run))


@router.get(RUN + "/cases", summary="Cases that would end otherwise", response=list[ShadowCaseOut])
@authorised(PERSON)
def shadow_cases(request: Request, run: UUID, offset: Offset = 0, limit: Limit = 50) -> list[Any]:
    """Only for the owner's case workers and lawyers."""
    row = selectors.run(request.actor, run)
    return list(selectors.cases(request.actor, row)[offset : offset + limit])


@router.get(OF_CITY, summary="Analyses of consequences", response=list[ConsequenceOut])
@authorised(PERSON)
def analyses(
    request: Request, organisation: UUID, package: str = "", offset: Offset = 0, limit: Limit = 20
) -> list[Consequence]:
    rows = selectors.analyses(request.actor, organisation, package).order_by("-asked_at", "id")
    return list(rows[offset : offset + limit])


@router.post(OF_CITY, summary="Ask who gains and who loses", response={202: ConsequenceOut})
@authorised(PERSON)
def ask_consequences(request: Request, organisation: UUID, payload: ConsequenceIn) -> Status[Consequence]:
    """A job of the same id does it. An uploaded population is deleted when it ends."""
    given = payload.dict(exclude={"package", "facts", "csv"})
    asked = consequences.Asked(
        **given,
        declared=tuple(Declared(**one.dict()) for one in payload.facts),
        content=payload.csv.encode() if payload.csv is not None else None,
    )
    made = consequences.ask(actor=request.actor, organisation=organisation, slug=payload.package, asked=asked)
    return Status(202, made)


@router.get(ANALYSIS, summary="An analysis of consequences", response=ConsequenceOut)
@authorised(PERSON)
def analysis(request: Request, analysis: UUID) -> Consequence:
    return selectors.analysis(request.actor, analysis)


@router.delete(ANALYSIS, summary="Throw an analysis away", response={204: None})
@authorised(PERSON)
def delete_analysis(request: Request, analysis: UUID) -> Status[None]:
    consequences.delete(actor=request.actor, analysis=analysis)
    return Status(204, None)
