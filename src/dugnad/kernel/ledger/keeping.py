"""Checkpoints outside the database: the last one in the worker's own folder, and thinning out the old ones.

Whoever can write in the database can cut the log back to an earlier checkpoint unseen, unless a later one is
kept elsewhere.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Max
from django.db.models.functions import TruncDay, TruncHour

from dugnad.kernel.ledger.models import Checkpoint

HOURLY_AFTER = timedelta(hours=1)
DAILY_AFTER = timedelta(days=30)


def kept_file() -> Path:
    """Where the worker keeps the last checkpoint it signed."""
    return Path(settings.HOME) / "checkpoint.txt"


def keep(note: str) -> None:
    """Keep a signed checkpoint beside the database."""
    file = kept_file()
    draft = file.with_suffix(f".{os.getpid()}")
    draft.write_text(note)
    draft.replace(file)


def kept() -> str | None:
    """The checkpoint that was kept last, if there is one."""
    file = kept_file()
    return file.read_text() if file.exists() else None


def thin_out(now: datetime) -> int:
    """Of checkpoints over an hour old keep the last of each hour, over 30 days the last of each day.

    A checkpoint that was deleted stays provable: the tree still has every earlier state in it.
    """
    return _thin(TruncHour("at"), now - HOURLY_AFTER) + _thin(TruncDay("at"), now - DAILY_AFTER)


def _thin(period: TruncHour | TruncDay, before: datetime) -> int:
    old = Checkpoint.objects.filter(at__lt=before)
    last = old.annotate(period=period).values("period").annotate(last=Max("size")).values("last")
    return old.exclude(size__in=list(last.values_list("last", flat=True))).delete()[0]
