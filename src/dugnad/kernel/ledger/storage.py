"""The tiles in the database, and the entries as the bytes that were sealed."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from dugnad.kernel.ledger.models import Tile

READ_AT_ONCE = 10_000
# The same text as `entry.entry_bytes`, put together by the database: 1,000,000 rows in seconds.
_HEX = {"sqlite": "coalesce({0}, '')", "postgresql": "coalesce(replace({0}::text, '-', ''), '')"}


class Tiles:
    """A merkle `TileStore` over the table of tiles."""

    def get(self, level: int, index: int) -> bytes:
        row = Tile.objects.filter(level=level, index=index).values_list("hashes", flat=True).first()
        return bytes(row) if row else b""

    def put(self, tiles: dict[tuple[int, int], bytes]) -> None:
        Tile.objects.bulk_create(
            [Tile(level=level, index=index, hashes=hashes) for (level, index), hashes in tiles.items()],
            update_conflicts=True,
            unique_fields=["level", "index"],
            update_fields=["hashes"],
        )


def _entry_sql() -> str:
    hexed = _HEX[connection.vendor]
    actor, thing, grant = (hexed.format(name) for name in ("actor", "thing", '"grant"'))
    parts = ("at_us", "name", actor, "thing_kind", thing, "concerns", grant, "commitment")
    newline = {"sqlite": "char(10)", "postgresql": "chr(10)"}[connection.vendor]
    return f" || {newline} || ".join(parts)


def entries(where: str = '"index" IS NOT NULL', parameters: tuple[object, ...] = ()) -> Iterator[bytes]:
    """The bytes of the sealed entries in order; `where` narrows them."""
    sql = f'SELECT {_entry_sql()} FROM ledger_event WHERE {where} ORDER BY "index"'  # noqa: S608
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(READ_AT_ONCE):
            yield from (text.encode() for (text,) in rows)


def unsealed(limit: int) -> list[tuple[int, bytes]]:
    """Id and bytes of the entries that wait for the sealer, oldest first."""
    sql = f'SELECT id, {_entry_sql()} FROM ledger_event WHERE "index" IS NULL ORDER BY id LIMIT %s'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, (limit,))
        return [(number, text.encode()) for number, text in cursor.fetchall()]


def number_entries(ids: list[int], first: int) -> None:
    """Give the entries their places, `first` onwards, in the order of `ids`."""
    marks = ",".join(["%s"] * len(ids))
    sql = (
        'UPDATE ledger_event SET "index" = numbered.place + %s FROM '  # noqa: S608
        "(SELECT id AS number, row_number() OVER (ORDER BY id) - 1 AS place FROM ledger_event"
        f" WHERE id IN ({marks})) AS numbered WHERE ledger_event.id = numbered.number"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, (first, *ids))


def level_zero(size: int) -> Iterator[bytes]:
    """The level-0 tiles of a log of `size` entries in order, b'' for one that is missing."""
    kept = Tile.objects.filter(level=0).order_by("index").values_list("index", "hashes")
    expected = 0
    for index, hashes in kept.iterator(chunk_size=500):
        yield from (b"" for _ in range(expected, index))
        yield bytes(hashes)
        expected = index + 1
    yield from (b"" for _ in range(expected, -(-size // 256)))
