"""One agreement: a workbench while it is a draft, a document with its signatures afterwards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from dugnad.areas.agreements import selectors, shared
from dugnad.areas.agreements.catalogue import data_words
from dugnad.areas.agreements.content import Content, content_of, missing
from dugnad.areas.agreements.library import standard_clauses
from dugnad.areas.agreements.models import (
    Agreement,
    AgreementState,
    Clause,
    RoundState,
    Signature,
    SigningRound,
)
from dugnad.areas.agreements.notices import legal_notice
from dugnad.areas.agreements.pages.sharing import address
from dugnad.areas.agreements.presentation import clauses_of, crumbs, paragraphs, people_of, shares_of, tag
from dugnad.areas.agreements.rules import Status
from dugnad.kernel.access import Actor, GrantValue
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request


@require_GET
@authorised(PERSON)
def agreement(request: Request, agreement: UUID) -> HttpResponse:
    opened = selectors.open_agreement(request.actor, agreement)
    content = content_of(opened.row)
    context = _common(content)
    if not opened.full:
        return render(request, "agreements/summary.html", context)
    context |= {"rounds": [_round(one) for one in selectors.rounds_of(opened.row)]}
    if opened.row.state == AgreementState.DRAFT:
        return render(request, "agreements/draft.html", context | _draft(request.actor, content))
    return render(request, "agreements/agreement.html", context | _signed(request.actor, content))


def _common(content: Content) -> dict[str, Any]:
    status = selectors.status_of(content.row)
    return {
        "crumbs": crumbs(),
        "agreement": content.row,
        "content": content,
        "parties": content.parties,
        "status": status,
        "tag": tag(status),
        "shares": shares_of(content),
    }


def _round(current: SigningRound) -> dict[str, Any]:
    signed = [one for one in current.signatures.all() if one.state == "signed"]
    return {
        "row": current,
        "people": people_of(current),
        "signed": len(signed),
        "all": len(current.signatures.all()),
    }


def _document(content: Content) -> dict[str, Any]:
    return {"clauses": clauses_of(content), "conditions": paragraphs(content.row.conditions)}


def _draft(actor: Actor, content: Content) -> dict[str, Any]:
    taken_out = Clause.objects.filter(agreement=content.row, removed=True).order_by("position", "id")
    return _document(content) | {
        "missing": missing(content),
        "may_send": selectors.may(actor, "send", content.row),
        "standard": standard_clauses(content.row.language),
        "removed": taken_out,
    }


def _signed(actor: Actor, content: Content) -> dict[str, Any]:
    row = content.row
    on = shared.grants_in_force(row.id) if row.signed_at else {}
    return _document(content) | {
        "mine": _mine(actor, row),
        "asked": _asked(actor, row),
        "may_send": selectors.may(actor, "send", row),
        "may_revoke": _may_revoke(actor, content),
        "legal_notice": legal_notice(),
        "readable": _readable(actor, content, on),
    }


def _asked(actor: Actor, row: Agreement) -> list[dict[str, Any]]:
    """Those who are asked now, with what the reader may do about it."""
    current = next((one for one in selectors.rounds_of(row) if one.state == RoundState.OPEN), None)
    if current is None:
        return []
    mine = {org for org in actor.organisations if actor.holds(org, frozenset({"administrator"}))}
    waiting = [one for one in current.signatures.all() if one.state == "waiting"]
    return [
        {"row": one, "hand_on": one.organisation_id in mine or one.person_id == actor.person}
        for one in waiting
        if one.asked_at
    ]


def _may_revoke(actor: Actor, content: Content) -> bool:
    running = selectors.status_of(content.row) in (Status.UPCOMING, Status.IN_FORCE, Status.ENDING)
    return running and selectors.may(actor, "revoke", content.row)


def _mine(actor: Actor, row: Agreement) -> list[Signature]:
    """The places where the reader can sign now."""
    if row.state != AgreementState.SIGNING:
        return []
    return list(selectors.waiting_for(actor).filter(round__agreement=row, round__state=RoundState.OPEN))


def _readable(actor: Actor, content: Content, on: dict[int, list[GrantValue]]) -> list[dict[str, Any]]:
    """What the reader can open now because a clause is in force."""
    return [
        {"title": content.names.get(grant.giver, ""), "text": data_words(grant.data), "url": address(grant)}
        for grants in on.values()
        for grant in grants
        if grant.receiver in actor.organisations and grant.data in shared.OPEN
    ]


@require_GET
@authorised(PERSON)
def document(request: Request, agreement: UUID) -> HttpResponse:
    """The PDF with the signatures it has so far."""
    current, pdf = selectors.document_of(request.actor, agreement)
    return _pdf(pdf, current)


@require_GET
@authorised(PERSON)
def earlier_document(request: Request, agreement: UUID, number: int) -> HttpResponse:
    """The PDF of an earlier round."""
    current, pdf = selectors.document_of(request.actor, agreement, number)
    return _pdf(pdf, current)


def _pdf(pdf: bytes, current: SigningRound) -> HttpResponse:
    name = slugify(current.content["title"])[:60] or "agreement"
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}-{current.number}.pdf"'
    return response
