"""Teams on site: named, counted, and told apart by what they can do."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.rescue.incidents.saying import Saying, append
from dugnad.areas.rescue.incidents.states import Kind
from dugnad.areas.rescue.incidents.things import find_incident, thing_of
from dugnad.areas.rescue.models import Incident, Team
from dugnad.areas.rescue.models.residents import Device
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Conflict, Invalid, NotFound

LARGEST = 20
DEVICES_AT_MOST = 50
# More than any fire ground has; the plan must still be made in a second.
TEAMS_AT_MOST = 60


@transaction.atomic
def add_team(
    *,
    actor: Actor,
    incident: UUID,
    name: str,
    size: int,
    smoke_divers: bool = False,
    devices: Mapping[str, int] | None = None,
) -> Team:
    """A team that has come. Invalid at the field when the name is taken or a number makes no sense."""
    row = _open(actor, incident)
    values = _clean(row, name.strip(), size, devices or {})
    if Team.objects.filter(incident=row).count() >= TEAMS_AT_MOST:
        raise Conflict(_("There are %(most)d teams in this incident already.") % {"most": TEAMS_AT_MOST})
    team = Team.objects.create(incident=row, smoke_divers=smoke_divers, **values)
    _tell(actor, row, team, "ready")
    return team


@transaction.atomic
def let_go(*, actor: Actor, incident: UUID, team: UUID) -> None:
    """A team leaves; it is planned with no more."""
    row = _open(actor, incident)
    found = Team.objects.filter(incident=row, id=team, left_at=None).first()
    if found is None:
        raise NotFound
    found.left_at = timezone.now()
    found.save(update_fields=["left_at"])
    _tell(actor, row, found, "left")


def _open(actor: Actor, incident: UUID) -> Incident:
    row = find_incident(incident, lock=True)
    require(actor, "command", thing_of(row))
    if row.closed_at:
        raise Conflict(_("The incident is closed."))
    return row


def _clean(incident: Incident, name: str, size: int, devices: Mapping[str, int]) -> dict[str, object]:
    wrong: dict[str, str] = {}
    if not 0 < len(name) <= 40:
        wrong["name"] = _("Give the team a name of at most 40 characters.")
    elif Team.objects.filter(incident=incident, name=name).exists():
        wrong["name"] = _("There is a team of this name already.")
    if not 1 <= size <= LARGEST:
        wrong["size"] = _("A team has 1 to 20 people.")
    if not _are_devices(devices):
        wrong["devices"] = _("Say how many of each device the team has, from 0 to 50.")
    if wrong:
        raise Invalid(fields=wrong)
    return {"name": name, "size": size, "devices": dict(devices)}


def _are_devices(devices: Mapping[str, int]) -> bool:
    return set(devices) <= set(Device.values) and all(0 <= n <= DEVICES_AT_MOST for n in devices.values())


def _tell(actor: Actor, incident: Incident, team: Team, state: str) -> None:
    saying = Saying(uuid4(), Kind.TEAM, str(team.id), {"state": state}, timezone.now())
    append(incident, [saying], by=actor.person)
    record("rescue.incident_said", actor=actor, thing=thing_of(incident), detail={"entries": 1})
