"""Walking networks and what is said of their sections, behind the wall: for the owner's people."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from dugnad.kernel.access.wall import IS_OPERATOR, ORGANISATIONS, Protect

OWNED = f"({IS_OPERATOR} OR organisation_id = ANY({ORGANISATIONS}))"
TABLES = ("walkingupload", "walkingnetwork", "roadassessment")


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0004_cases"),
        ("organisations", "0005_casework_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WalkingUpload",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=160)),
                ("valid_from", models.DateField()),
                ("content", models.BinaryField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoadAssessment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("root", models.UUIDField()),
                ("number", models.PositiveIntegerField(default=1)),
                ("section", models.CharField(max_length=20)),
                ("section_name", models.CharField(blank=True, max_length=120)),
                ("points", models.JSONField()),
                ("first_grade", models.PositiveSmallIntegerField()),
                ("last_grade", models.PositiveSmallIntegerField()),
                (
                    "season",
                    models.CharField(
                        choices=[
                            ("all_year", "All year"),
                            ("winter", "Winter (November to March)"),
                            ("summer", "Summer (April to October)"),
                        ],
                        default="all_year",
                        max_length=8,
                    ),
                ),
                ("dangerous", models.BooleanField()),
                ("reason", models.TextField(max_length=2000)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("superseded_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_why", models.CharField(blank=True, max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="road_assessments",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["section_name", "section", "-at"],
                "indexes": [models.Index(fields=["organisation", "section"], name="road_assessments_of")],
                "constraints": [
                    models.UniqueConstraint(fields=("root", "number"), name="road_assessment_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("root",),
                        name="one_newest_road_assessment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_grade__gte", 1),
                            ("first_grade__lte", 13),
                            ("last_grade__gte", models.F("first_grade")),
                            ("last_grade__lte", 13),
                        ),
                        name="road_assessment_grades",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WalkingNetwork",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=160)),
                ("digest", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("report", models.JSONField(default=dict)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("taken_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("invented", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="walking_networks",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "number"), name="walking_network_once")
                ],
            },
        ),
        *(Protect(f"casework_{table}", OWNED) for table in TABLES),
    ]
