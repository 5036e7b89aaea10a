"""The end of an incident: access to persons ends at once, what was frozen is deleted after the period."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.rescue.incidents.saying import Saying, append
from dugnad.areas.rescue.incidents.states import Kind, Said, fold
from dugnad.areas.rescue.incidents.things import find_incident, thing_of
from dugnad.areas.rescue.models import Assessment, Entry, FrozenPosition, Incident
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Conflict, Invalid

LONGEST = 200


@transaction.atomic
def close(*, actor: Actor, incident: UUID, outcome: str) -> Incident:
    """Close an incident with a word on how it ended. An exercise's people are forgotten at once."""
    row = find_incident(incident, lock=True)
    require(actor, "command", thing_of(row))
    if row.closed_at:
        raise Conflict(_("The incident is closed already."))
    if not 0 < len(outcome.strip()) <= LONGEST:
        raise Invalid(fields={"outcome": _("Say in a line how it ended, for example 'False alarm'.")})
    return end(row, actor=actor, outcome=outcome.strip())


def end(row: Incident, *, actor: Actor, outcome: str) -> Incident:
    """Close an incident whose lock the caller holds, in the present transaction."""
    now = timezone.now()
    said = {"text": outcome, "people": _counts(row)}
    append(row, [Saying(uuid4(), Kind.CLOSED, "", said, now)], by=actor.person)
    row.closed_at, row.outcome, row.people_until = now, outcome, _until(row, now)
    row.save(update_fields=["closed_at", "outcome", "people_until"])
    record("rescue.incident_closed", actor=actor, thing=thing_of(row))
    # Behind the wall, for what is closed is hidden from who closed it.
    with wall.system():
        forget_people(now)
    return row


def _counts(incident: Incident) -> dict[str, int]:
    """How many people were in which state in the end; kept when it is forgotten who they were."""
    fields = ("id", "number", "at", "said_at", "by", "kind", "about", "value")
    rows = incident.entries.filter(kind=Kind.PERSON).exclude(about="").values_list(*fields)
    newest = fold(Said(*row) for row in rows).all(Kind.PERSON)
    return dict(Counter(str(said.value.get("state")) for said in newest.values()))


def _until(incident: Incident, now: datetime) -> datetime:
    return now if incident.exercise else now + timedelta(days=settings.RESCUE_KEEP_DAYS)


def forget_people(now: datetime) -> None:
    """Delete what tells of persons in incidents whose period is over.

    Counts stay in the after-action report; who it was does not.
    """
    over = Incident.objects.filter(people_until__lte=now)
    Entry.objects.filter(incident__in=over, kind=Kind.PERSON).exclude(about="").update(about="")
    _unlink_teams(over)
    # Notes are free words and may name somebody; those of exercises are about invented people.
    Entry.objects.filter(incident__in=over.filter(exercise=False), kind=Kind.NOTE).update(value={})
    FrozenPosition.objects.filter(incident__in=over).delete()
    Assessment.objects.filter(incident__in=over).delete()


def _unlink_teams(over: QuerySet[Incident]) -> None:
    """Teams were with somebody; with whom is forgotten."""
    rows = list(Entry.objects.filter(incident__in=over, kind=Kind.TEAM, value__has_key="person"))
    for row in rows:
        del row.value["person"]
    Entry.objects.bulk_update(rows, ["value"], batch_size=200)
