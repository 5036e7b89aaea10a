"""What was reckoned of a model, behind the same wall as the model."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from dugnad.kernel.access.wall import Protect

OF_MODEL = "EXISTS (SELECT 1 FROM lab_businessmodel m WHERE m.id = lab_reckoning.model_id)"


class Migration(migrations.Migration):
    dependencies = [("lab", "0004_maturity_wall")]

    operations = [
        migrations.CreateModel(
            name="Reckoning",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("part", models.CharField(max_length=12)),
                ("key", models.CharField(max_length=64)),
                ("revision", models.PositiveIntegerField()),
                ("figures", models.JSONField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "model",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reckonings",
                        to="lab.businessmodel",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "id"],
                "constraints": [models.UniqueConstraint(fields=("model", "key"), name="reckoned_once")],
            },
        ),
        Protect("lab_reckoning", OF_MODEL),
    ]
