"""On whose word alone an incident rests; until somebody else says so too, the wall stands before that one as well."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from dugnad.kernel.access.wall import IS_SYSTEM, ORGANISATIONS, PERSON

OPENED = f"""(NOT rescue_resident.blocked AND EXISTS (SELECT 1 FROM rescue_opening o
      WHERE o.building_id = rescue_resident.building_id
      AND (o.resident_id IS NULL OR o.resident_id = rescue_resident.id)
      AND o.asked_by_id = {PERSON} AND o.organisation_id = ANY({ORGANISATIONS})
      AND o.allowed_by_id IS NOT NULL AND o.until > now()
      AND (o.role = 'responder' OR o.organisation_id = rescue_resident.service_id)))"""  # noqa: S608 - names of columns
OPEN = f"i.closed_at IS NULL AND i.service_id = ANY({ORGANISATIONS})"
ANOTHER = f"AND i.alone_id IS DISTINCT FROM {PERSON}"


def _resident(another: str) -> str:
    alarmed = f"""EXISTS (SELECT 1 FROM rescue_incident i WHERE i.building_id = rescue_resident.building_id
          AND {OPEN} AND i.exercise = rescue_resident.synthetic {another})"""  # noqa: S608 - names of columns
    return f"person_id = {PERSON} OR {alarmed} OR {OPENED}"


def _assessment(another: str) -> str:
    return f"""EXISTS (SELECT 1 FROM rescue_incident i WHERE i.id = rescue_assessment.incident_id
          AND {OPEN} {another})"""  # noqa: S608 - names of columns


def _draw(editor: BaseDatabaseSchemaEditor, another: str) -> None:
    if editor.connection.vendor == "postgresql":
        for table, using in (("resident", _resident(another)), ("assessment", _assessment(another))):
            editor.execute(f"ALTER POLICY wall ON rescue_{table} USING ({IS_SYSTEM} OR {using})")


def wall(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    _draw(editor, ANOTHER)


def wall_before(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    _draw(editor, "")


class Migration(migrations.Migration):
    dependencies = [("rescue", "0010_upload_wall"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField(
            "incident",
            "alone",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(wall, wall_before),
    ]
