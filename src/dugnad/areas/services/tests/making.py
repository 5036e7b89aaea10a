"""Services for tests, all invented; made through the services, as the demo makes them."""

from __future__ import annotations

from itertools import count
from typing import Any

from dugnad.areas.services.catalogue import services, territories
from dugnad.areas.services.door import feedback
from dugnad.areas.services.models import Feedback, Service
from dugnad.kernel.access import Actor
from dugnad.kernel.organisations.models import Organisation, OrganisationKind
from tests import people

PLATFORM = Actor(operator=True)
_serial = count(1)


def answers_for(owner: Organisation, area: str, phone: str = "55 00 00 00") -> None:
    """The organisation answers for the area."""
    territories.assign(actor=PLATFORM, area=area, organisation=owner.id, name=owner.name, phone=phone)


def texts(**given: Any) -> dict[str, Any]:
    """What a description needs, with what is given instead."""
    plain = {"level": "municipal", "theme": "kultur-og-fritid", "area": "4601"}
    said = {"title": {"nb": "Utlån av ski"}, "summary": {"nb": "Du låner ski gratis i en uke."}}
    return plain | said | given


def service(owner: Organisation, area: str = "4601", **given: Any) -> Service:
    """A description of a service that the owner delivers."""
    answers_for(owner, area)
    return services.add(actor=PLATFORM, owner=owner.id, **texts(area=area, **given))


def agency(name: str = "Eksempel direktorat") -> Organisation:
    """A state agency."""
    return people.organisation(name, OrganisationKind.STATE)


def base(owner: Organisation | None = None, **given: Any) -> Service:
    """A national description that others build on."""
    return services.add(actor=PLATFORM, owner=(owner or agency()).id, **texts(area="", **given))


def local(of: Service, owner: Organisation, area: str = "4601", **given: Any) -> Service:
    """The owner's own of a national description."""
    answers_for(owner, area)
    return services.add(actor=PLATFORM, owner=owner.id, base=of.id, area=area, **given)


def said(of: Service, text: str = "Prisen er gammel.") -> Feedback:
    """A resident says that it is wrong; each from another address."""
    sender = f"192.0.2.{next(_serial)}"
    return feedback.give(actor=Actor(), slug=of.slug, kind="cost", text=text, sender=sender)
