"""The rule of access with today's clock and grants: what services and selectors call."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from dugnad.kernel.access.queries import Fields, Scope, allowed
from dugnad.kernel.access.reasons import not_for
from dugnad.kernel.access.rules import Decision, Granted, decide
from dugnad.kernel.access.values import Actor, GrantValue, Kind, Thing
from dugnad.kernel.agreements.selectors import grants_received
from dugnad.kernel.problems import Forbidden, NotFound, Problem, SignInNeeded

M = TypeVar("M", bound=Model)


def _grants(actor: Actor, kind: Kind, action: str, at: datetime) -> tuple[GrantValue, ...]:
    uses = any(isinstance(rule, Granted) for rule in kind.policy.get(action, ()))
    return grants_received(actor, at) if uses else ()


def ask(actor: Actor, action: str, thing: Thing, purpose: str = "") -> Decision:
    """The decision now, with its reason."""
    at = timezone.now()
    return decide(actor, action, thing, purpose, _grants(actor, thing.kind, action, at), at)


def require(actor: Actor, action: str, thing: Thing, purpose: str = "") -> Decision:
    """The decision now if it allows; else raises.

    NotFound if the thing may not even be known to the actor, SignInNeeded for nobody, else Forbidden.
    """
    decision = ask(actor, action, thing, purpose)
    if decision:
        return decision
    hidden = thing.kind.secret and (action == "read" or not ask(actor, "read", thing, purpose))
    if hidden:
        raise NotFound
    raise _refusal(actor, decision)


def _refusal(actor: Actor, decision: Decision) -> Problem:
    if actor.person is None:
        return SignInNeeded()
    grant = decision.reason.grant
    return Forbidden(not_for(grant.purpose)) if grant else Forbidden()


def visible(
    queryset: QuerySet[M],
    actor: Actor,
    kind: Kind,
    fields: Fields,
    *,
    action: str = "read",
    purpose: str = "",
) -> QuerySet[M]:
    """The rows on which the actor may do `action` now."""
    at = timezone.now()
    return allowed(
        queryset, action, Scope(actor, kind, fields, purpose, _grants(actor, kind, action, at), at)
    )
