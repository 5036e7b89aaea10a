"""People and organisations for tests, all invented; made through the services, as the demo makes them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from uuid import UUID

from allauth.account.models import EmailAddress
from django.test import Client
from stdnum.no import orgnr

from dugnad.kernel.access import Actor
from dugnad.kernel.identity.actors import actor_for
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations import services
from dugnad.kernel.organisations.models import Organisation, OrganisationKind, RoleName, Unit

PLATFORM = Actor(operator=True)
AUTHORITY = "Delegated by the director"


def _numbers() -> Iterator[str]:
    return (number for number in map(str, count(300_000_000)) if orgnr.is_valid(number))


_fresh_numbers = _numbers()
_serial = count(1)


def fresh_number() -> str:
    """An organisation number that no register holds, with a right check digit; another at each call."""
    return next(_fresh_numbers)


def organisation(name: str, kind: str = OrganisationKind.COMPANY, **about: object) -> Organisation:
    """A new member of the network."""
    return services.add_organisation(actor=PLATFORM, number=fresh_number(), name=name, kind=kind, **about)


def city(name: str, **about: object) -> Organisation:
    """A new member of the network, a city."""
    return organisation(name, OrganisationKind.CITY, **about)


def company(name: str, **about: object) -> Organisation:
    """A new member of the network, a company."""
    return organisation(name, OrganisationKind.COMPANY, **about)


def unit(name: str, org: Organisation, parent: Unit | None = None) -> Unit:
    """A new unit of the organisation."""
    return services.add_unit(
        actor=PLATFORM, organisation=org.id, name=name, parent=parent.id if parent else None
    )


def person(
    name: str,
    org: Organisation | None = None,
    *roles: str,
    authority: str = AUTHORITY,
    unit: UUID | None = None,
    password: str | None = None,
) -> Person:
    """A new person with the roles in the organisation (none named: member). A password costs 50 ms."""
    email = f"person-{next(_serial)}@eksempel.example"
    made = _account(email, name, password=password)
    for role in (roles or (RoleName.MEMBER,)) if org else ():
        ground = authority if role == RoleName.SIGNATORY else ""
        services.give_role(
            actor=PLATFORM, organisation=org.id, person=made, role=role, authority=ground, unit=unit
        )
    return made


def operator(name: str = "Operator") -> Person:
    """A new person who runs the platform."""
    return _account(f"operator-{next(_serial)}@eksempel.example", name, operator=True)


def _account(email: str, name: str, *, password: str | None = None, operator: bool = False) -> Person:
    made = Person.objects.create_user(email, password, name=name, operator=operator, invented=True)
    EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
    return made


def acting(someone: Person, *, second_factor: bool = False) -> Actor:
    """The person as the actor that services and selectors take, with the roles held now."""
    return actor_for(someone, second_factor=second_factor)


def sign_in(client: Client, someone: Person, *, second_factor: bool = False) -> Person:
    """Open a session for the person in the test client."""
    client.force_login(someone)
    if second_factor:
        session = client.session
        session["second_factor"] = str(someone.id)
        session.save()
    return someone
