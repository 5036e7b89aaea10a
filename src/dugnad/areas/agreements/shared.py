"""What a member lets others read under an agreement: its contact people, and who may sign for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.areas.agreements.rules import DATA_PEOPLE, DATA_SIGNATORIES, PEOPLE, SIGNATORIES
from dugnad.kernel.access import Actor, GrantValue, Kind, Reason, Thing
from dugnad.kernel.access.gate import require
from dugnad.kernel.agreements.selectors import active_grants, grants_received
from dugnad.kernel.areas.manifest import Text
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Membership, Organisation, RoleName
from dugnad.kernel.problems import NotFound

COOPERATION = "cooperation"
SHARES: Mapping[str, Text] = {
    DATA_PEOPLE: _("contact people (name, e-mail and unit)"),
    DATA_SIGNATORIES: _("signatories (name and authority)"),
}
PURPOSES: Mapping[str, Text] = {
    COOPERATION: _("day-to-day cooperation"),
    "preparedness": _("preparedness and crises"),
    "agreements": _("making agreements"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One person as the giver shares them."""

    name: str
    what: str
    unit: str = ""


def _people(organisation: UUID) -> list[Line]:
    held = Membership.objects.filter(organisation=organisation, ended_at=None, person__is_active=True)
    rows = held.select_related("person", "unit").order_by("person__name", "person_id", "-unit_id")
    by_person = {row.person_id: row for row in rows}
    return [
        Line(row.person.name, row.person.email or "", row.unit.name if row.unit else "")
        for row in by_person.values()
    ]


def _signatories(organisation: UUID) -> list[Line]:
    held = Membership.objects.filter(
        organisation=organisation, role=RoleName.SIGNATORY, ended_at=None, person__is_active=True
    )
    rows = held.select_related("person", "unit").order_by("person__name")
    return [Line(row.person.name, row.authority, row.unit.name if row.unit else "") for row in rows]


OPEN: Mapping[str, tuple[Kind, Callable[[UUID], list[Line]]]] = {
    DATA_PEOPLE: (PEOPLE, _people),
    DATA_SIGNATORIES: (SIGNATORIES, _signatories),
}


@dataclass(frozen=True, slots=True)
class SharedData:
    """What was read, and why it may be."""

    organisation: Organisation
    data: str
    lines: list[Line]
    reason: Reason


@transaction.atomic
def read_shared(actor: Actor, organisation: UUID, data: str, purpose: str) -> SharedData:
    """What an organisation shares of this kind, for a purpose. NotFound, Forbidden.

    Reading under a grant is an event that cites the grant, so that the giver can see what its sharing is used for.
    """
    owner = Organisation.objects.filter(id=organisation).first()
    if owner is None or data not in OPEN:
        raise NotFound
    kind, read = OPEN[data]
    thing = Thing(kind, organisation, owner=organisation)
    reason = require(actor, "read", thing, purpose).reason
    if reason.grant:
        record(
            "agreements.shared_read",
            actor=actor,
            thing=thing,
            concerns=[reason.grant.receiver],
            grant=reason.grant.id,
        )
    return SharedData(owner, data, read(organisation), reason)


def received(actor: Actor) -> tuple[GrantValue, ...]:
    """What the actor's organisations may read of others now, by giver and kind of data."""
    return tuple(sorted(grants_received(actor, timezone.now()), key=lambda one: (one.data, one.giver)))


def grants_in_force(agreement: UUID) -> dict[int, list[GrantValue]]:
    """The grants of an agreement that are switched on now, by clause."""
    found: dict[int, list[GrantValue]] = {}
    for grant in active_grants(Q(agreement=agreement), timezone.now()):
        found.setdefault(grant.clause, []).append(grant)
    return found


def names_of(organisations: Iterable[UUID]) -> dict[UUID, str]:
    return dict(Organisation.objects.filter(id__in=set(organisations)).values_list("id", "name"))


def names_and_numbers(organisations: Iterable[UUID]) -> list[tuple[str, str]]:
    rows = Organisation.objects.filter(id__in=set(organisations)).order_by("sort_name", "id")
    return list(rows.values_list("name", "number"))
