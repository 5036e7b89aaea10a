"""The plain values that access is decided over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person with roles in organisations, or nobody (person is None).

    `purposes` limits what grants may be used for, as a token does; None: for every purpose.
    """

    person: UUID | None = None
    roles: frozenset[tuple[UUID, str]] = frozenset()
    operator: bool = False
    second_factor: bool = False
    purposes: frozenset[str] | None = None

    @property
    def organisations(self) -> frozenset[UUID]:
        return frozenset(organisation for organisation, _ in self.roles)

    def holds(self, organisation: UUID | None, names: frozenset[str]) -> bool:
        """True if the actor has one of the named roles there (no names: any role)."""
        return any(org == organisation and (not names or role in names) for org, role in self.roles)

    def may_act_for(self, purpose: str) -> bool:
        """True if grants may be used for this purpose."""
        return self.purposes is None or purpose in self.purposes


NOBODY = Actor()


@dataclass(frozen=True, slots=True)
class GrantValue:
    """What one clause of a signed agreement lets a receiver read, for a purpose, in [start, end)."""

    id: UUID
    giver: UUID
    receiver: UUID
    data: str
    purpose: str
    start: datetime
    end: datetime
    off: datetime | None = None
    agreement: UUID | None = None
    agreement_title: str = ""
    clause: int = 0
    agreed_on: date | None = None

    def active(self, at: datetime) -> bool:
        return self.start <= at < self.end and (self.off is None or at < self.off)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is allowed or not: a code for `reasons.explain`, and the grant if there is one."""

    code: str
    grant: GrantValue | None = None


class Rule(Protocol):
    """One way to be allowed; gives its reason, or None."""

    def allows(self, request: Request) -> Reason | None: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing with its policy: for each action the rules, any one of which allows it.

    `data` names the kind of data that a grant must cover; `secret` hides that the thing exists.
    """

    name: str
    policy: Mapping[str, tuple[Rule, ...]] = field(hash=False)
    data: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """What is acted on: its kind, the organisation that owns it, its parties, the person it is about."""

    kind: Kind
    id: UUID | None = None
    owner: UUID | None = None
    parties: frozenset[UUID] = frozenset()
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One question of access, with all that the answer may rest on."""

    actor: Actor
    thing: Thing
    purpose: str
    grants: tuple[GrantValue, ...]
    at: datetime
