"""Lines that must be heard from time to time: when they were, when they fell silent, why a frame was refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dugnad.areas.rescue.alarms.places import service_for
from dugnad.areas.rescue.models import Line
from dugnad.areas.rescue.rules import line_thing
from dugnad.kernel.access import Actor, Thing
from dugnad.kernel.ledger.services import record

PLATFORM = Actor(operator=True)
# So much later than due may a link test come before its line counts as silent.
GRACE = timedelta(seconds=20)
TOLD_AGAIN = timedelta(minutes=10)


def thing_of_line(line: Line) -> Thing:
    """The line with its building's owner and fire service."""
    return line_thing(line.id, line.building.owner_id, service_for(line.building.municipality))


def heard(line: Line, now: datetime) -> None:
    """Note, in the present transaction, that the line was heard; tells so when it had been silent."""
    Line.objects.filter(id=line.id).update(heard_at=now, silent_since=None)
    if line.silent_since:
        record("rescue.line_heard", actor=PLATFORM, thing=thing_of_line(line))


def find_silent(now: datetime) -> None:
    """Tell of each line that should have been heard by now and was not."""
    # Should our clock have been put back, a line would seem to have been heard in the future.
    Line.objects.filter(heard_at__gt=now + GRACE).update(heard_at=now)
    rows = Line.objects.filter(every__gt=0, silent_since=None).exclude(heard_at=None)
    late = [line.id for line in rows if line.heard_at and now - line.heard_at > _due(line)]
    for line in late:
        _tell_silent(line, now)


def _due(line: Line) -> timedelta:
    return timedelta(seconds=line.every) + GRACE


@transaction.atomic
def _tell_silent(line: UUID, now: datetime) -> None:
    row = Line.objects.select_for_update(of=("self",)).select_related("building").get(id=line)
    if row.silent_since or not row.heard_at or now - row.heard_at <= _due(row):
        return
    Line.objects.filter(id=row.id).update(silent_since=row.heard_at)
    record("rescue.line_silent", actor=PLATFORM, thing=thing_of_line(row))


@transaction.atomic
def refused(account: str, why: str) -> None:
    """Note that a frame of the account was refused; tells so at most once in ten minutes for one reason."""
    now = timezone.now()
    line = Line.objects.select_related("building").filter(account=account).first()
    if line is None:
        return
    again = line.refused == why and line.refused_at and now - line.refused_at < TOLD_AGAIN
    if not again:
        Line.objects.filter(id=line.id).update(refused=why, refused_at=now)
        record("rescue.line_refused", actor=PLATFORM, thing=thing_of_line(line), detail={"why": why})
