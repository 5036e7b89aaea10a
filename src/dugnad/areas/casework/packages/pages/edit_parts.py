"""Everything of a draft that is changed in forms, part by part, and its earlier saves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dugnad.areas.casework.models import PackageVersion
from dugnad.areas.casework.packages import selectors
from dugnad.areas.casework.packages.editing import checks, items, saving
from dugnad.areas.casework.packages.editing.forms import ItemForm
from dugnad.areas.casework.packages.editing.parts import FORMS, AboutForm
from dugnad.areas.casework.packages.editing.rows import part_words, rows_of
from dugnad.areas.casework.packages.editing.tests_form import TestsForm
from dugnad.areas.casework.packages.pages import shared
from dugnad.areas.casework.packages.services import OPEN
from dugnad.areas.casework.packages.words import said
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, NotFound


def open_draft(request: Request, version: UUID) -> PackageVersion:
    """The draft that the reader may change; Conflict when it is published."""
    row = saving.to_change(request.actor, version)
    if row.state not in OPEN:
        raise Conflict(_("A published version never changes. Make a new draft."))
    return row


def shown(row: PackageVersion, *more: tuple[str, str], **values: Any) -> dict[str, Any]:
    """What every page of a part shows, with the way to it."""
    up = [(_("Change"), reverse("casework:edit_parts", args=[row.id]))] if more else [(_("Change"), "")]
    crumbs = shared.crumbs(shared.version_crumb(row), *up, *more)
    return {"row": row, "title": said(row.document["title"]), "crumbs": crumbs, **values}


@require_safe
@authorised(PERSON)
def parts(request: Request, version: UUID) -> HttpResponse:
    """The parts of a draft."""
    row = open_draft(request, version)
    every = [(part, part_words(part), len(row.document[part])) for part in items.PARTS]
    saves = row.saves.count()
    return render(
        request, "casework/edit_parts.html", shown(row, parts=every, saves=saves, **checks.told(row))
    )


@require_safe
@authorised(PERSON)
def part(request: Request, version: UUID, part: str) -> HttpResponse:
    """The items of one part."""
    row = open_draft(request, version)
    words = _words(part)
    rows = rows_of(selectors.document_of(row), part, (get_language() or "nb")[:2])
    return render(
        request, "casework/edit_list.html", shown(row, (words, ""), part=part, words=words, rows=rows)
    )


def _words(part: str) -> str:
    if part not in items.PARTS:
        raise NotFound
    return part_words(part)


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def add_item(request: Request, version: UUID, part: str) -> HttpResponse:
    """A new item of a part."""
    return _item(request, open_draft(request, version), part, None)


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def item(request: Request, version: UUID, part: str, index: int) -> HttpResponse:
    """One item of a part, to change."""
    return _item(request, open_draft(request, version), part, index)


def _item(request: Request, row: PackageVersion, part: str, index: int | None) -> HttpResponse:
    words = _words(part)
    held = {} if index is None else items.item_of(row, part, index)
    form = _form(request, FORMS[part], row, held)
    there = reverse("casework:edit_part", args=[row.id, part])
    if form.is_bound and form.is_valid():
        given = {"version": row.id, "revision": form.cleaned_data["revision"], "part": part, "index": index}
        if form.saved(lambda: items.put(actor=request.actor, item=form.item(), **given)):
            messages.success(request, _("Saved. The tests were run."))
            return redirect(there)
    name = str(held.get(items.KEYS[part], "")) or _("New")
    values = {"form": form, "part": part, "index": index, "heading": name, "back": there}
    page = shown(row, (words, there), (name, ""), **values)
    return render(request, "casework/edit_item.html", page, status=shared.status(form))


def _form(request: Request, kind: type[ItemForm], row: PackageVersion, held: dict[str, Any]) -> ItemForm:
    data = request.POST if request.method == "POST" else None
    package = selectors.document_of(row)
    return kind(data, package=package, item=held, initial={"revision": row.revision})


@require_POST
@authorised(PERSON)
def remove_item(request: Request, version: UUID, part: str, index: int) -> HttpResponse:
    """Take an item out."""
    row = open_draft(request, version)
    _words(part)
    revision = request.POST.get("revision", "")
    given = {
        "revision": int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 10 else -1
    }
    return shared.done(
        request,
        lambda: items.remove(actor=request.actor, version=version, part=part, index=index, **given),
        _("Taken out."),
        reverse("casework:edit_part", args=[row.id, part]),
    )


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def about(request: Request, version: UUID) -> HttpResponse:
    """Title, who decides and where one appeals."""
    row = open_draft(request, version)
    form = _form(request, AboutForm, row, row.document)
    there = reverse("casework:edit_parts", args=[row.id])
    if form.is_bound and form.is_valid():
        given = {"version": row.id, "revision": form.cleaned_data["revision"]}
        if form.saved(lambda: items.put_about(actor=request.actor, values=form.item(), **given)):
            messages.success(request, _("Saved. The tests were run."))
            return redirect(there)
    page = shown(row, (_("About"), ""), form=form, heading=_("About"), back=there)
    return render(request, "casework/edit_item.html", page, status=shared.status(form))


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def tests(request: Request, version: UUID) -> HttpResponse:
    """The tests, with what they say of the draft as it is saved."""
    row = open_draft(request, version)
    held = {"revision": row.revision, "tests": row.document["tests"]}
    form = TestsForm(request.POST) if request.method == "POST" else TestsForm(initial=held)
    write = lambda: saving.save_tests(actor=request.actor, version=row.id, **form.given())  # noqa: E731
    if form.is_bound and form.is_valid() and shared.saved(form, write):
        messages.success(request, _("Saved. The tests were run."))
        return redirect("casework:edit_tests", row.id)
    page = shown(row, (_("Tests"), ""), form=form, **checks.told(row))
    return render(request, "casework/edit_tests.html", page, status=shared.status(form))
