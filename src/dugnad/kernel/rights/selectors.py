"""What a person should know before they have everything erased."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from dugnad.kernel.access import Actor
from dugnad.kernel.organisations.models import Membership, RoleName


def alone_in(actor: Actor) -> list[str]:
    """The names of the organisations that would be left without an administrator."""
    roles = Membership.objects.filter(role=RoleName.ADMINISTRATOR, ended_at=None)
    others = roles.filter(organisation=OuterRef("organisation")).exclude(person=actor.person)
    own = roles.filter(person=actor.person).exclude(Exists(others))
    return list(own.order_by("organisation__name").values_list("organisation__name", flat=True))
