"""The list of agreements."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dugnad.areas.agreements import selectors
from dugnad.areas.agreements.models import Signature
from dugnad.areas.agreements.presentation import FILTERS, TAGS, row_of
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

PAGE_SIZE = 25


@require_GET
@authorised(PERSON)
def overview(request: Request) -> HttpResponse:
    """What waits for the reader first, then their organisations' agreements, or all signed ones in the network."""
    network = request.GET.get("view") == "network" or not request.actor.organisations
    words, status = request.GET.get("q", "")[:200], request.GET.get("status", "")
    source = selectors.network_agreements if network else selectors.own_agreements
    rows = selectors.narrowed(source(request.actor), words=words, wanted=status)
    page = Paginator(rows.prefetch_related("party_rows__organisation"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "waiting": [] if network else [_waiting(row) for row in selectors.waiting_for(request.actor)],
        "page": page,
        "rows": [row_of(row) for row in page],
        "network": network,
        "words": words,
        "status": status,
        "statuses": [
            (one.value, TAGS[one][1]) for one in FILTERS if not (network and one in ("draft", "signing"))
        ],
        "filtered": bool(words or status),
    }
    return render(request, "agreements/list.html", context)


def _waiting(row: Signature) -> dict[str, Any]:
    agreement = row.round.agreement
    return {
        "title": agreement.title,
        "url": reverse("agreements:sign", args=[agreement.id, row.id]),
        "text": _("You sign for %(organisation)s.") % {"organisation": row.organisation.name},
        "asked": row.asked_at,
    }
