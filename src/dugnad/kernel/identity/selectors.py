"""What a person sees of their own account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.identity.models import Person
from dugnad.kernel.identity.rules import person_thing
from dugnad.kernel.identity.services import find
from dugnad.kernel.organisations.models import Membership, Organisation, RoleName
from dugnad.kernel.problems import SignInNeeded


@dataclass(frozen=True, slots=True)
class Factors:
    """The state of two-step sign-in."""

    app: Authenticator | None
    codes: int
    passkeys: tuple[Authenticator, ...]

    @property
    def on(self) -> bool:
        return bool(self.app or self.passkeys)


def account(actor: Actor) -> dict[str, Any]:
    """The actor's own account, in plain values; SignInNeeded for nobody."""
    if actor.person is None:
        raise SignInNeeded
    require(actor, "read", person_thing(actor.person))
    person = find(actor.person)
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "operator": actor.operator,
        "second_factor": actor.second_factor,
        "roles": [{"organisation": org, "role": role} for org, role in sorted(actor.roles)],
    }


def factors(person: Person) -> Factors:
    """What the person has beside the password."""
    found = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    by_type = {kind: [one for one in found if one.type == kind] for kind in Authenticator.Type.values}
    app = by_type[Authenticator.Type.TOTP]
    codes = by_type[Authenticator.Type.RECOVERY_CODES]
    return Factors(
        app=app[0] if app else None,
        codes=len(codes[0].wrap().get_unused_codes()) if codes else 0,
        passkeys=tuple(by_type[Authenticator.Type.WEBAUTHN]),
    )


def linked(person: Person) -> QuerySet[SocialAccount]:
    """The log-in providers that are linked to the account."""
    found: QuerySet[SocialAccount] = SocialAccount.objects.filter(user=person)
    return found.order_by("date_joined")


def roles(person: UUID) -> QuerySet[Membership]:
    """The roles that the person holds now, with their organisations."""
    held = Membership.objects.filter(person=person, ended_at=None)
    return held.select_related("organisation", "unit").order_by("organisation__name", "role")


def administered(actor: Actor) -> QuerySet[Organisation]:
    """The organisations that the actor may make tokens for."""
    ids = [organisation for organisation, role in actor.roles if role == RoleName.ADMINISTRATOR]
    return Organisation.objects.filter(id__in=ids).order_by("name")


@dataclass(frozen=True, slots=True)
class Persona:
    """One invented person to be in the demo."""

    id: UUID
    name: str
    organisation: str
    roles: str
    email: str = ""


def personas(limit: int = 24) -> list[Persona]:
    """Invented people with open accounts, those who run the platform first, then by organisation."""
    people = Person.objects.filter(invented=True, is_active=True).prefetch_related(
        Prefetch(
            "memberships", Membership.objects.filter(ended_at=None).select_related("organisation"), "now"
        )
    )
    found = [_persona(person) for person in people]
    return sorted(found, key=lambda one: (not one.roles, one.organisation, one.name))[:limit]


def _persona(person: Person) -> Persona:
    held = person.now  # type: ignore[attr-defined]
    organisations = ", ".join(dict.fromkeys(one.organisation.name for one in held))
    roles = [one.get_role_display() for one in held] + ([_("Runs the platform")] if person.operator else [])
    told = ", ".join(dict.fromkeys(map(str, roles)))
    return Persona(person.id, person.name, organisations, told, person.email or "")
