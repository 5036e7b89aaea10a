"""Operations of files: the template, the spreadsheet, a file that is read and then may replace the model."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from dugnad.areas.lab.business import services
from dugnad.areas.lab.business.api.frame import changed
from dugnad.areas.lab.business.api.shapes import MODEL, Json, ModelOut, ReadOut, answers
from dugnad.areas.lab.business.files import sheet
from dugnad.areas.lab.business.files.found import LARGEST, Found, refused
from dugnad.areas.lab.business.files.reading import read
from dugnad.areas.lab.business.pages.files import SHEET, download
from dugnad.areas.lab.models import BusinessModel
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request

router = Router(tags=["lab"])
CHUNK = 256 * 1024
FILE_BODY: Json = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get("/lab/template", summary="The empty spreadsheet", response={200: None})
@authorised(ANYONE)
def template(request: Request) -> HttpResponse:
    """XLSX, in the language that is asked for."""
    return download(sheet.write(None, None), SHEET, "model.xlsx")


@router.get(MODEL + "/sheet", response=answers(None), summary="A model as a spreadsheet")
@authorised(PERSON)
def model_sheet(request: Request, model: UUID) -> HttpResponse:
    """XLSX, for the owner's people."""
    row = changed(request, model)
    return download(sheet.write(row.document, row.canvas), SHEET, "model.xlsx")


@router.post(MODEL + "/file", response=answers(ReadOut), summary="Read a file", openapi_extra=FILE_BODY)
@authorised(PERSON)
def read_file(request: Request, model: UUID) -> Json:
    """XLSX, JSON, SAF-T, SIE or a table, as the body; nothing is replaced until it is confirmed."""
    row = changed(request, model)
    found = read(_body(request), row.document, row.canvas)
    services.keep_found(actor=request.actor, row=row, found=found)
    return _read(found)


@router.post(
    MODEL + "/file/confirm",
    response=answers(ModelOut),
    summary="Let the file that was read replace the model",
)
@authorised(PERSON)
def confirm_file(request: Request, model: UUID) -> BusinessModel:
    """A new revision; 404 when no file was read, 409 when somebody saved meanwhile."""
    return services.replace_by_file(actor=request.actor, row=changed(request, model))


def _read(found: Found) -> Json:
    return {
        "kind": found.kind,
        "document": found.document,
        "canvas": found.canvas,
        "told": found.rows,
        "notes": found.notes,
    }


def _body(request: Request) -> bytes:
    """The body, piece by piece. Invalid when it is too large."""
    parts, taken = [], 0
    while piece := request.read(CHUNK):
        taken += len(piece)
        if taken > LARGEST:
            raise refused(_("The file is too large. The limit is 60 MB."))
        parts.append(piece)
    return b"".join(parts)
