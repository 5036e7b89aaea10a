"""A file is sent in, and a job makes it the organisation's next network."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.areas.casework.models import WalkingNetwork, WalkingUpload
from dugnad.areas.casework.rules.walking import walking_thing
from dugnad.areas.casework.walking import importing
from dugnad.areas.casework.walking.words import refusal
from dugnad.engines.walking.osm import Open
from dugnad.engines.walking.reading import Taken, take, take_bytes
from dugnad.engines.walking.values import Unusable
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress, start
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Invalid, NotFound, Problem


def begin(actor: Actor, organisation: UUID, action: str = "read") -> Organisation:
    """The organisation whose networks the actor works with; NotFound for others."""
    require(actor, action, walking_thing(organisation))
    row = Organisation.objects.filter(id=organisation, left_at=None).first()
    if row is None:
        raise NotFound
    return row


@transaction.atomic
def send(*, actor: Actor, organisation: UUID, name: str, content: bytes, valid_from: dt.date) -> JobRun:
    """Take in a file and ask for the job that reads it. Invalid at `file` or `valid_from`."""
    row = begin(actor, organisation, "import")
    if not content:
        raise Invalid(fields={"file": _("Choose a file.")})
    if len(content) > settings.MAX_UPLOAD:
        raise Invalid(fields={"file": too_large(len(content))})
    importing.check_begins(importing.newest(row.id), valid_from)
    waiting = WalkingUpload.objects.create(
        organisation=row, name=name[:160] or "network", content=content, valid_from=valid_from, by_id=actor.person
    )  # fmt: skip
    record("casework.network_sent", actor=actor, thing=walking_thing(row.id), detail={"file": waiting.name})
    return start("casework.read_network", actor=actor, key=waiting.id, upload=str(waiting.id))


def too_large(size: int) -> str:
    """That a file is too large to be sent here."""
    return refusal(Unusable("too_large", bytes=size, most=settings.MAX_UPLOAD))


def read_network(progress: Progress, *, upload: str) -> None:
    """The job: read the file that waits, and take the network in use. Done again it does nothing."""
    waiting = WalkingUpload.objects.filter(id=upload).first()
    if waiting is None:
        return
    progress.say(10, _("Reading %(file)s") % {"file": waiting.name})
    try:
        taken = take_bytes(bytes(waiting.content))
        progress.say(80, _("%(number)s sections") % {"number": len(taken.sections)})
        _keep(waiting, taken)
    except Unusable as wrong:
        waiting.delete()
        raise Invalid(refusal(wrong)) from wrong
    except Problem as wrong:
        waiting.delete()
        raise Invalid(" ".join(map(str, wrong.fields.values())) or wrong.detail) from wrong


@transaction.atomic
def _keep(waiting: WalkingUpload, taken: Taken) -> None:
    importing.store(
        Actor(person=waiting.by_id), waiting.organisation_id, taken.sections,
        name=waiting.name, valid_from=waiting.valid_from, report=taken.report,
    )  # fmt: skip
    waiting.delete()


def import_file(
    *, actor: Actor, organisation: UUID, name: str, opened: Open, size: int, valid_from: dt.date
) -> WalkingNetwork:
    """Read a file at once, as the command line does. Invalid at `file` or `valid_from`; Conflict if nothing is new."""
    row = begin(actor, organisation, "import")
    importing.check_begins(importing.newest(row.id), valid_from)
    try:
        taken = take(opened, size)
    except Unusable as wrong:
        raise Invalid(fields={"file": refusal(wrong)}) from wrong
    return importing.store(
        actor, row.id, taken.sections, name=name, valid_from=valid_from, report=taken.report
    )
