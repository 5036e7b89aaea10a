"""How many queries something costs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def costs(number: int) -> Iterator[None]:
    """What happens inside asks the database exactly `number` times, the questions of PostgreSQL's wall left out."""
    with CaptureQueriesContext(connection) as asked:
        yield
    queries = [query["sql"] for query in asked if "set_config" not in query["sql"]]
    assert len(queries) == number, "\n".join(queries)
