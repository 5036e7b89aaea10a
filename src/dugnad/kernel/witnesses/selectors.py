"""Reads: who witnesses the log and how far, which everyone may know, and whether all of it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from dugnad.engines.merkle import CheckpointError, parse, verify
from dugnad.engines.merkle.cosignature import read_witness_line, witnessed_at
from dugnad.kernel.ledger.findings import Flaw, Found
from dugnad.kernel.ledger.keys import public_keys
from dugnad.kernel.witnesses.models import Cosignature, Witness
from dugnad.kernel.witnesses.services import of_this_log


@dataclass(frozen=True, slots=True)
class Watching:
    """A witness, and the largest log that it has cosigned; `size` and `at` are None before the first."""

    id: UUID
    organisation: UUID
    organisation_name: str
    key: str
    size: int | None
    at: datetime | None


def watching() -> list[Watching]:
    """The present witnesses, those that have been so for longest first; in one query."""
    last = Cosignature.objects.filter(witness=OuterRef("id")).order_by("-size")
    rows = Witness.objects.filter(removed_at=None).select_related("organisation")
    rows = rows.annotate(size=Subquery(last.values("size")[:1]), at=Subquery(last.values("at")[:1]))
    return [
        Watching(row.id, row.organisation_id, row.organisation.name, row.key, row.size, row.at)
        for row in rows
    ]


def flaws() -> Iterator[Found]:
    """A finding for each cosignature that was altered, or that is of another log than this."""
    keys = public_keys()
    for row in Cosignature.objects.select_related("witness").order_by("size", "id").iterator():
        try:
            verify(row.note, keys)
            witnessed_at(row.note, *read_witness_line(row.witness.key))
            told = parse(row.note)
        except CheckpointError:
            yield Found(Flaw.COSIGNATURE_ALTERED, row.size)
            continue
        if told.size != row.size:
            yield Found(Flaw.COSIGNATURE_ALTERED, row.size)
        elif not of_this_log(told.size, told.root):
            yield Found(Flaw.COSIGNED_DIFFERS, row.size)
