"""The revisions of a model, and the way back to one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dugnad.areas.lab.business import revising, selectors
from dugnad.areas.lab.business.pages.frame import changed
from dugnad.areas.lab.business.telling import change_words
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

PER_PAGE = 30


@require_GET
@authorised(PERSON)
def revisions(request: Request, model: UUID) -> HttpResponse:
    """Every revision that is kept, newest first."""
    row, shown = changed(request, model, "lab:revisions")
    page = Paginator(selectors.revisions(row), PER_PAGE).get_page(request.GET.get("page"))
    told = [(one, change_words(one.what)) for one in page]
    return render(request, "lab/business_history.html", shown | {"page": page, "revisions": told})


@require_POST
@authorised(PERSON)
def restore(request: Request, model: UUID, number: int) -> HttpResponse:
    """Bring a revision back."""
    row, _shown = changed(request, model)
    revising.restore(actor=request.actor, model=row.id, number=number)
    messages.success(request, _("Revision %(number)s is back. Nothing was lost.") % {"number": number})
    return redirect("lab:model", row.id)
