"""Operations of models: the schema, examples, models and their revisions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import P, QueryEx, Router, Status

from dugnad.areas.lab.business import examples, revising, selectors, services
from dugnad.areas.lab.business.api.frame import changed
from dugnad.areas.lab.business.api.shapes import (
    MODEL,
    Json,
    ModelChange,
    ModelIn,
    ModelOut,
    ModelShort,
    RevisionOut,
    answers,
)
from dugnad.areas.lab.models import BusinessModel
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.areas.shapes import Problem
from dugnad.kernel.problems import Invalid

router = Router(tags=["lab"])


@router.get("/lab/schema", response=Json, summary="The JSON Schema of a model")
@authorised(ANYONE)
def schema(request: Request) -> Json:
    """Draft 2020-12, of the present version; what `dugnad lab schema` prints."""
    from dugnad.engines.foresight.schema import schema as published

    return published()


@router.get("/lab/examples", response=list[Json], summary="Examples to begin from")
@authorised(ANYONE)
def list_examples(request: Request) -> list[Json]:
    """Five kinds of small business, invented, in the language that is asked for."""
    language, start = get_language() or "nb", f"{timezone.localdate():%Y-%m}"
    made = [(key, *examples.begun(key, language, start)) for key in examples.EXAMPLES]
    return [{"key": key, "title": title, "document": doc, "canvas": words} for key, title, doc, words in made]


@router.get(
    "/lab/models", response={200: list[ModelShort], 401: Problem}, summary="Models of one's organisations"
)
@authorised(PERSON)
def models(
    request: Request, offset: QueryEx[int, P(ge=0, le=100_000)] = 0, limit: QueryEx[int, P(ge=1, le=200)] = 50
) -> QuerySet[BusinessModel]:
    """The latest changed first."""
    return selectors.own_models(request.actor)[offset : offset + limit]


@router.post("/lab/models", response=answers(ModelOut, 201), summary="Begin a model")
@authorised(PERSON)
def add_model(request: Request, payload: ModelIn) -> Status[BusinessModel]:
    """Empty, from an example, or from a document. 422 names what the document has wrong by its path."""
    document, canvas = payload.document, payload.canvas
    if payload.example:
        if payload.example not in examples.EXAMPLES:
            raise Invalid(fields={"example": _("There is no such example.")})
        start = f"{timezone.localdate():%Y-%m}"
        _title, document, canvas = examples.begun(payload.example, get_language() or "nb", start)
    cleaned = services.clean_document(document)
    words = {"canvas": services.clean_canvas(canvas)} if canvas is not None else {}
    made = services.add_model(
        actor=request.actor,
        organisation=payload.organisation,
        title=payload.title,
        document=cleaned,
        example=payload.example,
        **services.beside(document) | words,
    )
    return Status(201, made)


@router.get(MODEL, response=answers(ModelOut), summary="A model")
@authorised(PERSON)
def model(request: Request, model: UUID) -> BusinessModel:
    """For its owner's people, and for those whom an open invitation lets look."""
    return selectors.visible_model(request.actor, model)


@router.put(MODEL, response=answers(ModelOut), summary="Change a model")
@authorised(PERSON)
def change_model(request: Request, model: UUID, payload: ModelChange) -> BusinessModel:
    """A new revision. 409 when somebody saved meanwhile; 422 names faults by path.

    `canvas` and `seed` may stand in the document too, as in the file; what is given beside it counts more.
    """
    document, there = services.clean_document(payload.document), services.beside(payload.document)
    return services.replace_model(
        actor=request.actor,
        model=model,
        base=payload.revision,
        document=document,
        canvas=there.get("canvas") if payload.canvas is None else payload.canvas,
        seed=there.get("seed") if payload.seed is None else payload.seed,
        what="document",
    )


@router.delete(MODEL, response=answers(None, 204), summary="Delete a model")
@authorised(PERSON)
def remove_model(request: Request, model: UUID) -> Status[None]:
    """With its revisions, comments and invitations."""
    services.remove_model(actor=request.actor, model=model)
    return Status(204, None)


@router.get(MODEL + "/revisions", response=answers(list[RevisionOut]), summary="Revisions of a model")
@authorised(PERSON)
def revisions(request: Request, model: UUID) -> Any:
    """Those that are kept, newest first."""
    return selectors.revisions(changed(request, model))


@router.post(
    MODEL + "/revisions/{number}/restore", response=answers(ModelOut), summary="Go back to a revision"
)
@authorised(PERSON)
def restore(request: Request, model: UUID, number: int) -> BusinessModel:
    """As a new revision, so that it can be undone too."""
    return revising.restore(actor=request.actor, model=model, number=number)
