"""An empty database made at once is the one that all migrations make."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

pytestmark = pytest.mark.django_db
MAKE = """
import django
django.setup()
from dugnad.web.database import make_or_upgrade
make_or_upgrade()
make_or_upgrade()
"""


@pytest.fixture
def made(tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """A database of its own, made by an installation of its own and then brought up to date once more."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite is made at once")
    environment = {**os.environ, "DUGNAD_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", MAKE], check=True, env=environment)
    other = connection.copy()
    other.settings_dict["NAME"] = str(tmp_path / "dugnad.sqlite3")
    yield other
    other.close()


def described(one: BaseDatabaseWrapper) -> dict[str, object]:
    """Every table: its columns, constraints and indexes, whatever order they were made in."""
    with one.cursor() as cursor:
        return {
            table: (
                sorted(tuple(row)[1:] for row in cursor.execute(f"PRAGMA table_info({table})").fetchall()),
                sorted(
                    tuple(row)[2:] for row in cursor.execute(f"PRAGMA foreign_key_list({table})").fetchall()
                ),
                _constraints(one.introspection.get_constraints(cursor, table)),
            )
            for table in one.introspection.table_names(cursor)
        }


def _constraints(found: Mapping[str, Any]) -> Sequence[object]:
    # Those without a name of their own are numbered as they come.
    return sorted(
        (
            "" if name.startswith("__") else name,
            tuple(sorted(one["columns"] or ()))
            if one["unique"] or one["check"]
            else tuple(one["columns"] or ()),
            one["primary_key"],
            one["unique"],
            one["check"],
        )
        for name, one in found.items()
        if not one["foreign_key"]
    )


def test_it_is_what_the_migrations_make(made: BaseDatabaseWrapper) -> None:
    at_once, migrated = described(made), described(connection)
    assert at_once.keys() == migrated.keys()
    for table, as_migrated in migrated.items():
        assert at_once[table] == as_migrated, table


@pytest.mark.parametrize(
    "rows",
    [
        "SELECT app, name FROM django_migrations",
        "SELECT app_label, model FROM django_content_type",
        "SELECT codename FROM auth_permission",
    ],
)
def test_it_holds_what_the_migrations_note(made: BaseDatabaseWrapper, rows: str) -> None:
    with made.cursor() as cursor, connection.cursor() as other:
        assert sorted(cursor.execute(rows).fetchall()) == sorted(other.execute(rows).fetchall())
