"""Sending a draft for signature, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.areas.agreements import selectors, services
from dugnad.areas.agreements.content import Content, content_of, missing
from dugnad.areas.agreements.forms import SendForm
from dugnad.areas.agreements.models import AgreementState
from dugnad.areas.agreements.notices import legal_notice
from dugnad.areas.agreements.presentation import crumb, crumbs, shares_of
from dugnad.areas.agreements.services.rows import thing_of
from dugnad.areas.agreements.services.sending import Sending, signatories_of
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.models import Membership, Organisation
from dugnad.kernel.problems import Conflict, Invalid


@dataclass(frozen=True, slots=True)
class Choice:
    """One person who may sign for a party, as the form shows them."""

    value: str
    name: str
    authority: str
    chosen: bool
    place: str


@dataclass(frozen=True, slots=True)
class PartyChoices:
    """A party with those who may sign for it."""

    party: Organisation
    people: list[Choice]


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def send(request: Request, agreement: UUID) -> HttpResponse:
    content = content_of(selectors.full_agreement(request.actor, agreement))
    require(request.actor, "send", thing_of(content.row))
    if content.row.state != AgreementState.DRAFT:
        raise Conflict(_("This agreement has been sent already."))
    form = SendForm(request.POST or None, initial={"seen": content.row.version})
    fault = ""
    if request.method == "POST" and form.is_valid():
        try:
            _send(request, agreement, form)
        except Invalid as problem:
            fault = str(problem.fields.get("signatories", problem.detail))
        else:
            messages.success(request, _("Sent. Those who are to sign get an e-mail."))
            return redirect("agreements:agreement", agreement)
    context = _context(request, content, form) | {"fault": fault}
    return render(request, "agreements/send.html", context, status=422 if fault or form.errors else 200)


def _send(request: Request, agreement: UUID, form: SendForm) -> None:
    typed = form.cleaned_data
    sending = Sending(chosen(request.POST), typed["order"], typed["message"])
    services.send(actor=request.actor, agreement=agreement, seen=typed["seen"], sending=sending)


def chosen(typed: QueryDict) -> tuple[tuple[UUID, UUID], ...]:
    """The ticked people, (organisation, person), by the place that was written beside them."""
    values = sorted(typed.getlist("signatory"), key=lambda value: _place(typed, value))
    return tuple(_pair(value) for value in values)


def _place(typed: QueryDict, value: str) -> int:
    text = typed.get(f"place-{value}", "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1000


def _pair(value: str) -> tuple[UUID, UUID]:
    try:
        organisation, person = (UUID(part) for part in value.split("."))
    except ValueError as error:
        raise Invalid(
            fields={"signatories": _("One of these people is not a signatory of that party.")}
        ) from error
    return organisation, person


def _context(request: Request, content: Content, form: SendForm) -> dict[str, Any]:
    return {
        "crumbs": crumbs(crumb(content.row)),
        "agreement": content.row,
        "form": form,
        "parties": _choices(request, content),
        "shares": shares_of(content),
        "missing": missing(content),
        "legal_notice": legal_notice(),
    }


def _choices(request: Request, content: Content) -> list[PartyChoices]:
    held = signatories_of(content.names)
    ticked = set(request.POST.getlist("signatory"))
    found, place = [], 0
    for party in content.parties:
        own = sorted(
            (one for one in held if one.organisation_id == party.id), key=lambda one: one.person.name
        )
        people = []
        for one in own:
            place += 1
            people.append(_choice(request, one, place, alone=len(own) == 1, ticked=ticked))
        found.append(PartyChoices(party, people))
    return found


def _choice(request: Request, one: Membership, place: int, *, alone: bool, ticked: set[str]) -> Choice:
    value = f"{one.organisation_id}.{one.person_id}"
    first_time = request.method == "GET"
    return Choice(
        value,
        one.person.name,
        one.authority,
        alone if first_time else value in ticked,
        str(place) if first_time else request.POST.get(f"place-{value}", ""),
    )


@require_POST
@authorised(PERSON)
def take_back(request: Request, agreement: UUID) -> HttpResponse:
    services.withdraw(actor=request.actor, agreement=agreement, reason=request.POST.get("reason", "")[:2000])
    messages.info(request, _("Taken back. It is a draft again."))
    return redirect("agreements:agreement", agreement)
