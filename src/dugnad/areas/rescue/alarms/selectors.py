"""What may be read of alarms, lines and districts."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.areas.rescue.alarms.places import fire_services, service_for
from dugnad.areas.rescue.alarms.receiving import thing_of_alarm
from dugnad.areas.rescue.models import Alarm, Building, District, Incident, Line
from dugnad.areas.rescue.models.alarms import AlarmKind
from dugnad.areas.rescue.rules import ALARM, ALARM_FIELDS, LINE, LINE_FIELDS, line_thing, unplaced_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import ask, require, visible
from dugnad.kernel.problems import NotFound


def alarms(actor: Actor, *, kind: str = "", building: UUID | None = None, words: str = "") -> QuerySet[Alarm]:
    """The alarms that the actor may see, the newest first; an unknown kind is left out of account."""
    found = visible(Alarm.objects.all(), actor, ALARM, ALARM_FIELDS)
    if kind in AlarmKind.values:
        found = found.filter(kind=kind)
    if building:
        found = found.filter(building=building)
    if words:
        where = Q(building__name__icontains=words) | Q(place__icontains=words)
        found = found.filter(where | Q(account__iexact=words) | Q(detector__iexact=words))
    return found.select_related("building", "incident").order_by("-received_at", "-id")


def alarm(actor: Actor, id: UUID) -> Alarm:
    """One alarm; NotFound for those who may not see it."""
    row = Alarm.objects.select_related("building", "incident", "service").filter(id=id).first()
    if row is None:
        raise NotFound
    if not (row.building_id is None and row.service_id is None and may_see_unplaced(actor)):
        require(actor, "read", thing_of_alarm(row))
    return row


def may_see_unplaced(actor: Actor) -> bool:
    """Whether the actor sees incidents at places unknown."""
    return bool(ask(actor, "read", unplaced_thing(None, fire_services())))


def unplaced(actor: Actor) -> QuerySet[Incident]:
    """Open incidents at places unknown that no fire service has taken; Forbidden for others than these."""
    require(actor, "read", unplaced_thing(None, fire_services()))
    found = Incident.objects.filter(building=None, service=None, closed_at=None)
    return found.prefetch_related("alarms").order_by("opened_at")


def happening(actor: Actor) -> Iterable[tuple[str, str]]:
    """Fires that nobody has and lines that fell silent, for the first page."""
    waiting = unplaced(actor).count() if may_see_unplaced(actor) else 0
    if waiting:
        words = ngettext("A fire at a place unknown", "%(number)d fires at places unknown", waiting)
        yield words % {"number": waiting}, reverse("rescue:unplaced")
    for line in silent(actor)[:3]:
        words = _("The alarm line %(account)s of %(building)s is silent")
        address = reverse("rescue:lines", args=[line.building_id])
        yield words % {"account": line.account, "building": line.building.name}, address


def building_with_lines(actor: Actor, building: UUID) -> Building:
    """The building whose lines the actor may see; NotFound for others."""
    row = Building.objects.filter(id=building).first()
    if row is None:
        raise NotFound
    require(actor, "read", line_thing(None, row.owner_id, service_for(row.municipality)))
    return row


def lines(building: Building) -> QuerySet[Line]:
    """The lines of a building."""
    return building.lines.order_by("account")


def silent(actor: Actor) -> QuerySet[Line]:
    """The silent lines of buildings that the actor administers, the longest silent first."""
    found = visible(Line.objects.exclude(silent_since=None), actor, LINE, LINE_FIELDS)
    return found.select_related("building").order_by("silent_since")


def line(actor: Actor, building: UUID, id: UUID) -> Line:
    """One line of a building, for those who may see it."""
    found = lines(building_with_lines(actor, building)).filter(id=id).first()
    if found is None:
        raise NotFound
    return found


def districts() -> QuerySet[District]:
    """Which fire service answers where; for those who run the platform."""
    return District.objects.select_related("service").order_by("municipality")
