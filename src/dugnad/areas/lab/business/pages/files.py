"""Pages of files: the template, the exports, a file that is read and then may replace the model."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dugnad.areas.lab.business import services
from dugnad.areas.lab.business.document import as_file
from dugnad.areas.lab.business.files import sheet
from dugnad.areas.lab.business.files.found import LARGEST, refused
from dugnad.areas.lab.business.files.reading import read
from dugnad.areas.lab.business.forms import FileForm, tell
from dugnad.areas.lab.business.pages.frame import changed, status
from dugnad.areas.lab.business.revising import state_of
from dugnad.areas.lab.business.showing import kroner, month
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Invalid

form_page = require_http_methods(["GET", "POST"])
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(body: bytes, kind: str, name: str) -> HttpResponse:
    """A file to save."""
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
@authorised(ANYONE)
def schema(request: Request) -> HttpResponse:
    """The published JSON Schema of a model."""
    from dugnad.engines.foresight.schema import schema as published

    return JsonResponse(published(), json_dumps_params={"indent": 2})


@require_GET
@authorised(ANYONE)
def template(request: Request) -> HttpResponse:
    """The empty spreadsheet, in the reader's language."""
    return download(sheet.write(None, None), SHEET, "model.xlsx")


@require_GET
@authorised(PERSON)
def as_json(request: Request, model: UUID) -> HttpResponse:
    """All of the model, as the command line reads it."""
    row, _shown = changed(request, model)
    body = json.dumps(as_file(state_of(row)), ensure_ascii=False, indent=2).encode()
    return download(body, "application/json", "model.json")


@require_GET
@authorised(PERSON)
def as_sheet(request: Request, model: UUID) -> HttpResponse:
    """The model as a spreadsheet, in the reader's language."""
    row, _shown = changed(request, model)
    return download(sheet.write(row.document, row.canvas), SHEET, "model.xlsx")


@form_page
@authorised(PERSON)
def files(request: Request, model: UUID) -> HttpResponse:
    """Take the model out, or read one in."""
    row, shown = changed(request, model, "lab:model_files")
    form = FileForm(request.POST or None, request.FILES or None) if request.method == "POST" else FileForm()
    if form.is_valid():
        try:
            file = form.cleaned_data["file"]
            if file.size > LARGEST:
                raise refused(_("The file is too large. The limit is 60 MB."))
            found = read(file.read(), row.document, row.canvas)
            services.keep_found(actor=request.actor, row=row, found=found)
        except Invalid as wrong:
            tell(form, wrong)
        else:
            return redirect("lab:model_file_confirm", row.id)
    return render(request, "lab/business_files.html", shown | {"form": form}, status=status(form))


@form_page
@authorised(PERSON)
def confirm(request: Request, model: UUID) -> HttpResponse:
    """What was read, before it replaces anything."""
    row, shown = changed(request, model, "lab:model_files")
    found, _base = services.found_kept(request.actor, row)
    if request.method == "POST":
        try:
            services.replace_by_file(actor=request.actor, row=row)
        except Conflict as wrong:
            messages.error(request, _("%(why)s Read the file again.") % {"why": wrong.detail})
            return redirect("lab:model_files", row.id)
        messages.success(request, _("The file is in place. What was there is in the history."))
        return redirect("lab:model", row.id)
    before, after = month({"document": row.document}), month({"document": found.document})
    names = (
        ("in", _("Comes in, a usual month")),
        ("out", _("Goes out")),
        ("left", _("Left before tax and loans")),
    )
    sums = [(label, kroner(before[key]), kroner(after[key])) for key, label in names]
    streams = [(one["name"], one) for one in found.document["business"]["streams"]]
    return render(
        request, "lab/business_confirm.html", shown | {"found": found, "sums": sums, "streams": streams}
    )
