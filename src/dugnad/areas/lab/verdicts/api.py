"""This part of the API: verdicts, levers, what matters, strategies, the report, the fit of a series."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import P, QueryEx, Router, Schema, Status
from pydantic import Field

from dugnad.areas.lab.business import selectors as business
from dugnad.areas.lab.verdicts import asking, keeping, papers, refusals, showing, work
from dugnad.areas.lab.verdicts.pasted import MOST as MOST_VALUES
from dugnad.areas.lab.verdicts.pasted import MOST_COLUMNS
from dugnad.areas.lab.verdicts.room import rooms
from dugnad.engines.foresight.model import MONEY
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.areas.shapes import Problem
from dugnad.kernel.problems import Invalid, NotFound

router = Router(tags=["lab"])
MODEL = "/lab/models/{uuid:model}"
FILE = {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}
Json = dict[str, Any]
World = Annotated[str, Field(max_length=20)]
Turn = Annotated[float, Field(ge=asking.LEAST / 100, le=asking.MOST / 100)]


class DrawIn(Schema):
    """`world`: today, s0, s1 ... or together (none: the hardest). `levers`: factors from 0.5 to 1.5 by lever."""

    world: World = ""
    levers: Annotated[dict[str, Turn], Field(max_length=len(asking.LEVERS))] = {}


class WorkIn(Schema):
    """`part`: depth or strategies. `wanted`: how many of a hundred futures are to last. `floor`: the present value
    in NOK that suffices."""

    part: Annotated[str, Field(pattern="^(depth|strategies)$")]
    world: World = ""
    wanted: Annotated[float, Field(ge=5, le=99)] = 80.0
    floor: Annotated[float, Field(ge=-MONEY, le=MONEY)] = 0.0


class WorkOut(Schema):
    """`job`: follow it at /jobs/{job}; empty when the answer is there already."""

    job: UUID | None


Series = Annotated[list[Annotated[float, Field(allow_inf_nan=False)]], Field(max_length=MOST_VALUES)]


class SeriesIn(Schema):
    """`kind`: what `sales` is, one number a period: sales, or the share of the new (0-1); or generations: then
    `generations` holds what was sold of each, the oldest first, 0 before it was sold."""

    kind: Annotated[str, Field(pattern="^(sales|share|generations)$")] = "sales"
    sales: Series = []
    generations: Annotated[list[Series], Field(max_length=MOST_COLUMNS)] = []


def answers(shape: Any, status: int = 200) -> dict[int, Any]:
    return {status: shape, **dict.fromkeys((401, 404, 422, 503), Problem)}


def _row(request: Request, model: UUID) -> Any:
    row = business.visible_model(request.actor, model)
    faults = keeping.faults(row.document)
    if faults:
        fields = {fault.path or "document": refusals.words_of("not_ready") for fault in faults[:20]}
        raise Invalid(fields=fields)
    return row


def _world(row: Any, key: str) -> tuple[Json, str]:
    told = keeping.reckoned(row, "verdict")
    if key and key not in {one["key"] for one in told["worlds"]}:
        raise Invalid(fields={"world": refusals.words_of("unknown_world")})
    return told, showing.world_in(told, key)["key"]


@router.get(MODEL + "/verdict", response=answers(Json), summary="The verdict on a model")
@authorised(PERSON)
def verdict(request: Request, model: UUID) -> Any:
    """The outlook of every world: survival, cash, revenue and share month by month, with the error of each figure.

    A figure is [value, half of its 95 per cent interval]; amounts are NOK, months count from 0. The same document,
    seed and version give the same digits as the page, the report and `dugnad lab run`.
    """
    return keeping.reckoned(_row(request, model), "verdict")


@router.get(MODEL + "/levers", response=answers(Json), summary="What each lever is worth")
@authorised(PERSON)
def levers(request: Request, model: UUID, world: QueryEx[str, P(max_length=20)] = "") -> Any:
    """A tenth to the better and to the worse, in present value (NOK), on the same futures; the most first."""
    row = _row(request, model)
    told, key = _world(row, world)
    return keeping.reckoned(row, "levers", world=key, months=told["horizon"])


@router.post(MODEL + "/draw", response=answers(Json), summary="One world with levers turned")
@authorised(PERSON)
def draw(request: Request, model: UUID, wish: DrawIn) -> Any:
    """What the sliders draw: 10,000 futures; `gain` is in present value against the levers at rest. Nothing is kept."""
    row = _row(request, model)
    told, key = _world(row, wish.world)
    asked = {"turns": wish.levers, "world": key, "months": told["horizon"]}
    return refusals.ask(rooms.quick, "redraw", document=row.document, seed=row.seed, **asked)


@router.post(MODEL + "/reckon", response=answers(WorkOut, 202), summary="Have the long part reckoned")
@authorised(PERSON)
def reckon(request: Request, model: UUID, wish: WorkIn) -> Any:
    """What matters and what must be true (`depth`), or strategies on the same futures, as a job that can be left."""
    row = _row(request, model)
    told, key = _world(row, wish.world)
    asked: Json = (
        {"world": key, "months": told["horizon"], "wanted": wish.wanted / 100}
        if wish.part == "depth"
        else {"world": key, "floor": wish.floor}
    )
    job = work.ask(actor=request.actor, model=row.id, part=wish.part, asked=asked)
    return Status(202, WorkOut(job=job.id if job else None))


@router.get(MODEL + "/depth", response=answers(Json), summary="What matters and what must be true")
@authorised(PERSON)
def depth(
    request: Request,
    model: UUID,
    world: QueryEx[str, P(max_length=20)] = "",
    wanted: QueryEx[float, P(ge=5, le=99)] = 80.0,
) -> Any:
    """Thresholds, the canvas under stress, Sobol indices with intervals, Morris' effects. 404 until it is reckoned."""
    row = _row(request, model)
    told, key = _world(row, world)
    return _kept(row, "depth", world=key, months=told["horizon"], wanted=wanted / 100)


