"""Takes alarms in: on the disk, with their incident and their entry in the log, before anyone is told so."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from dugnad.areas.rescue.alarms.opening import OPENS, Opened, open_for, tell
from dugnad.areas.rescue.alarms.places import detector_at, fire_services, line_of, service_for
from dugnad.areas.rescue.alarms.supervision import heard
from dugnad.areas.rescue.incidents.backing import back
from dugnad.areas.rescue.incidents.things import thing_of
from dugnad.areas.rescue.models import Alarm, Building, Detector, Incident, Line
from dugnad.areas.rescue.rules import alarm_thing
from dugnad.kernel.access import Actor, Thing
from dugnad.kernel.ledger.services import record
from dugnad.kernel.ledger.storage import wait_for_the_disk

PLATFORM = Actor(operator=True)
# A message that comes again within one or two of these is the same one, sent again; later it is a new one.
PERIOD = 600


@dataclass(frozen=True, slots=True)
class Incoming:
    """An alarm as some channel understood it.

    `key` is the same for every repetition of one message; with `once` it is never used for another one.
    `by`: who sent it, where the channel knows; the log tells. `building` or `municipality` when the channel
    knows them; else the line of `account` tells.
    """

    channel: str
    key: str
    kind: str
    account: str = ""
    detector: str = ""
    group: str = ""
    place: str = ""
    sent_at: datetime | None = None
    building: UUID | None = None
    municipality: str = ""
    once: bool = False
    by: Actor = PLATFORM
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """The alarm as it is stored; `repeated` when it was there already."""

    alarm: Alarm
    repeated: bool


def receive(*messages: Incoming) -> list[Taken]:
    """Take in alarms that came together, in one transaction that would survive a loss of power when this returns.

    Each is stored, told in the log and joined to its incident, or counted with the one that it repeats.
    """
    wait_for_the_disk()
    try:
        return _receive(messages)
    except IntegrityError:
        # The same message came in by two ways at once; now the other one can be seen.
        return _receive(messages)


@transaction.atomic
def _receive(messages: Sequence[Incoming]) -> list[Taken]:
    return [_take(message, timezone.now()) for message in messages]


def _take(message: Incoming, now: datetime) -> Taken:
    line = line_of(message.account)
    if line:
        heard(line, now)
    before, digest = _before(message, now)
    if before:
        Alarm.objects.filter(id=before.id).update(repeated=F("repeated") + 1)
        _backed(before, message.by)
        return Taken(before, repeated=True)
    return Taken(_store(message, digest, line, now), repeated=False)


def _backed(alarm: Alarm, by: Actor) -> None:
    """Another person who says the same of a fire that still burns does not only repeat it."""
    if by.person and alarm.incident_id and alarm.kind in OPENS:
        incident = Incident.objects.select_for_update().filter(id=alarm.incident_id, closed_at=None).first()
        if incident:
            back(incident, by)


def _before(message: Incoming, now: datetime) -> tuple[Alarm | None, str]:
    """The alarm that the message repeats, if it does, and what it is stored under if it does not."""
    digests = _digests(message, now)
    digest = digests[0]
    stored = Alarm.objects.select_related("incident")
    before = stored.filter(digest__in=digests).order_by("-received_at").first()
    while before and _another(before, message):
        digest = _sha256(f"{before.digest} anew")
        before = stored.filter(digest=digest).first()
    return before, digest


def _another(before: Alarm, message: Incoming) -> bool:
    """Whether what looks like a repetition must be heard anew: the fire was declared over since.

    With the same time in it, it is the same message after all.
    """
    over = before.kind in OPENS and before.incident is not None and before.incident.closed_at is not None
    same_time = message.sent_at is not None and message.sent_at == before.sent_at
    return over and not message.once and not same_time


def _digests(message: Incoming, now: datetime) -> list[str]:
    """What the message is stored under now, and what its repetition may have been stored under."""
    if message.once:
        return [_sha256(f"{message.channel} {message.key}")]
    period = int(now.timestamp()) // PERIOD
    return [_sha256(f"{message.channel} {message.key} {one}") for one in (period, period - 1)]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _store(message: Incoming, digest: str, line: Line | None, now: datetime) -> Alarm:
    building = _building(message, line)
    detector = detector_at(building, message.detector, message.group) if building else None
    address = message.detector if detector is None else detector.address
    in_test = bool(line and line.testing_until and line.testing_until > now)
    alarm = Alarm(
        channel=message.channel,
        digest=digest,
        received_at=now,
        sent_at=message.sent_at,
        kind=message.kind,
        account=message.account,
        detector=_clean(address, 40),
        place=_clean(message.place or (detector.label if detector else ""), 200),
        building=building,
        service_id=service_for(building.municipality if building else message.municipality),
        content={**message.content, "group": message.group, "in_test": in_test},
    )
    opened = None if in_test else open_for(alarm, message.by.person)
    alarm.incident = opened.incident if opened else None
    alarm.save(force_insert=True)
    if opened:
        # The log asks for its owner; it is at hand.
        opened.incident.building = building
        tell(opened.incident, alarm, detector)
    _record(alarm, opened, detector, message.by)
    if opened and alarm.kind in OPENS:
        back(opened.incident, message.by)
    return alarm


def _clean(text: str, longest: int) -> str:
    return "".join(char for char in text if char.isprintable())[:longest]


def _building(message: Incoming, line: Line | None) -> Building | None:
    if message.building:
        return Building.objects.filter(id=message.building).first()
    return line.building if line else None


def _record(alarm: Alarm, opened: Opened | None, detector: Detector | None, by: Actor) -> None:
    detail = {"kind": alarm.kind, "channel": alarm.channel, "detector": alarm.detector}
    if detector:
        detail["space"] = detector.space
    name = "rescue.incident_opened" if opened and opened.fresh else "rescue.alarm_received"
    nobodys = alarm.building_id is None and alarm.service_id is None
    record(
        name,
        actor=by,
        thing=thing_of(opened.incident) if opened else thing_of_alarm(alarm),
        concerns=fire_services() if nobodys else (),
        detail=detail,
    )


def thing_of_alarm(alarm: Alarm) -> Thing:
    """The alarm with its building's owner and the fire service that answers."""
    owner = alarm.building.owner_id if alarm.building else None
    return alarm_thing(alarm.id, owner, alarm.service_id)
