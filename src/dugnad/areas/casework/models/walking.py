"""Walking networks, version by version, and what people have said of how dangerous their sections are."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.kernel.organisations.models import Organisation


class Season(models.TextChoices):
    ALL_YEAR = "all_year", _("All year")
    WINTER = "winter", _("Winter (November to March)")
    SUMMER = "summer", _("Summer (April to October)")


class WalkingUpload(models.Model):
    """A file that waits for the job that reads it; deleted when it is read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    name = models.CharField(max_length=160)
    valid_from = models.DateField()
    content = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class WalkingNetwork(models.Model):
    """A network of one organisation, in use from a day until the next one's. `content`, packed, never changes.

    `digest` is the SHA-256 of what is packed; `report` what `walking.quality` said of the file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="walking_networks")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=160)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    report = models.JSONField(default=dict)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    taken_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="walking_network_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.number}"


class RoadAssessment(models.Model):
    """One version of what a person said of one section, for grades, a season and days; `number` counts the versions.

    `root` is the first version's id. `points` is the section's line as it was assessed (in steps), so that an
    assessment holds for that road and no other. A version ends when the next supersedes it, or when it is withdrawn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    root = models.UUIDField()
    number = models.PositiveIntegerField(default=1)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="road_assessments")
    section = models.CharField(max_length=20)
    section_name = models.CharField(max_length=120, blank=True)
    points = models.JSONField()
    first_grade = models.PositiveSmallIntegerField()
    last_grade = models.PositiveSmallIntegerField()
    season = models.CharField(max_length=8, choices=Season.choices, default=Season.ALL_YEAR)
    dangerous = models.BooleanField()
    reason = models.TextField(max_length=2000)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["section_name", "section", "-at"]
        constraints = [
            models.UniqueConstraint(fields=["root", "number"], name="road_assessment_version_once"),
            models.UniqueConstraint(
                fields=["root"],
                condition=Q(superseded_at=None),
                name="one_newest_road_assessment",
            ),
            models.CheckConstraint(
                condition=Q(first_grade__gte=1, first_grade__lte=13)
                & Q(last_grade__gte=models.F("first_grade"), last_grade__lte=13),
                name="road_assessment_grades",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "section"], name="road_assessments_of")]

    def __str__(self) -> str:
        return f"{self.section} {self.number}"
