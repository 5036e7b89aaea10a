"""The embedded database, made or upgraded.

An empty one is made at once as the models are, in a second: following every migration since the first takes ten
times as long. A test holds both ways against one another. PostgreSQL is always made by its migrations, which build
the wall (row-level security) too.
"""

from __future__ import annotations

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def make_or_upgrade(using: str = DEFAULT_DB_ALIAS) -> None:
    """Bring a database to where this version wants it."""
    connection = connections[using]
    if connection.vendor == "sqlite" and not connection.introspection.table_names():
        _make(using)
        emit_post_migrate_signal(verbosity=0, interactive=False, db=using)
    else:
        call_command("migrate", database=using, verbosity=0)


def _make(using: str) -> None:
    """All tables in one transaction, and every migration noted as done."""
    connection = connections[using]
    loader, recorder = MigrationLoader(connection), MigrationRecorder(connection)
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        editor.create_model(recorder.Migration)
        call_command("createcachetable", database=using, verbosity=0)
        recorder.migration_qs.bulk_create(
            recorder.Migration(app=app, name=name) for app, name in loader.disk_migrations
        )
