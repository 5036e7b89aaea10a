"""Asking for one's data, having it erased, and letting go what is past its time."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas.manifest import PersonalData
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.models import ENDED, JobRun
from dugnad.kernel.jobs.selectors import jobs
from dugnad.kernel.jobs.services import Progress, start
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Invalid, NotFound
from dugnad.kernel.rights.exporting import build_zip
from dugnad.kernel.rights.holdings import held, in_order_of_erasure
from dugnad.kernel.rights.rules import RETENTION_THING, own_data

EXPORT = "rights.export"
PLATFORM = Actor(operator=True)
log = logging.getLogger(__name__)


@transaction.atomic
def ask_export(*, actor: Actor) -> JobRun:
    """Start a job that gathers all that is stored about the actor; the one that runs already, if one does."""
    person = _own(actor)
    require(actor, "export", own_data(person))
    running = jobs(actor, EXPORT).exclude(state__in=ENDED).first()
    if running:
        return running
    record("rights.export_asked", actor=actor, thing=own_data(person))
    return start(EXPORT, actor=actor, person=str(person))


def export_job(progress: Progress, person: str) -> None:
    """The job: make the ZIP and keep it for the person."""
    content = build_zip(UUID(person), progress.say)
    progress.hand_over(f"dugnad-{timezone.localdate().isoformat()}.zip", content)


@transaction.atomic
def export_for(*, actor: Actor, person: UUID) -> bytes:
    """The ZIP at once, for one who runs the platform and was asked for it in another way."""
    require(actor, "export", own_data(person))
    content = build_zip(person)
    record("rights.exported", actor=actor, thing=own_data(person))
    return content


def confirmation(person: Person) -> str:
    """What a person types to confirm that everything is to be erased."""
    return person.email or person.name


def erase(*, actor: Actor, typed: str) -> dict[str, int]:
    """Erase all that may be erased about the actor, at once and for good; rows touched, by class.

    Invalid at `typed` unless it is the person's `confirmation`. All of it happens, or nothing.
    """
    person = Person.objects.filter(id=_own(actor), erased_at=None).first()
    if person is None:
        raise NotFound
    require(actor, "erase", own_data(person.id))
    if typed.strip().casefold() != confirmation(person).casefold():
        raise Invalid(fields={"typed": _("Type %(word)s, exactly so.") % {"word": confirmation(person)}})
    with wall.system(), transaction.atomic():
        record("rights.erased", actor=actor, thing=own_data(person.id))
        return {one.name: one.data.erase(person.id) for one in in_order_of_erasure()}


def _own(actor: Actor) -> UUID:
    if actor.person is None:
        raise NotFound
    return actor.person


def expire(now: datetime) -> None:
    """Delete what is past its time, class by class, and record how much."""
    counts = {one.name: _expire(one.data, now) for one in held()}
    deleted = {name: count for name, count in counts.items() if count}
    if deleted:
        with transaction.atomic():
            record("rights.expired", actor=PLATFORM, thing=RETENTION_THING, detail=deleted)


def _expire(data: PersonalData, now: datetime) -> int:
    """A class that fails does not keep the others."""
    if data.expire is None:
        return 0
    try:
        with transaction.atomic():
            return data.expire(now)
    except Exception:
        log.exception("what is past its time could not be deleted: %s", data.name)
        return 0
