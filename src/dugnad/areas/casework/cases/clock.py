"""What time brings: a register asked again, a preliminary reply after a month."""

from __future__ import annotations

import datetime as dt
import logging
from uuid import UUID

from django.db import transaction

from dugnad.areas.casework.cases.applying import locked
from dugnad.areas.casework.cases.deciding import proceed
from dugnad.areas.casework.cases.entries import tell
from dugnad.areas.casework.cases.letters import preliminary
from dugnad.areas.casework.cases.selectors import QUEUE
from dugnad.areas.casework.models import Case
from dugnad.areas.casework.models.cases import CaseState

log = logging.getLogger(__name__)
MONTH = dt.timedelta(days=30)
AT_ONCE = 100


def ask_again(now: dt.datetime) -> None:
    """Cases that wait for a register: it is asked once more, those that waited longest first."""
    rows = Case.objects.filter(state=CaseState.WAITING).order_by("tried_at")
    for case in list(rows.values_list("id", flat=True)[:AT_ONCE]):
        try:
            _once_more(case)
        except Exception:
            log.exception("case %s could not be tried again", case)


@transaction.atomic
def _once_more(case: UUID) -> None:
    row = locked(case)
    if row.state == CaseState.WAITING:
        proceed(row)


def reply(now: dt.datetime) -> None:
    """A preliminary reply in every case that has waited a month (forvaltningsloven § 11 a), once."""
    rows = Case.objects.filter(
        state__in=QUEUE, preliminary_at=None, decided_at=None, applied_at__lte=now - MONTH
    )
    for case in list(rows.values_list("id", flat=True)):
        _reply(case, now)


@transaction.atomic
def _reply(case: UUID, now: dt.datetime) -> None:
    row = locked(case)
    if row.preliminary_at is None and row.decided_at is None and row.state in QUEUE:
        row.preliminary_at = now
        row.save(update_fields=["preliminary_at"])
        preliminary(row)
        tell(row, "case_preliminary")
