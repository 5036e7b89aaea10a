"""Checks of what is derived from entries or committed to by them: details, whom they concern, upper tiles."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from django.db import connection

from dugnad.engines.merkle.tiles import TILE_BYTES, TILE_WIDTH, tile_root
from dugnad.kernel.ledger import storage
from dugnad.kernel.ledger.entry import commitment
from dugnad.kernel.ledger.findings import Flaw, Found
from dugnad.kernel.ledger.models import Tile

_HOLDS = {
    "sqlite": "instr(e.concerns, c.ref) > 0",
    "postgresql": "strpos(e.concerns, replace(c.ref::text, '-', '')) > 0",
}
_JOINED = "ledger_concern c JOIN ledger_event e ON e.id = c.event_id"
_REFS = "(length(concerns) + 1) / 33"


def flaws() -> list[Found]:
    """The first detail and the first index entry that do not fit their entries."""
    found = [(Flaw.DETAIL_ALTERED, first_altered_detail()), (Flaw.CONCERNS_ALTERED, first_altered_concern())]
    return [Found(flaw, index) for flaw, index in found if index is not None]


def first_altered_detail() -> int | None:
    """The first sealed entry whose detail is not the one it commits to. A deleted detail is no fault."""
    sql = (
        'SELECT e."index", e.commitment, d.salt, d.body FROM ledger_detail d'
        ' JOIN ledger_event e ON e.id = d.event_id WHERE e."index" IS NOT NULL'
    )
    wrong: list[int] = []
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(storage.READ_AT_ONCE):
            wrong += [index for index, told, salt, body in rows if commitment(bytes(salt), body) != told]
    return min(wrong, default=None)


def first_altered_concern() -> int | None:
    """The first entry that the index of concerns tells wrongly; None when it tells all of them rightly.

    Rows are unique, so equal counts of rows, of fitting rows and of ids in entries mean equality.
    """
    holds = _HOLDS[connection.vendor]
    rows = storage.number("SELECT count(*) FROM ledger_concern")
    fitting = storage.number(f"SELECT count(*) FROM {_JOINED} WHERE {holds}")  # noqa: S608
    refs = storage.number(f"SELECT sum({_REFS}) FROM ledger_event")  # noqa: S608
    if rows == fitting == refs:
        return None
    return storage.number(
        'SELECT coalesce("index", 0) FROM ledger_event LEFT JOIN (SELECT c.event_id, count(*) AS rows_,'  # noqa: S608
        f" sum(CASE WHEN {holds} THEN 1 ELSE 0 END) AS fitting FROM {_JOINED} GROUP BY c.event_id) AS told"
        f" ON told.event_id = id WHERE coalesce(rows_, 0) <> {_REFS} OR coalesce(fitting, 0) <> {_REFS}"
        ' ORDER BY "index" LIMIT 1'
    )


def first_wrong_tile() -> tuple[int, int] | None:
    """Level and index of the first wrong tile above level 0, level 0 being right; None when all are right."""
    kept = {(tile.level, tile.index): bytes(tile.hashes) for tile in Tile.objects.filter(level__gt=0)}
    right = _upper_tiles(storage.level_zero())
    wrong = [place for place in kept.keys() | right.keys() if kept.get(place) != right.get(place)]
    return min(wrong, default=None)


def _upper_tiles(below: Iterable[bytes]) -> dict[tuple[int, int], bytes]:
    """All tiles above level 0, by level and index."""
    tiles: dict[tuple[int, int], bytes] = {}
    for level in count(1):
        row = [tile_root(tile) for tile in below if len(tile) == TILE_BYTES]
        if not row:
            return tiles
        below = [b"".join(row[at : at + TILE_WIDTH]) for at in range(0, len(row), TILE_WIDTH)]
        tiles |= {(level, index): tile for index, tile in enumerate(below)}
    return tiles
