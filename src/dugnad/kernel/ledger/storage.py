"""The tiles in the database, and the entries as the bytes that were sealed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from dugnad.kernel.ledger.models import Event, SealState, Tile

READ_AT_ONCE = 5_000
SEALED = '"index" IS NOT NULL'
# The same text as `Entry.to_bytes`, put together by the database: 1,000,000 rows in seconds.
_HEX = {"sqlite": "coalesce({0}, '')", "postgresql": "coalesce(replace({0}::text, '-', ''), '')"}
_NEWLINE = {"sqlite": "char(10)", "postgresql": "chr(10)"}


class Tiles:
    """A merkle `TileStore` over the table of tiles."""

    def get(self, level: int, index: int, /) -> bytes:
        row = Tile.objects.filter(level=level, index=index).values_list("hashes", flat=True).first()
        return bytes(row) if row else b""

    def put(self, tiles: dict[tuple[int, int], bytes]) -> None:
        """Write tiles; one that was there is replaced."""
        Tile.objects.bulk_create(
            [Tile(level=level, index=index, hashes=hashes) for (level, index), hashes in tiles.items()],
            update_conflicts=True,
            unique_fields=["level", "index"],
            update_fields=["hashes"],
        )


def sealed_size() -> int:
    """The number of sealed entries."""
    return SealState.objects.values_list("size", flat=True).first() or 0


def frontier_bytes() -> bytes:
    """The sealer's compact form of the tree."""
    return bytes(SealState.objects.values_list("frontier", flat=True).first() or b"")


def any_unsealed() -> bool:
    """Whether an entry waits for the sealer."""
    return Event.objects.filter(index=None).exists()


def waiting() -> int:
    """How many entries wait for the sealer."""
    return Event.objects.filter(index=None).count()


def wait_for_the_disk() -> None:
    """Let this connection's commits wait for the disk; with one, all commits before it are safe too."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


@contextmanager
def steady() -> Iterator[None]:
    """All reads inside see the database as it is at the first one; no writer waits for them."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        if connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def number(sql: str) -> int | None:
    """The one whole number that a query gives."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return None if row is None else int(row[0] or 0)


def first_misnumbered() -> int | None:
    """The first sealed entry whose index is not its place in the order of indexes."""
    count = number(f"SELECT count(*) FROM ledger_event WHERE {SEALED}")  # noqa: S608
    lowest = number('SELECT min("index") FROM ledger_event')
    highest = number('SELECT max("index") FROM ledger_event')
    if not count or (lowest == 0 and highest == count - 1):
        return None
    return number(
        f'SELECT place FROM (SELECT "index", row_number() OVER (ORDER BY "index") - 1 AS place'  # noqa: S608
        f' FROM ledger_event WHERE {SEALED}) AS placed WHERE "index" <> place ORDER BY place LIMIT 1'
    )


def entry_sql() -> str:
    """An SQL expression over a row of the log that gives `Entry.to_bytes` as text."""
    hexed = _HEX[connection.vendor]
    actor, thing, grant = (hexed.format(name) for name in ("actor", "thing", '"grant"'))
    parts = ("at_us", "name", actor, "thing_kind", thing, "concerns", grant, "commitment")
    return f" || {_NEWLINE[connection.vendor]} || ".join(parts)


def entries(where: str = SEALED, parameters: tuple[int, ...] = ()) -> Iterator[bytes]:
    """The bytes of the sealed entries in order; `where` narrows them."""
    sql = f'SELECT {entry_sql()} FROM ledger_event WHERE {where} ORDER BY "index"'  # noqa: S608
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(READ_AT_ONCE):
            yield from [text.encode() for (text,) in rows]


def entry_at(index: int) -> bytes | None:
    """The bytes of the entry with that index."""
    return next(entries('"index" = %s', (index,)), None)


def unsealed(limit: int) -> list[tuple[int, bytes]]:
    """Id and bytes of the entries that wait for the sealer, oldest first."""
    sql = f'SELECT id, {entry_sql()} FROM ledger_event WHERE "index" IS NULL ORDER BY id LIMIT %s'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, (limit,))
        return [(number, text.encode()) for number, text in cursor.fetchall()]


def number_entries(ids: list[int], first: int) -> None:
    """Give the entries their places, `first` onwards, in the order of `ids`, which rise."""
    marks = ",".join(["%s"] * len(ids))
    sql = (
        'UPDATE ledger_event SET "index" = numbered.place + %s FROM '  # noqa: S608
        "(SELECT id AS number, row_number() OVER (ORDER BY id) - 1 AS place FROM ledger_event"
        f" WHERE id IN ({marks})) AS numbered WHERE ledger_event.id = numbered.number"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, (first, *ids))


def level_zero() -> Iterator[bytes]:
    """The level-0 tiles in order, b'' for one that is missing between others."""
    kept = Tile.objects.filter(level=0).order_by("index").values_list("index", "hashes")
    expected = 0
    for index, hashes in kept.iterator(chunk_size=500):
        yield from (b"" for _ in range(expected, index))
        yield bytes(hashes)
        expected = index + 1
