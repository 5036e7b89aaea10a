"""Pages of plain rows for the API's lists, whose statements are put together once.

The ORM needs longer to put the statement of a list together than the database needs to answer it. A query all of
whose parts equal those of an earlier one has the same statement, which is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
KEPT = 16
# Of a query's parts these repeat what another one holds, or only count for what is filtered later.
WITHOUT_EFFECT = frozenset({"base_table", "used_aliases", "filter_is_sticky"})
Convert = Callable[[Any], Any] | None
# What SQLite gives for a column of this type, made what the other databases give; None: it is that already.
FROM_SQLITE: dict[str, Convert] = {
    "BigIntegerField": None,
    "BooleanField": bool,
    "CharField": None,
    "FloatField": None,
    "IntegerField": None,
    "TextField": None,
    "UUIDField": UUID,
}


@dataclass(frozen=True, slots=True)
class _Statement:
    """What a queryset asked for, how the database is asked, and how what it gives is made plain."""

    asked: tuple[Any, ...]
    sql: str
    parameters: tuple[Any, ...]
    conversions: list[Convert]


class _Known:
    """The latest statements; replaced, never changed, since many threads read them."""

    statements: tuple[_Statement, ...] = ()


def page(
    rows: QuerySet[M], fields: Sequence[str], offset: int, limit: int
) -> tuple[int, list[dict[str, Any]]]:
    """How many rows there are in all, and those from `offset` on, at most `limit`, as values ready for JSON.

    `fields` are columns of the rows' own table, with ids, text, numbers or truth; TypeError for others.
    """
    try:
        counted, listed = _statement(rows, ()), _statement(rows, tuple(fields))
    except EmptyResultSet:  # nothing can be found, so nothing is asked
        return 0, []
    with connections[rows.db].cursor() as cursor:
        cursor.execute(counted.sql, counted.parameters)
        (total,) = cursor.fetchone()
        cursor.execute(f"{listed.sql} LIMIT %s OFFSET %s", (*listed.parameters, limit, offset))
        found = cursor.fetchall()
    return total, _plain(fields, listed.conversions, found)


def _statement(rows: QuerySet[M], fields: tuple[str, ...]) -> _Statement:
    """The statement that reads the fields of all rows in their order; that counts them, if there are no fields."""
    parts = _parts(rows)
    for kept in _Known.statements:
        if kept.asked[:3] == (rows.db, rows.model, fields) and kept.asked[3] == parts:
            return kept
    asked = (rows.db, rows.model, fields, _parts(rows.all()))
    statement = _Statement(asked, *_compiled(rows, fields), _conversions(rows, fields))
    _Known.statements = (statement, *_Known.statements)[:KEPT]
    return statement


def _parts(rows: QuerySet[M]) -> dict[str, Any]:
    """All that a queryset asks for."""
    return {name: part for name, part in rows.query.__dict__.items() if name not in WITHOUT_EFFECT}


def _compiled(rows: QuerySet[M], fields: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    wanted = rows.values_list(*fields) if fields else rows.order_by().values_list("pk")
    sql, parameters = wanted.query.get_compiler(rows.db).as_sql()
    return (sql if fields else f"SELECT count(*) FROM ({sql}) AS counted"), tuple(parameters)  # noqa: S608


def _conversions(rows: QuerySet[M], fields: tuple[str, ...]) -> list[Convert]:
    types = [rows.model._meta.get_field(name).get_internal_type() for name in fields]
    if unknown := set(types) - set(FROM_SQLITE):
        raise TypeError(f"not plain: {', '.join(sorted(unknown))}")
    return [FROM_SQLITE[name] if connections[rows.db].vendor == "sqlite" else None for name in types]


def _plain(
    fields: Sequence[str], conversions: list[Convert], found: list[tuple[Any, ...]]
) -> list[dict[str, Any]]:
    """The rows by field, converted a column at a time."""
    columns = [
        column if convert is None else [None if value is None else convert(value) for value in column]
        for convert, column in zip(conversions, zip(*found, strict=True), strict=bool(found))
    ]
    return [dict(zip(fields, row, strict=True)) for row in zip(*columns, strict=True)]
