"""What agreements let the reader's organisations read of others."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dugnad.areas.agreements import shared as sharing
from dugnad.areas.agreements.catalogue import data_words, purpose_words
from dugnad.areas.agreements.presentation import crumbs
from dugnad.areas.agreements.words import day
from dugnad.kernel.access import Actor, GrantValue
from dugnad.kernel.access.reasons import explain
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request


@require_GET
@authorised(PERSON)
def received(request: Request) -> HttpResponse:
    """Everything that the reader's organisations may read of others now."""
    grants = sharing.received(request.actor)
    names = sharing.names_of(org for grant in grants for org in (grant.giver, grant.receiver))
    rows = [_row(grant, names) for grant in grants]
    return render(request, "agreements/received.html", {"crumbs": crumbs(), "rows": rows})


def _row(grant: GrantValue, names: dict[UUID, str]) -> dict[str, Any]:
    words = data_words(grant.data)
    url = address(grant) if grant.data in sharing.OPEN else ""
    facts = {"purpose": purpose_words(grant.purpose), "title": grant.agreement_title, "clause": grant.clause}
    return {
        "title": f"{names.get(grant.giver, '?')}: {words}",
        "url": url,
        "text": _("For %(purpose)s. Clause %(clause)s of «%(title)s».") % facts,
        "meta": _("Until %(end)s") % {"end": day(last_day(grant))},
    }


def last_day(grant: GrantValue) -> date:
    """The last whole day on which the grant counts."""
    return localdate(grant.end - timedelta(seconds=1))


def address(grant: GrantValue) -> str:
    """Where what the grant lets one read is read."""
    path = reverse("agreements:shared", kwargs={"organisation": grant.giver, "data": grant.data})
    return f"{path}?{urlencode({'purpose': grant.purpose})}"


@require_GET
@authorised(PERSON)
def shared(request: Request, organisation: UUID, data: str) -> HttpResponse:
    """What one organisation shares of one kind, with the reason why the reader may see it."""
    purpose = request.GET.get("purpose", "") or _any_purpose(request.actor, organisation, data)
    found = sharing.read_shared(request.actor, organisation, data, purpose)
    grant = found.reason.grant
    names = sharing.names_of([grant.giver, grant.receiver]) if grant else {}
    context = {
        "crumbs": crumbs((_("What you may read"), reverse("agreements:received"))),
        "found": found,
        "what": data_words(data),
        "reason": explain(found.reason, names),
        "purpose": purpose_words(purpose) if grant else "",
        "grant": grant,
    }
    return render(request, "agreements/shared.html", context)


def _any_purpose(actor: Actor, organisation: UUID, data: str) -> str:
    grants = (one for one in sharing.received(actor) if one.giver == organisation and one.data == data)
    return next((grant.purpose for grant in grants), "")
