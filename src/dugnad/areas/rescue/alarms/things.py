"""How the house finds incidents, alarms and lines by id, and what they are called."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.alarms.places import fire_services
from dugnad.areas.rescue.incidents.things import thing_of
from dugnad.areas.rescue.models import Alarm, District, Incident, Line
from dugnad.areas.rescue.rules import (
    ALARM,
    DISTRICT,
    INCIDENT,
    LINE,
    UNPLACED,
    alarm_thing,
    district_thing,
    line_thing,
    unplaced_thing,
)
from dugnad.kernel.areas.manifest import Found, ThingKind


def title_of(incident: Incident) -> str:
    """What an incident is called: its building, else what is known of the place."""
    return incident.building.name if incident.building else incident.place


def find_incidents(ids: Collection[UUID]) -> Iterable[Found]:
    for row in Incident.objects.filter(id__in=ids).select_related("building"):
        yield Found(thing_of(row), title_of(row), reverse("rescue:incident", args=[row.id]))


def find_unplaced(ids: Collection[UUID]) -> Iterable[Found]:
    services = fire_services()
    for row in Incident.objects.filter(id__in=ids, building=None):
        yield Found(unplaced_thing(row.id, services), row.place, reverse("rescue:unplaced"))


def find_alarms(ids: Collection[UUID]) -> Iterable[Found]:
    for row in Alarm.objects.filter(id__in=ids).select_related("building"):
        owner = row.building.owner_id if row.building else None
        title = f"{row.building.name if row.building else row.place or row.account}: {row.get_kind_display()}"
        yield Found(alarm_thing(row.id, owner, row.service_id), title, reverse("rescue:alarm", args=[row.id]))


def find_lines(ids: Collection[UUID]) -> Iterable[Found]:
    services = _services()
    for row in Line.objects.filter(id__in=ids).select_related("building"):
        thing = line_thing(row.id, row.building.owner_id, services.get(row.building.municipality))
        address = reverse("rescue:lines", args=[row.building_id])
        yield Found(thing, f"{row.building.name}: {row.account}", address)


def find_districts(ids: Collection[UUID]) -> Iterable[Found]:
    for row in District.objects.filter(id__in=ids).select_related("service"):
        title = f"{row.service.name}: {row.municipality}"
        yield Found(district_thing(row.id, row.service_id), title, reverse("rescue:districts"))


def _services() -> Mapping[str, UUID]:
    return dict(District.objects.values_list("municipality", "service_id"))


THINGS = (
    ThingKind(
        INCIDENT,
        _("Incident"),
        find_incidents,
        {"read": _("See the incident"), "command": _("Lead the incident")},
    ),
    ThingKind(
        UNPLACED,
        _("Incident at a place unknown"),
        find_unplaced,
        {"read": _("See the incident"), "take": _("Take the incident")},
    ),
    ThingKind(ALARM, _("Alarm"), find_alarms, {"read": _("See the alarm"), "send": _("Send alarms")}),
    ThingKind(LINE, _("Alarm line"), find_lines, {"read": _("See the line"), "change": _("Change the line")}),
    ThingKind(
        DISTRICT,
        _("Fire service of a municipality"),
        find_districts,
        {"read": _("See who answers there"), "change": _("Change who answers there")},
    ),
)
