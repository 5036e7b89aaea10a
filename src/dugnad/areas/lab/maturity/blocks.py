"""The blocks that averages are made of, as they are stored; the rules are in `comparing`."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from dugnad.areas.lab.maturity.comparing import LIFE, Average, Cell, Own, Summed, Waiting, average, closable
from dugnad.areas.lab.maturity.content import group_of
from dugnad.areas.lab.models import Assessment, Block
from dugnad.areas.lab.models.maturity import EditionName
from dugnad.kernel.access import wall


def cell_of(row: Assessment) -> Cell:
    """What the organisation has in common with others, as it is now."""
    return Cell(row.test, row.organisation.kind, group_of(row.sector), row.size)


def average_for(row: Assessment) -> Average | None:
    """The average of organisations like the one of this round, its own score taken out; None where too few answered."""
    at = timezone.now()
    counted = Assessment.objects.filter(
        organisation=row.organisation_id, test=row.test, block__closed_at__gt=at - LIFE
    )
    mine = counted.first()
    own = Own(mine.block_id, tuple(mine.scores)) if mine and mine.block_id and mine.scores else None
    return average(cell_of(row), _living(row.test, at), own)


def close_around(row: Assessment) -> None:
    """Close a block around a round that was just finished, if enough others wait; within its transaction."""
    with wall.system():
        at = timezone.now()
        rows = {one.id: one for one in _waiting(row.test, at)}
        waiting = [Waiting(one.id, cell_of(one)) for one in rows.values()]
        found = closable(cell_of(row), waiting, _living(row.test, at))
        if found:
            _close(found[0], [rows[one.assessment] for one in found[1]])


@transaction.atomic
def close_waiting(now: datetime) -> None:
    """The schedule: what waits is gathered once more, as when older blocks have become too old to count."""
    for test in EditionName.values:
        for row in _waiting(test, now):
            row.refresh_from_db(fields=["block"])
            if row.block_id is None:
                close_around(row)


def _living(test: str, at: datetime) -> list[Summed]:
    rows = Block.objects.filter(test=test, closed_at__gt=at - LIFE)
    return [_summed(row) for row in rows.order_by("closed_at", "id")]


def _summed(row: Block) -> Summed:
    return Summed(row.id, Cell(row.test, row.kind, row.group, row.size), row.organisations, tuple(row.sums))


def _waiting(test: str, at: datetime) -> list[Assessment]:
    """The latest complete round of each member whose older ones are in no block that still counts; locked."""
    found = _may_count(test, at).select_for_update(of=("self",)).select_related("organisation")
    latest = {row.organisation_id: row for row in found.order_by("number", "id")}
    return list(latest.values())


def _may_count(test: str, at: datetime) -> QuerySet[Assessment]:
    rows = Assessment.objects.filter(test=test)
    counted = rows.filter(block__closed_at__gt=at - LIFE).values("organisation")
    fresh = rows.filter(complete=True, block=None, finished_at__gt=at - LIFE, organisation__left_at=None)
    return fresh.exclude(organisation__in=counted)


def _close(cell: Cell, rows: list[Assessment]) -> None:
    sums = [sum(column) for column in zip(*(row.scores for row in rows), strict=True)]
    block = Block.objects.create(
        test=cell.test, kind=cell.kind, group=cell.group, size=cell.size, organisations=len(rows), sums=sums
    )
    Assessment.objects.filter(id__in=[row.id for row in rows]).update(block=block)
