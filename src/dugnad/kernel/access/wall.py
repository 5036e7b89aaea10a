"""The second wall: PostgreSQL itself shows a connection only the rows of the actor it works for.

Where nothing was set, protected tables are empty. It stands behind `access`, in case a read forgets to ask.
SQLite has no such wall.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.signals import connection_created
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from dugnad.kernel.access.values import Actor

SETTINGS = ("dugnad.system", "dugnad.operator", "dugnad.person", "dugnad.organisations")
Values = tuple[str, str, str, str]
CLOSED: Values = ("", "", "", "{}")
SYSTEM: Values = ("on", "", "", "{}")

# For policies: what the connection works for.
IS_SYSTEM = "current_setting('dugnad.system', true) = 'on'"
IS_OPERATOR = "current_setting('dugnad.operator', true) = 'on'"
PERSON = "nullif(current_setting('dugnad.person', true), '')::uuid"
ORGANISATIONS = "coalesce(nullif(current_setting('dugnad.organisations', true), ''), '{}')::uuid[]"


class _Doorkeeper:
    """What new connections of this process start with: closed in the web, system in worker and commands."""

    start: Values = CLOSED


def work_as_system() -> None:
    """From now on every new connection of this process, and the present one, works for the platform itself."""
    _Doorkeeper.start = SYSTEM
    if connection.connection is not None:
        _set(SYSTEM)


def _on_connect(sender: object, connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    start: Values = getattr(connection, "wall_start", _Doorkeeper.start)
    connection.wall = CLOSED  # type: ignore[attr-defined]
    if connection.vendor == "postgresql" and start != CLOSED:
        _set(start, connection)


connection_created.connect(_on_connect, dispatch_uid="wall")


def _set(values: Values, on: BaseDatabaseWrapper | None = None) -> None:
    target = on or connection
    if target.vendor != "postgresql":
        return
    marks = ", ".join("set_config(%s, %s, false)" for _ in SETTINGS)
    with target.cursor() as cursor:
        cursor.execute(
            f"SELECT {marks}", [part for pair in zip(SETTINGS, values, strict=True) for part in pair]
        )
    target.wall = values  # type: ignore[attr-defined]


def _values(actor: Actor) -> Values:
    organisations = "{" + ",".join(str(organisation) for organisation in sorted(actor.organisations)) + "}"
    return ("", "on" if actor.operator else "", str(actor.person or ""), organisations)


def stands() -> bool:
    """Whether this installation has a wall."""
    return connection.vendor == "postgresql"


def open_for(actor: Actor) -> None:
    """Let this connection see the rows of the actor."""
    if connection.vendor == "postgresql" and actor.person:
        _set(_values(actor))


@contextmanager
def closed() -> Iterator[None]:
    """Around a request: the connection starts closed, and is put back as it was."""
    if connection.vendor != "postgresql":
        yield
        return
    before: Values = getattr(connection, "wall", _Doorkeeper.start)
    connection.wall_start = CLOSED  # type: ignore[attr-defined]
    if before != CLOSED and connection.connection is not None:
        _set(CLOSED)
    try:
        yield
    finally:
        connection.wall_start = _Doorkeeper.start  # type: ignore[attr-defined]
        reached = connection.connection is not None and not connection.needs_rollback
        if reached and getattr(connection, "wall", CLOSED) != before:
            _set(before)


@contextmanager
def system() -> Iterator[None]:
    """Work for the platform itself: jobs, schedules, signing in before the actor is known."""
    before: Values = getattr(connection, "wall", _Doorkeeper.start)
    _set(SYSTEM)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _set(before)


class Protect(Operation):
    """A migration's step: put a table behind the wall. `using` is SQL over its columns and the names above."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str, using: str) -> None:
        self.table, self.using = table, using

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            condition = f"{IS_SYSTEM} OR {self.using}"
            for line in (
                f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY wall ON {self.table} USING ({condition}) WITH CHECK (true)",
            ):
                schema_editor.execute(line)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for line in (
                f"DROP POLICY wall ON {self.table}",
                f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY",
                f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY",
            ):
                schema_editor.execute(line)

    def describe(self) -> str:
        return f"Wall around {self.table}"
