"""Alarms by HTTP, CAP 1.2 and MQTT: what they say is judged, then taken in like any other."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.module_loading import import_string
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

from dugnad.areas.rescue.alarms.places import service_for
from dugnad.areas.rescue.alarms.receiving import Incoming, Taken, receive
from dugnad.areas.rescue.models import Building
from dugnad.areas.rescue.models.alarms import AlarmKind, Channel
from dugnad.areas.rescue.rules import alarm_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.problems import Invalid, NotFound

log = logging.getLogger(__name__)
LONGEST = {"detector": 40, "group": 8, "place": 200, "id": 120}
LARGEST = 64 * 1024
TOPIC = "dugnad/+/alarms"
# From the word of CAP's message and status to ours.
CANCELLED, ALERTS, TESTS = "Cancel", ("Alert", "Update", "Cancel"), ("Test", "System")


class CapAlert(Protocol):
    """What `settings.CAP` reads from a message."""

    identifier: str
    sender: str
    sent: datetime
    status: str
    kind: str
    fire: bool
    event: str
    headline: str
    area: str
    parameters: dict[str, str]
    geocodes: dict[str, str]


def by_http(*, actor: Actor, said: dict[str, Any]) -> Taken:
    """Take in an alarm that another system tells, for a building or a municipality.

    NotFound for a building or municipality that the actor may not send alarms for; Invalid at the field.
    """
    where = _place(actor, said.get("building"), str(said.get("municipality") or ""))
    key = str(said.get("id") or "")
    message = Incoming(
        channel=Channel.HTTP,
        key=f"{actor.person} {key}" if key else _canonical(said),
        once=bool(key),
        by=actor,
        **_told(said),
        **where,
    )
    return receive(message)[0]


def by_mqtt(topic: str, payload: bytes) -> None:
    """Take in an alarm of the broker, `dugnad/<building>/alarms`; what cannot be read is left and logged.

    Who may publish there is for the broker to say.
    """
    try:
        building = UUID(topic.split("/")[1])
        said = json.loads(payload) if len(payload) <= LARGEST else None
        if not isinstance(said, dict) or not Building.objects.filter(id=building).exists():
            raise ValueError("not an alarm of a building")
        told = _told(said)
    except (ValueError, IndexError, RecursionError, Invalid) as fault:
        log.warning("an alarm by MQTT could not be read: %s", type(fault).__name__)
        return
    key = str(said.get("id") or "")
    same = f"{building} {key}" if key else _canonical({**said, "building": str(building)})
    receive(Incoming(channel=Channel.MQTT, building=building, key=same, once=bool(key), **told))


def by_cap(*, actor: Actor, content: bytes) -> Taken:
    """Take in a CAP 1.2 message about a building (parameter 'building') or a municipality (geocode).

    Invalid when it cannot be read or tells of nothing; NotFound as in `by_http`.
    """
    try:
        alert: CapAlert = import_string(f"{settings.CAP}.read")(content)
    except ValueError as fault:
        raise Invalid(
            fields={"body": _("This is not a CAP 1.2 message: %(why)s.") % {"why": fault}}
        ) from fault
    if alert.kind not in ALERTS or alert.status == "Draft":
        raise Invalid(fields={"body": _("Only alerts, updates and cancellations are taken in.")})
    municipality = alert.geocodes.get("municipality") or alert.geocodes.get("kommunenummer", "")
    where = _place(actor, alert.parameters.get("building"), municipality)
    return receive(replace(_of_alert(alert, where), by=actor))[0]


def _of_alert(alert: CapAlert, where: dict[str, Any]) -> Incoming:
    exercise = alert.status == "Exercise"
    return Incoming(
        channel=Channel.DRILL if exercise else Channel.CAP,
        key=f"{alert.sender} {alert.identifier} {alert.sent.isoformat()}",
        once=True,
        kind=_kind_of(alert),
        detector=alert.parameters.get("detector", "")[: LONGEST["detector"]],
        place=(alert.area or alert.headline)[: LONGEST["place"]],
        sent_at=alert.sent,
        content={"event": alert.event[:200], "headline": alert.headline[:200], "sender": alert.sender[:200]},
        **where,
    )


def _kind_of(alert: CapAlert) -> str:
    if alert.status in TESTS:
        return AlarmKind.TEST
    if alert.kind == CANCELLED:
        return AlarmKind.RESTORE
    return AlarmKind.FIRE if alert.fire else AlarmKind.OTHER


def _place(actor: Actor, building: object, municipality: str) -> dict[str, Any]:
    """Where the alarm is, when the actor may tell of it."""
    if building:
        row = Building.objects.filter(id=_uuid(building)).first()
        if row is None:
            raise NotFound
        require(actor, "send", alarm_thing(None, row.owner_id, service_for(row.municipality)))
        return {"building": row.id}
    service = service_for(municipality) if municipality else None
    if not municipality:
        raise Invalid(fields={"building": _("Say which building, or which municipality.")})
    require(actor, "send", alarm_thing(None, None, service))
    return {"municipality": municipality}


def _uuid(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError as fault:
        raise Invalid(fields={"building": _("This is not the id of a building.")}) from fault


def _told(said: dict[str, Any]) -> dict[str, Any]:
    """The fields of an alarm in JSON; Invalid at the first that cannot be used."""
    kind = said.get("kind")
    if kind not in AlarmKind.values:
        raise Invalid(
            fields={"kind": _("Choose one of: %(kinds)s.") % {"kinds": ", ".join(AlarmKind.values)}}
        )
    for name, longest in LONGEST.items():
        text = said.get(name) or ""
        if not isinstance(text, str | int) or len(str(text)) > longest or not str(text).isprintable():
            raise Invalid(fields={name: _("Use at most %(number)s characters.") % {"number": longest}})
    return {
        "kind": kind,
        "detector": str(said.get("detector") or ""),
        "group": str(said.get("group") or ""),
        "place": str(said.get("place") or ""),
        "sent_at": _moment(said.get("sent_at")),
    }


def _moment(text: object) -> datetime | None:
    if text is None:
        return None
    try:
        moment = text if isinstance(text, datetime) else parse_datetime(str(text))
    except ValueError:
        moment = None
    if moment is None or not is_aware(moment):
        raise Invalid(fields={"sent_at": _("Write the time as 2026-11-21T12:00:00+01:00.")})
    return moment


def _canonical(said: dict[str, Any]) -> str:
    text = json.dumps(said, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
