"""Writing one entry in as few statements as the database allows: this is in the way of every change."""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from django.db import connection

from dugnad.kernel.ledger.entry import Entry

Detail = tuple[bytes, str]
COLUMNS = 'at_us, name, actor, thing_kind, thing, concerns, "grant", commitment'
EVENT = f"INSERT INTO ledger_event ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"  # noqa: S608
CONCERN = "INSERT INTO ledger_concern (event_id, ref) VALUES "
DETAIL = "INSERT INTO ledger_detail (event_id, salt, body) VALUES (%s, %s, %s)"
# One round trip to the server instead of three.
TOGETHER = (
    f"WITH event AS ({EVENT} RETURNING id), concern AS (INSERT INTO ledger_concern (event_id, ref)"  # noqa: S608
    " SELECT id, unnest(string_to_array(%s, ' ')::uuid[]) FROM event){detail} SELECT id FROM event"
)
WITH_DETAIL = ", detail AS (INSERT INTO ledger_detail (event_id, salt, body) SELECT id, %s, %s FROM event)"


def insert(entry: Entry, refs: Collection[UUID], detail: Detail | None) -> int:
    """Write the entry, what it concerns and its detail (salt and text); returns its number."""
    return _WAYS[connection.vendor](entry, refs, detail)


def _one_by_one(entry: Entry, refs: Collection[UUID], detail: Detail | None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(EVENT, [v.hex if isinstance(v, UUID) else v for v in entry])
        number: int = cursor.lastrowid
        if refs:
            marks = ",".join(["(%s,%s)"] * len(refs))
            cursor.execute(CONCERN + marks, [value for ref in refs for value in (number, ref.hex)])
        if detail:
            cursor.execute(DETAIL, (number, *detail))
    return number


def _together(entry: Entry, refs: Collection[UUID], detail: Detail | None) -> int:
    # Django's cursor writes the values into the statement, which costs a sixth of all there is to do here.
    from psycopg import Cursor

    sql = TOGETHER.format(detail=WITH_DETAIL if detail else "")
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        texts = [str(v) if isinstance(v, UUID) else v for v in entry]
        cursor.execute(sql, [*texts, entry.concerns, *(detail or ())])
        (number,) = cursor.fetchone() or (0,)
    return int(number)


_WAYS: dict[str, Callable[[Entry, Collection[UUID], Detail | None], int]] = {
    "sqlite": _one_by_one,
    "postgresql": _together,
}
