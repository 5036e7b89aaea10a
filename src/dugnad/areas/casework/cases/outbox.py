"""Letters on their way: sealed, handed to the post at least once, with its receipt; tried again until it is taken."""

from __future__ import annotations

import datetime as dt
import logging
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dugnad.areas.casework.cases.entries import tell
from dugnad.areas.casework.cases.printing import sealed
from dugnad.areas.casework.models import Case, Letter
from dugnad.areas.casework.ports import Receipt, post
from dugnad.engines.pades.errors import PadesError
from dugnad.engines.typesetting import TypesettingError

log = logging.getLogger(__name__)
FIRST, LONGEST = dt.timedelta(minutes=1), dt.timedelta(hours=6)
AT_ONCE = 20


def send_waiting(now: dt.datetime) -> None:
    """Every letter whose time has come; each by itself, so that one that fails keeps no other."""
    rows = Letter.objects.filter(sent_at=None, next_at__lte=now).order_by("next_at")
    for letter in list(rows.values_list("id", flat=True)[:AT_ONCE]):
        send(letter)


def send(letter: UUID) -> bool:
    """One letter, unless it is held; True when the post took it. The seal is set once, before the first try."""
    row = Letter.objects.select_related("case__organisation").get(id=letter)
    if row.sent_at is not None or row.next_at is None:
        return row.sent_at is not None
    try:
        _seal(row)
        to = row.to or row.case.applicant_name
        receipt = post().send(key=str(row.id), to=to, title=row.title, pdf=bytes(row.pdf or b""))
    except (OSError, PadesError, TypesettingError, ValueError) as wrong:
        _later(row, type(wrong).__name__)
        return False
    _taken(row, receipt)
    return True


def hold(case: Case) -> None:
    """Keep what was decided from going out, while the case is open because nobody was told of it."""
    case.letters.filter(decision__isnull=False, sent_at=None).update(next_at=None)


def release(case: Case) -> None:
    """Let the letters go out that were held."""
    case.letters.filter(sent_at=None, next_at=None).update(next_at=timezone.now())


def _seal(row: Letter) -> None:
    if row.pdf is None:
        now = timezone.now()
        row.pdf, row.signed_at = sealed(row, now), now
        row.save(update_fields=["pdf", "signed_at"])


def _later(row: Letter, fault: str) -> None:
    log.warning("letter %s is tried again: %s", row.id, fault, exc_info=True)
    wait = min(FIRST * 2 ** min(row.attempts, 10), LONGEST)
    row.attempts, row.next_at, row.fault = row.attempts + 1, timezone.now() + wait, fault[:200]
    row.save(update_fields=["attempts", "next_at", "fault"])


@transaction.atomic
def _taken(row: Letter, receipt: Receipt) -> None:
    held = Letter.objects.select_for_update().get(id=row.id)
    if held.sent_at is not None:
        return
    held.sent_at, held.received_at, held.receipt = timezone.now(), receipt.at, receipt.id[:100]
    held.attempts, held.next_at, held.fault = held.attempts + 1, None, ""
    held.save(update_fields=["sent_at", "received_at", "receipt", "attempts", "next_at", "fault"])
    tell(row.case, "case_letter_sent", says=receipt.id)
