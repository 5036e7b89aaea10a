"""Every write to alarm lines and districts, and taking an incident that nobody has."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.rescue.alarms.keys import clean_key, seal
from dugnad.areas.rescue.alarms.places import NOWHERE, fire_services
from dugnad.areas.rescue.alarms.supervision import thing_of_line
from dugnad.areas.rescue.incidents.things import find_incident, thing_of
from dugnad.areas.rescue.models import Building, District, Incident, Line
from dugnad.areas.rescue.rules import district_thing, line_thing, unplaced_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict, Invalid, NotFound

ACCOUNT = re.compile(r"[0-9A-Fa-f]{3,16}")
MUNICIPALITY = re.compile(r"[0-9]{4}")
LONGEST_WAIT = 90_000
LONGEST_TEST = timedelta(hours=8)


@transaction.atomic
def add_line(*, actor: Actor, building: UUID, account: str, every: int = 0, key: str = "") -> Line:
    """Enter the account of a building's transmitter; Invalid at `account`, `every` or `key`."""
    row = Building.objects.filter(id=building).first()
    if row is None:
        raise NotFound
    require(actor, "change", line_thing(None, row.owner_id, None))
    account = _clean_account(account)
    if Line.objects.filter(account=account).exists():
        raise Invalid(fields={"account": _("Another line has this account.")})
    sealed = seal(clean_key(key)) if key else ""
    line = Line.objects.create(building=row, account=account, every=_clean_every(every), key=sealed)
    record("rescue.line_added", actor=actor, thing=thing_of_line(line), detail={"account": account})
    return line


@transaction.atomic
def change_line(*, actor: Actor, line: UUID, every: int, key: str = "", without_key: bool = False) -> Line:
    """Set how often a line must be heard, and give it a new key or none; an empty `key` leaves it."""
    row = _line(actor, line)
    row.every = _clean_every(every)
    if row.every == 0:
        row.silent_since = None
    if without_key and key:
        raise Invalid(fields={"key": _("Give a new key or remove it, not both.")})
    if key or without_key:
        row.key = "" if without_key else seal(clean_key(key))
    row.save(update_fields=["every", "silent_since", "key"])
    what = "no key" if without_key else "key" if key else "supervision"
    record("rescue.line_changed", actor=actor, thing=thing_of_line(row), detail={"what": what})
    return row


@transaction.atomic
def put_in_test(*, actor: Actor, line: UUID, minutes: int) -> Line:
    """Put a line in test for so many minutes, at most 480: its alarms are stored and open no incident; 0 ends it."""
    row = _line(actor, line)
    if not 0 <= minutes <= LONGEST_TEST.total_seconds() / 60:
        raise Invalid(fields={"minutes": _("A test lasts at most eight hours.")})
    row.testing_until = timezone.now() + timedelta(minutes=minutes) if minutes else None
    row.save(update_fields=["testing_until"])
    what = f"test, {minutes} min" if minutes else "test ended"
    record("rescue.line_changed", actor=actor, thing=thing_of_line(row), detail={"what": what})
    return row


@transaction.atomic
def remove_line(*, actor: Actor, line: UUID) -> None:
    """Forget a line; its alarms stay."""
    row = _line(actor, line)
    record("rescue.line_removed", actor=actor, thing=thing_of_line(row), detail={"account": row.account})
    row.delete()


def _line(actor: Actor, line: UUID) -> Line:
    row = Line.objects.select_for_update(of=("self",)).select_related("building").filter(id=line).first()
    if row is None:
        raise NotFound
    require(actor, "change", thing_of_line(row))
    return row


@transaction.atomic
def add_district(*, actor: Actor, service: UUID, municipality: str) -> District:
    """Make a fire service responsible for a municipality ('0000': places unknown).

    It takes over the open incidents there that nobody has. Invalid at `municipality` or `service`.
    """
    require(actor, "change", district_thing(None, service))
    municipality = municipality.strip()
    if not MUNICIPALITY.fullmatch(municipality):
        raise Invalid(fields={"municipality": _("Write the four digits of the municipality.")})
    if District.objects.filter(municipality=municipality).exists():
        raise Invalid(fields={"municipality": _("Another fire service answers there.")})
    if not Organisation.objects.filter(id=service, left_at=None).exists():
        raise Invalid(fields={"service": _("Choose a member of the network.")})
    row = District.objects.create(service_id=service, municipality=municipality)
    record(
        "rescue.district_added",
        actor=actor,
        thing=district_thing(row.id, service),
        detail={"municipality": municipality},
    )
    _hand_over(actor, row)
    return row


def _hand_over(actor: Actor, district: District) -> None:
    nobodys = Incident.objects.filter(service=None, closed_at=None)
    where = (
        {"building": None}
        if district.municipality == NOWHERE
        else {"building__municipality": district.municipality}
    )
    for incident in nobodys.filter(**where):
        _give(actor, incident, district.service_id)


@transaction.atomic
def remove_district(*, actor: Actor, district: UUID) -> None:
    """End a fire service's responsibility; what it has open stays with it."""
    row = District.objects.filter(id=district).first()
    if row is None:
        raise NotFound
    require(actor, "change", district_thing(row.id, row.service_id))
    thing = district_thing(row.id, row.service_id)
    record("rescue.district_removed", actor=actor, thing=thing, detail={"municipality": row.municipality})
    row.delete()


@transaction.atomic
def take(*, actor: Actor, incident: UUID, service: UUID | None = None) -> Incident:
    """Take an incident at a place unknown for the actor's fire service; Conflict when another has it.

    `service` says for which, when the actor is on duty for several.
    """
    row = find_incident(incident, lock=True)
    services = fire_services()
    thing = unplaced_thing(row.id, services)
    if row.building_id:
        raise NotFound
    require(actor, "read", thing)
    require(actor, "take", thing)
    if row.service_id or row.closed_at:
        raise Conflict(_("Somebody has taken it already."))
    own = sorted(one for one in services if actor.holds(one, frozenset({"responder"})))
    chosen = service or own[0]
    if chosen not in own:
        raise NotFound
    _give(actor, row, chosen)
    return row


def _give(actor: Actor, incident: Incident, service: UUID) -> None:
    incident.service_id = service
    incident.save(update_fields=["service"])
    incident.alarms.filter(service=None).update(service=service)
    record("rescue.incident_taken", actor=actor, thing=thing_of(incident), concerns=fire_services())


def _clean_account(text: str) -> str:
    if not ACCOUNT.fullmatch(text.strip()):
        raise Invalid(fields={"account": _("Write 3 to 16 digits 0-9 and A-F, as in the transmitter.")})
    return f"{int(text.strip(), 16):03X}"


def _clean_every(every: int) -> int:
    if not 0 <= every <= LONGEST_WAIT:
        raise Invalid(fields={"every": _("Write seconds, at most 90,000 (25 hours); 0 for none.")})
    return every
