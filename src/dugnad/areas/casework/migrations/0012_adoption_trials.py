"""A draft of an adoption is tried on its city's cases, and the wall keeps such a run to that city."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from dugnad.kernel.access.wall import IS_OPERATOR, IS_SYSTEM, ORGANISATIONS

VERSIONS = "version_id IN (SELECT id FROM casework_packageversion)"
ADOPTIONS = f"SELECT id FROM casework_adoption WHERE organisation_id = ANY({ORGANISATIONS})"  # noqa: S608 - names of columns
RUNS = f"{VERSIONS} AND (adoption_id IS NULL OR {IS_OPERATOR} OR adoption_id IN ({ADOPTIONS}))"


def _draw(editor: BaseDatabaseSchemaEditor, using: str) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"ALTER POLICY wall ON casework_shadowrun USING ({IS_SYSTEM} OR ({using}))")


def wall(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    _draw(editor, RUNS)


def wall_before(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    _draw(editor, VERSIONS)


class Migration(migrations.Migration):
    dependencies = [("casework", "0011_sampling")]

    operations = [
        migrations.AddField(
            "shadowrun",
            "adoption",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="shadow_runs",
                to="casework.adoption",
            ),
        ),
        migrations.RunPython(wall, wall_before),
    ]
