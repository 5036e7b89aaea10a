import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial"), ("rescue", "0003_assessment")]

    operations = [
        migrations.AddField("line", "testing_until", models.DateTimeField(null=True)),
        migrations.AddField(
            "line", "refused", models.CharField(blank=True, default="", max_length=8), preserve_default=False
        ),
        migrations.AddField("line", "refused_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "alarm",
            "service",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
    ]
