"""The same access rules written in Cedar (https://www.cedarpolicy.com), as an independent judge of `decide`.

Roles are entities of which people are members: Person in Role in Organisation's `anyone`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import cedarpy

from dugnad.kernel.access import (
    Actor,
    Anyone,
    Granted,
    GrantValue,
    Operator,
    Party,
    Role,
    Self,
    SignedIn,
    Thing,
)
from dugnad.kernel.ledger.models import EPOCH
from tests.access.worlds import ACTION, ORGANISATIONS, ROLE_NAMES

Entity = dict[str, Any]
PERMIT = f'permit (principal, action == Action::"{ACTION}", resource)'
ANY = "anyone"


def microseconds(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


def policy(rule: object, grants: Iterable[GrantValue]) -> list[str]:
    """A rule as Cedar policies, any one of which permits."""
    if isinstance(rule, Granted):
        return [granted(grant) for grant in grants]
    if isinstance(rule, Role):
        return [
            f"{PERMIT} when {{ resource has owner && principal in resource.owner.{n} }};" for n in named(rule)
        ]
    if isinstance(rule, Party):
        return [f"{PERMIT} when {{ principal in resource.parties_{n} }};" for n in named(rule)]
    return [PLAIN[type(rule)]]


PLAIN = {
    Anyone: f"{PERMIT};",
    SignedIn: f"{PERMIT} when {{ principal is Person }};",
    Operator: f"{PERMIT} when {{ principal.operator }};",
    Self: f"{PERMIT} when {{ resource has person && principal == resource.person }};",
}


def named(rule: Role | Party) -> list[str]:
    return sorted(rule.names) or [ANY]


def granted(grant: GrantValue) -> str:
    """One grant as one policy."""
    conditions = [
        f'resource has owner && resource.owner == Organisation::"{grant.giver}"',
        f'resource.data != "" && resource.data == "{grant.data}"',
        f'context.purpose == "{grant.purpose}"',
        f'principal in Role::"{grant.receiver}/{ANY}"',
        "(!(principal has purposes) || principal.purposes.contains(context.purpose))",
        f"context.at >= {microseconds(grant.start)} && context.at < {microseconds(grant.end)}",
    ]
    if grant.off:
        conditions.append(f"context.at < {microseconds(grant.off)}")
    return f"{PERMIT} when {{ {' && '.join(conditions)} }};"


def ref(kind: str, name: object) -> Entity:
    return {"__entity": {"type": kind, "id": str(name)}}


def entity(kind: str, name: object, attrs: Entity | None = None, parents: Iterable[str] = ()) -> Entity:
    above = [{"type": "Role", "id": parent} for parent in parents]
    return {"uid": {"type": kind, "id": str(name)}, "attrs": attrs or {}, "parents": above}


def organisation_entities() -> list[Entity]:
    """Each organisation with its roles, and the roles as members of its `anyone`."""
    made = []
    for org in ORGANISATIONS:
        made.append(entity("Organisation", org, {n: ref("Role", f"{org}/{n}") for n in (*ROLE_NAMES, ANY)}))
        made.append(entity("Role", f"{org}/{ANY}"))
        made += [entity("Role", f"{org}/{name}", parents=[f"{org}/{ANY}"]) for name in ROLE_NAMES]
    return made


def principal(actor: Actor) -> Entity:
    held = sorted(f"{org}/{name}" for org, name in actor.roles)
    kind, name = ("Person", actor.person) if actor.person else ("Stranger", "nobody")
    attrs: Entity = {"operator": actor.operator}
    if actor.purposes is not None:
        attrs["purposes"] = sorted(actor.purposes)
    return entity(kind, name, attrs, held)


def resource(thing: Thing) -> Entity:
    attrs: Entity = {"data": thing.kind.data}
    for name in (*ROLE_NAMES, ANY):
        attrs[f"parties_{name}"] = [ref("Role", f"{party}/{name}") for party in sorted(thing.parties)]
    if thing.owner:
        attrs["owner"] = ref("Organisation", thing.owner)
    if thing.person:
        attrs["person"] = ref("Person", thing.person)
    return entity("Thing", "it", attrs)


def judged(actor: Actor, thing: Thing, purpose: str, grants: Iterable[GrantValue], at: datetime) -> bool:
    """Cedar's own answer to the question that `decide` answers."""
    held = list(grants)
    policies = [text for rule in thing.kind.policy[ACTION] for text in policy(rule, held)]
    who = principal(actor)
    uid = who["uid"]
    asked = {
        "principal": f'{uid["type"]}::"{uid["id"]}"',
        "action": f'Action::"{ACTION}"',
        "resource": 'Thing::"it"',
        "context": {"purpose": purpose, "at": microseconds(at)},
    }
    answer = cedarpy.is_authorized(
        asked, "\n".join(policies), [who, resource(thing), *organisation_entities()]
    )
    assert not answer.diagnostics.errors, answer.diagnostics.errors
    return answer.allowed
