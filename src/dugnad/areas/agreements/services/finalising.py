"""The document time stamp that closes a signed document. It may be tried any number of times and is made once."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dugnad.areas.agreements.models import Document, RoundState, SigningRound
from dugnad.areas.agreements.ports import signing
from dugnad.areas.agreements.services.effects import PLATFORM
from dugnad.areas.agreements.services.rows import thing_of
from dugnad.engines.pades.errors import PadesError
from dugnad.kernel.jobs.services import Progress
from dugnad.kernel.ledger.services import record

log = logging.getLogger(__name__)


def finalise(*, round: UUID) -> bool:
    """Stamp the document that all have signed; False if that was done before. Raises `PadesError`."""
    current = SigningRound.objects.select_related("agreement").get(id=round)
    if current.state != RoundState.SIGNED or current.finalised_at:
        return False
    document = Document.objects.get(round=round)
    pdf = signing().finalise(bytes(document.pdf), at=timezone.now())
    with transaction.atomic():
        fresh = Document.objects.filter(round=round, version=document.version)
        if not fresh.update(pdf=pdf, version=document.version + 1):
            return False
        SigningRound.objects.filter(id=round).update(finalised_at=timezone.now())
        record("agreements.finalised", actor=PLATFORM, thing=thing_of(current.agreement))
    return True


def finalise_job(progress: Progress, round: str) -> None:
    """The same as a job, started with the last signature."""
    finalise(round=UUID(round))


def finalise_waiting(now: datetime) -> None:
    """Finish what a job could not, for example because the time-stamp authority was away."""
    waiting = SigningRound.objects.filter(state=RoundState.SIGNED, finalised_at=None).values_list(
        "id", flat=True
    )
    for round in waiting.order_by("closed_at")[:20]:
        try:
            finalise(round=round)
        except PadesError:
            log.warning("the document of round %s could not be time-stamped yet", round, exc_info=True)
