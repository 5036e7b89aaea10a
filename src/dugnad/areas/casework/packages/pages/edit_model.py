"""The decision model of a draft in the browser: dmn-js, with what the checks and the tests say beside it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.areas.casework.models import PackageVersion
from dugnad.areas.casework.packages import selectors
from dugnad.areas.casework.packages.editing import checks, saving
from dugnad.areas.casework.packages.editing.exchange import for_editor, lost_in_editor
from dugnad.areas.casework.packages.editing.texts import editor_texts
from dugnad.areas.casework.packages.pages import shared
from dugnad.areas.casework.packages.pages.rules import address
from dugnad.areas.casework.packages.presentation import decisions
from dugnad.areas.casework.packages.quality import quality_of
from dugnad.areas.casework.packages.services import OPEN
from dugnad.areas.casework.packages.words import model_words, said
from dugnad.areas.casework.rulebook.document import Package
from dugnad.areas.casework.rulebook.letters import cite
from dugnad.engines.dmn import ModelError
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Invalid, Problem

MOST = 5_000_000


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def edit_model(request: Request, version: UUID) -> HttpResponse:
    """The editor; what is sent to it is saved, and answered with what checks and tests say."""
    row = saving.to_change(request.actor, version)
    if request.method == "POST":
        return _saved(request, row)
    if row.state not in OPEN:
        return redirect(address(row))
    return render(request, "casework/edit_model.html", _editor(row))


def _editor(row: PackageVersion) -> dict[str, Any]:
    package, language = selectors.document_of(row), (get_language() or "nb")[:2]
    return {
        "row": row,
        "title": said(package.title),
        "model": for_editor(package.model, {one.id for one in package.provisions}),
        "lost": lost_in_editor(package.model),
        "texts": editor_texts(),
        "provisions": [(one.id, cite(one, language), said(one.says)) for one in package.provisions],
        "decisions": decisions(package, quality_of(row), language),
        "crumbs": shared.crumbs(shared.version_crumb(row), *_parts(row), (_("Decision model"), "")),
        **checks.told(row),
    }


def _parts(row: PackageVersion) -> list[tuple[str, str]]:
    return [(_("Change"), reverse("casework:edit_parts", args=[row.id]))]


def _saved(request: Request, row: PackageVersion) -> HttpResponse:
    try:
        revision, xml = _revision(request), _sent(request)
        row = saving.save_model(actor=request.actor, version=row.id, revision=revision, xml=xml)
    except Problem as wrong:
        if wrong.status in shared.ELSEWHERE:
            raise
        return _refused(request, row, wrong)
    shown = {"row": row, "saved_at": timezone.localtime(), **checks.told(row)}
    return render(request, "casework/edit_model_told.html", shown)


def _refused(request: Request, row: PackageVersion, wrong: Problem) -> HttpResponse:
    """Nothing was saved: why, and at which rows."""
    row.refresh_from_db()
    words = [line for one in wrong.fields.values() for line in str(one).splitlines()]
    shown = {
        "row": row,
        "refused": words or [str(wrong.detail or wrong.title)],
        "places": wrong.places if isinstance(wrong, saving.Uncited) else [],
        "conflict": isinstance(wrong, Conflict) and row.state in OPEN,
        "by": row.changed_by.name if row.changed_by else "",
        **checks.told(row),
    }
    return render(request, "casework/edit_model_told.html", shown, status=wrong.status)


def _revision(request: Request) -> int:
    text = request.POST.get("revision", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid(fields={"revision": _("Open the page again.")})
    return int(text)


def _sent(request: Request) -> str:
    """The XML that was sent as the file `model`."""
    file = request.FILES.get("model")
    if file is None or not file.size:
        raise Invalid(fields={"model": _("Choose a file.")})
    if file.size > MOST:
        raise Invalid(fields={"model": _("The file is larger than 5 MB.")})
    try:
        return bytes(file.read()).decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Invalid(fields={"model": _("The file is no text.")}) from wrong


@require_POST
@authorised(PERSON)
def open_model(request: Request, version: UUID) -> HttpResponse:
    """A DMN file from anywhere, as the editor takes it; nothing is saved. What is wrong with it is told as text."""
    row = saving.to_change(request.actor, version)
    try:
        xml = _sent(request)
        return _xml(for_editor(xml, _provision_ids(selectors.document_of(row))))
    except ModelError as wrong:
        return _text(model_words(str(wrong)))
    except Invalid as wrong:
        return _text(" ".join(str(one) for one in wrong.fields.values()))


def _provision_ids(package: Package) -> set[str]:
    return {one.id for one in package.provisions}


@require_POST
@authorised(PERSON)
def take_model(request: Request, version: UUID) -> HttpResponse:
    """What is in the editor as a DMN file, saved or not."""
    row = saving.to_change(request.actor, version)
    try:
        return _xml(saving.taken_back(_sent(request), row))
    except Invalid as wrong:
        return _text(" ".join(str(one) for one in wrong.fields.values()))


def _xml(content: str) -> HttpResponse:
    return HttpResponse(content.encode(), content_type="application/xml")


def _text(words: str) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=422)
