"""`/why/<kind>/<id>/`: why the reader can see a thing, and what else they may do with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dugnad.kernel.access import Actor, Decision, GrantValue, Reason, Thing, decide
from dugnad.kernel.access.reasons import explain
from dugnad.kernel.agreements.selectors import grants_received
from dugnad.kernel.areas import ANYONE, authorised, manifests, thing_kinds
from dugnad.kernel.areas.http import Request
from dugnad.kernel.ledger.names import organisation_names
from dugnad.kernel.problems import NotFound


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether one action is allowed, the reason in words, and the agreement it rests on."""

    action: str
    allowed: bool
    reason: str
    purpose: str = ""
    agreement: str = ""
    agreement_url: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """All that the reader may do with a thing, reading first."""

    kind: str
    title: str
    url: str
    answers: tuple[Answer, ...]


@require_GET
@authorised(ANYONE)
def page(request: Request, kind: str, thing: UUID) -> HttpResponse:
    return render(request, "house/why.html", {"why": why(request.actor, kind, thing)})


def why(actor: Actor, kind: str, thing: UUID) -> Why:
    """Why the actor can see the thing; NotFound when it may not be known to them, or is unknown."""
    things = thing_kinds().get(kind)
    found = next(iter(things.find([thing])), None) if things else None
    if things is None or found is None:
        raise NotFound
    decisions = _decisions(actor, found.thing)
    reads = bool(decisions.get("read"))
    if things.kind.secret and not reads:
        raise NotFound
    names = organisation_names(actor, _mentioned(found.thing, decisions))
    words = {action: str(text) for action, text in things.actions.items()}
    answers = tuple(_answer(words.get(a, a), d, actor, found.thing, names) for a, d in decisions.items())
    title, url = (found.title, found.url) if reads else ("", "")
    return Why(str(things.word), title, url, answers)


def _decisions(actor: Actor, thing: Thing) -> dict[str, Decision]:
    """For each action of the kind the decision now, reading first, for whichever purpose was agreed."""
    at = timezone.now()
    grants = tuple(g for g in grants_received(actor, at) if g.data == thing.kind.data)
    purposes = ["", *dict.fromkeys(grant.purpose for grant in grants)]
    actions = sorted(thing.kind.policy, key=lambda action: action != "read")
    return {
        action: _first([decide(actor, action, thing, purpose, grants, at) for purpose in purposes])
        for action in actions
    }


def _first(decisions: list[Decision]) -> Decision:
    return next((decision for decision in decisions if decision), decisions[0])


def _mentioned(thing: Thing, decisions: Mapping[str, Decision]) -> set[UUID]:
    grants = [decision.reason.grant for decision in decisions.values() if decision.reason.grant]
    named = {ref for grant in grants for ref in (grant.giver, grant.receiver)}
    return named | thing.parties | ({thing.owner} if thing.owner else set())


def _answer(action: str, decision: Decision, actor: Actor, thing: Thing, names: Mapping[UUID, str]) -> Answer:
    reason = in_words(decision.reason, actor, thing, names)
    grant = decision.reason.grant
    if grant is None:
        return Answer(action, decision.allowed, reason)
    return Answer(
        action, decision.allowed, reason, _purpose(grant), grant.agreement_title, _agreement_url(grant)
    )


def in_words(reason: Reason, actor: Actor, thing: Thing, names: Mapping[UUID, str]) -> str:
    """The reason of one decision in a sentence."""
    told = {
        "public": _("Open to everyone."),
        "signed_in": _("Open to everyone in the network who is signed in."),
        "operator": _("You run the platform."),
        "self": _("It is about you."),
        "signed_out": _("Sign in first; then you may be allowed."),
        "no_rule": _("Nothing gives you this."),
    }
    if reason.code == "role" and thing.owner:
        return _("Your role in %(name)s.") % {"name": names.get(thing.owner, "?")}
    if reason.code == "party":
        own = [names[party] for party in thing.parties & actor.organisations if party in names]
        return _("%(name)s is a party.") % {"name": ", ".join(sorted(own))}
    return told.get(reason.code) or explain(reason, names)


def _purpose(grant: GrantValue) -> str:
    said = {name: str(text) for manifest in manifests() for name, text in manifest.purposes.items()}
    return said.get(grant.purpose, grant.purpose)


def _agreement_url(grant: GrantValue) -> str:
    try:
        return reverse("agreements:agreement", args=[grant.agreement]) if grant.agreement else ""
    except NoReverseMatch:
        return ""
