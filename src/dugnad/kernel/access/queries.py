"""The rules of access as a filter on a queryset; the property tests hold both forms to the same answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from dugnad.kernel.access import rules
from dugnad.kernel.access.values import Actor, GrantValue, Kind

M = TypeVar("M", bound=Model)
NONE = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Fields:
    """Where a model keeps what access asks for (field lookups; empty: it has none)."""

    owner: str = ""
    parties: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """All that one filter rests on."""

    actor: Actor
    kind: Kind
    fields: Fields
    purpose: str
    grants: tuple[GrantValue, ...]
    at: datetime


def _where(lookup: str, ids: Iterable[object]) -> Q:
    wanted = list(ids)
    return Q(**{f"{lookup}__in": wanted}) if lookup and wanted else NONE


def _holding(actor: Actor, names: frozenset[str]) -> set[object]:
    return {org for org, role in actor.roles if not names or role in names}


def _granted(scope: Scope) -> Q:
    if not scope.actor.may_act_for(scope.purpose):
        return NONE
    givers = {
        g.giver
        for g in scope.grants
        if scope.kind.data
        and g.data == scope.kind.data
        and g.purpose == scope.purpose
        and g.receiver in scope.actor.organisations
        and g.active(scope.at)
    }
    return _where(scope.fields.owner, givers)


FORMS: dict[type, Callable[..., Q]] = {
    rules.Anyone: lambda rule, s: Q(),
    rules.SignedIn: lambda rule, s: Q() if s.actor.person else NONE,
    rules.Operator: lambda rule, s: Q() if s.actor.operator else NONE,
    rules.Self: lambda rule, s: _where(s.fields.person, [s.actor.person] if s.actor.person else []),
    rules.Role: lambda rule, s: _where(s.fields.owner, _holding(s.actor, rule.names)),
    rules.Party: lambda rule, s: _where(s.fields.parties, _holding(s.actor, rule.names)),
    rules.Granted: lambda rule, s: _granted(s),
}


def allowed(queryset: QuerySet[M], action: str, scope: Scope) -> QuerySet[M]:
    """The rows of `queryset` on which the scope's actor may do `action`: `decide`, as a filter."""
    forms = [FORMS[type(rule)](rule, scope) for rule in scope.kind.policy.get(action, ())]
    if not forms:
        return queryset.none()
    if any(form == Q() for form in forms):
        return queryset
    found = queryset.filter(reduce(or_, forms))
    return found.distinct() if "__" in scope.fields.parties else found
