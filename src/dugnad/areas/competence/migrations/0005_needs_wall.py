"""What a human answers to a need, and the wall around needs and requests.

`parties` of a need stands outside the wall: the need's own policy asks it.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from dugnad.kernel.access.wall import IS_OPERATOR, ORGANISATIONS, Protect

MINE = f"= ANY({ORGANISATIONS})"
# A human sees a need that was handed over, or one whose request is silent.
SILENT = f"""EXISTS (SELECT 1 FROM competence_contact c WHERE c.need_id = competence_need.id
      AND c.escalated_at IS NOT NULL AND ({IS_OPERATOR} OR c.matcher_id {MINE}))"""  # noqa: S608 - names of columns
NEED = f"""(organisation_id {MINE}
    OR EXISTS (SELECT 1 FROM competence_need_parties p
      WHERE p.need_id = competence_need.id AND p.organisation_id {MINE})
    OR (handed_at IS NOT NULL AND ({IS_OPERATOR} OR matcher_id {MINE}))
    OR {SILENT})"""  # noqa: S608 - names of columns
CONTACT = f"""(asker_id {MINE} OR organisation_id {MINE}
    OR (escalated_at IS NOT NULL AND ({IS_OPERATOR} OR matcher_id {MINE})))"""
HIDDEN = """EXISTS (SELECT 1 FROM competence_need n WHERE n.id = competence_need_hidden_from.need_id)"""  # noqa: S608


# Who asked an expert sees whom they asked, also when the expert takes no more requests.
ASKED = f"""EXISTS (SELECT 1 FROM competence_contact c
      WHERE c.expert_id = competence_expert.id AND c.asker_id {MINE})"""  # noqa: S608 - names of columns


def show_asked(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"CREATE POLICY asked ON competence_expert USING ({ASKED})")


def hide_asked(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP POLICY asked ON competence_expert")


class Migration(migrations.Migration):
    dependencies = [("competence", "0004_wall")]

    operations = [
        migrations.AddField("need", "handed_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "need",
            "matcher",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AddField(
            "need", "reply", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.AddField("need", "replied_at", models.DateTimeField(null=True)),
        migrations.RemoveConstraint("gap", "competence_gap_once"),
        migrations.AddField(
            "gap", "once", models.CharField(default="", max_length=64), preserve_default=False
        ),
        migrations.AddConstraint(
            "gap", models.UniqueConstraint(fields=("once",), name="competence_gap_once")
        ),
        migrations.RunPython(show_asked, hide_asked),
        Protect("competence_need", NEED),
        Protect("competence_contact", CONTACT),
        Protect("competence_need_hidden_from", HIDDEN),
        # Told in sums only: the platform itself counts.
        Protect("competence_gap", "false"),
    ]
