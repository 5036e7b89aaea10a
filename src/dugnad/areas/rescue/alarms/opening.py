"""From an alarm to the incident that it opens or joins. Two alarms at once in one building are one incident."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from dugnad.areas.rescue.incidents.saying import Saying, append
from dugnad.areas.rescue.incidents.states import Kind
from dugnad.areas.rescue.models import Alarm, Detector, Incident
from dugnad.areas.rescue.models.alarms import AlarmKind, Channel

OPENS = frozenset({AlarmKind.FIRE, AlarmKind.SMOKE, AlarmKind.MANUAL})
# So many incidents at places unknown are open at most; further ones join one that stands for all.
UNPLACED_AT_MOST = 20
MANY = "#?"
TRIES = 5


@dataclass(frozen=True, slots=True)
class Opened:
    """The incident, locked for the present transaction, and whether the alarm opened it."""

    incident: Incident
    fresh: bool


def open_for(alarm: Alarm, by: UUID | None = None) -> Opened | None:
    """The incident of a new alarm, in the present transaction: joined, or opened if it tells of a fire.

    None when there is nothing to join and it opens none. A drill's alarm finds only exercises, and another
    only what is none. `by`: the person who says so, on whose word alone what is opened rests.
    """
    exercise = alarm.channel == Channel.DRILL
    where = _where(alarm, exercise)
    if alarm.kind not in OPENS:
        found = _joined(where)
        return Opened(found, fresh=False) if found else None
    for _attempt in range(TRIES):
        if found := _joined(where):
            return Opened(found, fresh=False)
        try:
            with transaction.atomic():
                return Opened(_open(alarm, where, by), fresh=True)
        except IntegrityError:
            # Another alarm has opened it just now.
            continue
    raise RuntimeError("an incident was opened and closed again and again")


def _where(alarm: Alarm, exercise: bool) -> dict[str, Any]:
    """What the open incident of an alarm is found by."""
    if alarm.building_id:
        return {"building_id": alarm.building_id, "exercise": exercise}
    somewhere = {"building": None, "service_id": alarm.service_id, "exercise": exercise}
    place = f"#{alarm.account}" if alarm.account else alarm.place
    others = Incident.objects.filter(closed_at=None, **somewhere).exclude(place=place)
    return somewhere | {"place": MANY if others.count() >= UNPLACED_AT_MOST else place}


def _joined(where: dict[str, Any]) -> Incident | None:
    return Incident.objects.select_for_update().filter(closed_at=None, **where).first()


def _open(alarm: Alarm, where: dict[str, Any], by: UUID | None) -> Incident:
    plan = alarm.building.plan_id if alarm.building else None
    fields = {"place": alarm.place, "service_id": alarm.service_id, "plan_id": plan} | where
    # Who starts an exercise sees the people invented for it.
    fields["alone_id"] = None if where["exercise"] else by
    fresh = Incident(id=_id(alarm, where), opened_at=alarm.received_at, **fields)
    fresh.save(force_insert=True)
    return fresh


def _id(alarm: Alarm, where: dict[str, Any]) -> UUID:
    """Where no building tells two incidents to be one, their id does: the same for the same place and turn."""
    if alarm.building_id:
        return uuid4()
    turn = Incident.objects.filter(closed_at__isnull=False, **where).count()
    return uuid5(NAMESPACE_URL, f"{sorted(where.items(), key=str)} {turn}")


def tell(incident: Incident, alarm: Alarm, detector: Detector | None) -> None:
    """Write the alarm into the incident, whose lock the caller holds."""
    value: dict[str, Any] = {
        "alarm": str(alarm.id),
        "kind": alarm.kind,
        "channel": alarm.channel,
        "detector": alarm.detector,
        "label": detector.label if detector else "",
        "place": alarm.place,
    }
    about = alarm.detector or str(alarm.id)
    if alarm.kind in OPENS:
        # Only these say that it burns there.
        value["space"] = detector.space if detector else ""
    else:
        about = f"{alarm.kind} {about}"
    append(incident, [Saying(uuid4(), Kind.ALARM, about[:64], value, timezone.now())], by=None)
