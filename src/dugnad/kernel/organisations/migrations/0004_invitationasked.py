import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_alter_invitation_role_alter_membership_role")]

    operations = [
        migrations.CreateModel(
            name="InvitationAsked",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["organisation", "at"], name="invitations_asked")]},
        )
    ]
