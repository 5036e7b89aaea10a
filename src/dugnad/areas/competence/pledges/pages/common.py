"""What the pages of pledges share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dugnad.areas.competence.models import Expert, Offer
from dugnad.areas.competence.pledges import (
    choosing,
)
from dugnad.areas.competence.pledges.forms import (
    SkillsForm,
)
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.models import County, Organisation
from dugnad.kernel.organisations.selectors import members_of_network
from dugnad.kernel.problems import NotFound

form_page = require_http_methods(["GET", "POST"])
R = TypeVar("R")
PER_PAGE = 25


def crumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    """Where one is, from the area's first page on."""
    return [
        {"label": label, "url": url}
        for label, url in ((str(_("Competence")), reverse("competence:overview")), *more)
    ]


def filters(request: Request) -> dict[str, str]:
    """What a list is filtered by, as far as it can be meant."""
    county = request.GET.get("county", "")
    return {
        "words": request.GET.get("q", "")[:100],
        "county": county if county in County.values else "",
    }


def languages_of(row: Expert | Offer) -> list[str]:
    """The languages of a pledge, in words."""
    from dugnad.areas.competence.pledges.cleaning import LANGUAGES

    return [str(LANGUAGES[code]) for code in row.languages if code in LANGUAGES]


def form_page_of(request: Request, form: SkillsForm, title: str, owner: Organisation) -> HttpResponse:
    """The page of a pledge's form."""
    status = 422 if form.is_bound and form.errors else 200
    shown = {
        "form": form,
        "title": title,
        "groups": choosing.groups(form.ticked),
        "crumbs": crumbs((owner.name, reverse("competence:pledges", args=[owner.id]))),
    }
    return render(request, "competence/pledges_form.html", shown, status=status)


def act_of(acts: dict[str, Callable[..., R]], act: str) -> Callable[..., R]:
    """What an address asks for; NotFound for anything else."""
    if act not in acts:
        raise NotFound
    return acts[act]


def tell_turned(request: Request, act: str, name: str) -> None:
    """Say what was done."""
    words = {
        "pause": _("%(name)s rests."),
        "resume": _("%(name)s is open to requests."),
        "withdraw": _("%(name)s is withdrawn. You can undo this for 30 days."),
        "restore": _("%(name)s is back."),
    }
    messages.success(request, words[act] % {"name": name})


def owner_of(request: Request, organisation: UUID) -> Organisation:
    """A present member; NotFound where there is none."""
    row = members_of_network(request.actor).filter(id=organisation).first()
    if row is None:
        raise NotFound
    return row