@router.get(MODEL + "/strategies", response=answers(Json), summary="Strategies on the same futures")
@authorised(PERSON)
def strategies(
    request: Request,
    model: UUID,
    world: QueryEx[str, P(max_length=20)] = "",
    floor: QueryEx[float, P(ge=-MONEY, le=MONEY)] = 0.0,
) -> Any:
    """Tables of every world, regret, the boxes in which each fails, the value of waiting. 404 until it is reckoned."""
    row = _row(request, model)
    _, key = _world(row, world)
    return _kept(row, "strategies", world=key, floor=floor)


def _kept(row: Any, part: str, **asked: Any) -> Json:
    found = keeping.kept(row, part, **asked)
    if found is None:
        raise NotFound
    return found


@router.get(
    MODEL + "/report",
    response=answers(Any),
    summary="The report as PDF",
    openapi_extra={"responses": {200: FILE}},
)
@authorised(PERSON)
def report(
    request: Request,
    model: UUID,
    language: QueryEx[str, P(pattern="^(nb|nn|en)$")] = "nb",
    world: QueryEx[str, P(max_length=20)] = "",
) -> HttpResponse:
    """Tagged PDF/A-3a with the model attached as model.json, in bokmål, nynorsk or English."""
    row = _row(request, model)
    _, key = _world(row, world)
    return papers.pdf_answer(row, {"language": language, "world": key})


@router.post("/lab/curves", response=answers(Json), summary="Fit curves of diffusion to a series")
@authorised(PERSON)
def curves(request: Request, wish: SeriesIn) -> Any:
    """Bass, Fisher-Pry or Norton-Bass with 95 per cent profile intervals, R² and a back-test, or why one does not fit.

    Nothing is kept.
    """
    rows = wish.generations if wish.kind == "generations" else [wish.sales]
    return refusals.ask(rooms.quick, "fit", kind=wish.kind, rows=rows)
