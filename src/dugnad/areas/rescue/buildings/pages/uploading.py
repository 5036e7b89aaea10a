"""The page where a plan is sent in."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from dugnad.areas.rescue.buildings import services
from dugnad.areas.rescue.buildings.forms import (
    UploadForm,
)
from dugnad.areas.rescue.buildings.pages.shared import (
    changeable,
    crumbs,
    form_page,
    status,
)
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid

FORM_AROUND = 64 * 1024


def _refuse_early(request: Request) -> None:
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > settings.MAX_UPLOAD + FORM_AROUND:
        raise Invalid(fields={"file": services.too_large(int(length))})


def _sent(request: Request) -> UploadForm:
    """The form as sent. What is too large is told at the field without being read."""
    if request.method != "POST":
        return UploadForm()
    try:
        _refuse_early(request)
    except Invalid as wrong:
        form = UploadForm({}, MultiValueDict({"file": [SimpleUploadedFile("plan", b"-")]}))
        form.full_clean()
        form.tell(wrong)
        return form
    return UploadForm(request.POST, request.FILES)


@form_page
@authorised(PERSON)
def upload(request: Request, building: UUID) -> HttpResponse:
    row = changeable(request, building)
    form = _sent(request)
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > settings.MAX_UPLOAD:
                raise Invalid(fields={"file": services.too_large(file.size)})
            job = services.upload_plan(
                actor=request.actor, building=row.id, name=file.name, content=file.read()
            )
        except Invalid as wrong:
            form.tell(wrong)
        else:
            return redirect(f"{reverse('job', args=[job.id])}")
    shown = {"form": form, "building": row, "crumbs": crumbs(row)}
    return render(request, "rescue/building_upload.html", shown, status=status(form))
