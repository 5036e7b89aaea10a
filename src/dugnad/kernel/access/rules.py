"""The one rule of access. Pure: no clock, no database; the same rules as a filter are in `queries`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dugnad.kernel.access.values import Actor, GrantValue, Reason, Request, Rule, Thing


@dataclass(frozen=True, slots=True)
class Decision:
    allowed: bool
    reason: Reason

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True, slots=True)
class Anyone:
    """Open to the whole world."""

    def allows(self, request: Request) -> Reason | None:
        return Reason("public")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Open to every person of the network who is signed in."""

    def allows(self, request: Request) -> Reason | None:
        return Reason("signed_in") if request.actor.person else None


@dataclass(frozen=True, slots=True)
class Operator:
    """Open to those who run the platform."""

    def allows(self, request: Request) -> Reason | None:
        return Reason("operator") if request.actor.operator else None


@dataclass(frozen=True, slots=True)
class Self:
    """Open to the person that the thing is about."""

    def allows(self, request: Request) -> Reason | None:
        person = request.actor.person
        return Reason("self") if person and person == request.thing.person else None


class Role:
    """Open to those with one of the roles (none named: any role) in the owning organisation."""

    __slots__ = ("names",)

    def __init__(self, *names: str) -> None:
        self.names = frozenset(names)

    def allows(self, request: Request) -> Reason | None:
        owner = request.thing.owner
        return Reason("role") if owner and request.actor.holds(owner, self.names) else None


class Party:
    """Open to those with one of the roles (none named: any role) in an organisation that takes part."""

    __slots__ = ("names",)

    def __init__(self, *names: str) -> None:
        self.names = frozenset(names)

    def allows(self, request: Request) -> Reason | None:
        held = (request.actor.holds(party, self.names) for party in request.thing.parties)
        return Reason("party") if any(held) else None


@dataclass(frozen=True, slots=True)
class Granted:
    """Open to receivers of an active grant from the owner, for the kind's data and the stated purpose.

    An actor that is limited to some purposes uses grants for these only.
    """

    def allows(self, request: Request) -> Reason | None:
        latest = self.usable(request)
        return Reason("grant", latest) if latest and request.actor.may_act_for(request.purpose) else None

    @staticmethod
    def usable(request: Request) -> GrantValue | None:
        """The grant that covers the request and lasts longest, whatever the actor is limited to."""
        return max((g for g in request.grants if _covers(g, request)), key=lambda g: g.end, default=None)


def _covers(grant: GrantValue, request: Request) -> bool:
    thing = request.thing
    return (
        grant.giver == thing.owner
        and bool(thing.kind.data)
        and grant.data == thing.kind.data
        and grant.purpose == request.purpose
        and grant.receiver in request.actor.organisations
        and grant.active(request.at)
    )


def decide(
    actor: Actor, action: str, thing: Thing, purpose: str, grants: Iterable[GrantValue], at: datetime
) -> Decision:
    """Say whether `actor` may do `action` on `thing` for `purpose` at the time `at`, and why.

    Denied unless a rule of the thing's kind allows it; the first rule that does gives the reason. When only
    the purposes that the actor is limited to stand in the way, the reason is `other_purpose` with the grant.
    """
    request = Request(actor, thing, purpose, tuple(grants), at)
    rules = thing.kind.policy.get(action, ())
    for rule in rules:
        if reason := rule.allows(request):
            return Decision(True, reason)
    return Decision(False, _denial(rules, request))


def _denial(rules: Iterable[Rule], request: Request) -> Reason:
    if request.actor.person is None:
        return Reason("signed_out")
    if any(isinstance(rule, Granted) for rule in rules) and (grant := Granted.usable(request)):
        return Reason("other_purpose", grant)
    return Reason("no_rule")
