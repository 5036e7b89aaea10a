"""What screens say in an incident: taken in once each, in any order, however late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.rescue.incidents.backing import back
from dugnad.areas.rescue.incidents.states import SAYABLE, Kind, Verdict
from dugnad.areas.rescue.incidents.things import find_incident, thing_of
from dugnad.areas.rescue.models import Entry, Incident, Team
from dugnad.areas.rescue.residents.registered import is_in
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Conflict, Invalid

AT_ONCE = 200
LONGEST_NOTE = 500
# An incident of a night has some hundred entries; what comes after so many is held back unless it is of use.
MOST = 20_000
ALWAYS = frozenset({Kind.VERDICT, Kind.PERSON, Kind.SPACE, Kind.WAY, Kind.TEAM})
EARLIEST, LATEST = 1970, 2200


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing that a screen says. `id` is the screen's own, so that sending again changes nothing."""

    id: UUID
    kind: str
    about: str
    value: Mapping[str, Any]
    said_at: datetime


@transaction.atomic
def say(*, actor: Actor, incident: UUID, sayings: Iterable[Saying]) -> int:
    """Take in what a screen says; returns how many were new.

    Invalid names the first that cannot be understood, and then none is taken in. Conflict when the incident
    is closed.
    """
    row = find_incident(incident, lock=True)
    require(actor, "command", thing_of(row))
    wanted = {saying.id: saying for saying in sayings}
    if len(wanted) > AT_ONCE:
        raise Invalid(_("That is more than can be taken in at once."))
    for known in row.entries.filter(id__in=wanted).values_list("id", flat=True):
        del wanted[known]
    if wanted and row.closed_at:
        raise Conflict(_("The incident is closed."))
    _check(row, wanted.values())
    try:
        with transaction.atomic():
            entries = append(row, wanted.values(), by=actor.person)
    except IntegrityError as fault:
        raise Conflict(_("Another incident has an entry with this id.")) from fault
    if entries:
        record("rescue.incident_said", actor=actor, thing=thing_of(row), detail={"entries": len(entries)})
    if any(one.kind == Kind.VERDICT and one.value.get("state") == Verdict.CONFIRMED for one in entries):
        back(row, actor)
    return len(entries)


def append(incident: Incident, sayings: Iterable[Saying], *, by: UUID | None) -> list[Entry]:
    """Write entries with the next numbers, in the present transaction; the caller holds the incident's lock."""
    last = incident.entries.aggregate(last=Max("number"))["last"] or 0
    at = timezone.now()
    rows = [
        Entry(
            id=saying.id,
            incident=incident,
            number=number,
            at=at,
            said_at=saying.said_at if _is_sane(saying.said_at) else at,
            by_id=by,
            kind=saying.kind,
            about=saying.about,
            value=dict(saying.value),
        )
        for number, saying in enumerate(sorted(sayings, key=lambda one: one.said_at), last + 1)
    ]
    return Entry.objects.bulk_create(rows)


def _is_sane(moment: datetime) -> bool:
    """Whether a database can keep the moment; a screen's clock may say anything."""
    return EARLIEST <= moment.year < LATEST


def _check(incident: Incident, sayings: Iterable[Saying]) -> None:
    known = _Known(incident)
    full = incident.entries.count() >= MOST
    for saying in sayings:
        if saying.kind not in SAYABLE:
            raise Invalid(fields={"kind": _("A screen cannot say this.")})
        kind = Kind(saying.kind)
        if full and kind not in ALWAYS:
            raise Conflict(_("So much has been said in this incident that no more notes are taken in."))
        if str(saying.value.get("state", "")) not in SAYABLE[kind]:
            raise Invalid(fields={"state": _("This state is not known.")})
        if len(str(saying.value.get("text", ""))) > LONGEST_NOTE:
            raise Invalid(fields={"text": _("Write at most 500 characters.")})
        if "\0" in f"{saying.about}{saying.value.get('text', '')}":
            raise Invalid(fields={"text": _("This cannot be read.")})
        if not known.has(kind, saying.about):
            raise Invalid(fields={"about": _("This is not part of the incident.")})


class _Known:
    """What an entry may be about in this incident."""

    def __init__(self, incident: Incident) -> None:
        self.incident = incident
        plan = incident.plan.plan if incident.plan else {}
        self.spaces = {space["id"] for space in plan.get("spaces", ())}
        self.ways = {way["id"] for way in plan.get("ways", ())}

    def has(self, kind: Kind, about: str) -> bool:
        if kind is Kind.SPACE:
            return about in self.spaces
        if kind is Kind.WAY:
            return about in self.ways
        if kind is Kind.PERSON:
            return self._resident(about)
        if kind is Kind.TEAM:
            return self._team(about)
        if kind is Kind.VERDICT:
            return about == ""
        return len(about) <= 64

    def _resident(self, about: str) -> bool:
        building, synthetic = self.incident.building_id, self.incident.exercise
        return _is_id(about) and is_in(UUID(about), building, synthetic=synthetic)

    def _team(self, about: str) -> bool:
        return _is_id(about) and Team.objects.filter(incident=self.incident, id=about).exists()


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
