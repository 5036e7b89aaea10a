"""The case workers' desk: only what rules could not decide, and what was drawn for a look."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dugnad.areas.casework.cases import selectors
from dugnad.areas.casework.cases.corrections.selectors import Touched, errors
from dugnad.areas.casework.cases.overview import corrections_words
from dugnad.areas.casework.cases.pages.apply import crumbs
from dugnad.areas.casework.cases.waiting import waiting
from dugnad.areas.casework.models.corrections import CorrectionState
from dugnad.areas.casework.packages.words import said
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.models import Organisation


@require_safe
@authorised(PERSON)
def desk(request: Request, organisation: UUID) -> HttpResponse:
    rows = selectors.queue(request.actor, organisation)
    drawn = selectors.to_control(request.actor, organisation)
    now = timezone.now()
    shown = {
        "appeals": selectors.desk_appeals(request.actor, organisation),
        "organisation": Organisation.objects.get(id=organisation),
        "queue": [waiting(row, now) for row in rows[:200]],
        "drawn": [(row, said(row.title)) for row in drawn[:50]],
        "wrong": _wrong(request, organisation),
        "crumbs": crumbs((_("Cases that wait"), "")),
    }
    return render(request, "casework/desk.html", shown)


def _wrong(request: Request, organisation: UUID) -> list[tuple[Touched, str, str]]:
    """Errors in the rules with corrections that wait for one click, and how many."""
    every = errors(request.actor, organisation)
    ready = [(one, one.numbers[CorrectionState.READY]) for one in every]
    return [
        (one, said(one.error.version.package.title), corrections_words(number) % {"number": number})
        for one, number in ready
        if number
    ]
