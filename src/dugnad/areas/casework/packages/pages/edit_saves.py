"""A draft's earlier saves, and the way back to one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dugnad.areas.casework.packages import selectors
from dugnad.areas.casework.packages.editing import history
from dugnad.areas.casework.packages.pages import shared
from dugnad.areas.casework.packages.pages.edit_parts import open_draft, shown
from dugnad.areas.casework.packages.presentation import change_rows
from dugnad.areas.casework.rulebook.differences import between
from dugnad.areas.casework.rulebook.reading import from_json
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request


@require_safe
@authorised(PERSON)
def saves(request: Request, version: UUID) -> HttpResponse:
    """Who saved what when, the newest first; of the one that is chosen, what going back to it changes."""
    row = open_draft(request, version)
    wanted = request.GET.get("to", "")
    chosen = (
        history.one(row, int(wanted)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else None
    )
    groups = []
    if chosen:
        now, then = selectors.document_of(row), from_json(chosen.document)
        groups = change_rows(between(now, then), then)
    page = shown(
        row,
        (_("Earlier saves"), ""),
        saves=history.saves(row).defer("document"),
        chosen=chosen,
        groups=groups,
    )
    return render(request, "casework/edit_saves.html", page)


@require_POST
@authorised(PERSON)
def go_back(request: Request, version: UUID, revision: int) -> HttpResponse:
    """Make the draft what it was at an earlier save."""
    row = open_draft(request, version)
    sent = request.POST.get("revision", "")
    now = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1
    return shared.done(
        request,
        lambda: history.go_back(actor=request.actor, row=row, revision=now, to=revision),
        _("The draft is as it was then. What it was until now is among the earlier saves."),
        reverse("casework:edit_saves", args=[row.id]),
    )
