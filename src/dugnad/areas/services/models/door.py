"""What residents say, without who they are."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.areas.services.models.catalogue import Service
from dugnad.kernel.organisations.models import Organisation


class FeedbackKind(models.TextChoices):
    COST = "cost", _("The price or the time is wrong")
    LINK = "link", _("The link does not work")
    WHO = "who", _("Somebody else is responsible")
    UNCLEAR = "unclear", _("I do not understand it")
    FOUND = "found", _("This is not what I asked for")
    OTHER = "other", _("Something else")


class Feedback(models.Model):
    """'This was wrong' about a service, for its owner alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="feedback")
    owner = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=FeedbackKind.choices)
    text = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "id"]
        indexes = [models.Index(fields=["owner", "settled_at", "at"], name="services_feedback_new")]

    def __str__(self) -> str:
        return f"{self.kind} {self.service_id}"


class FeedbackPace(models.Model):
    """That something was sent from one place: a keyed digest of its address and the day, kept for an hour."""

    id = models.BigAutoField(primary_key=True)
    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["digest", "at"], name="services_pace")]

    def __str__(self) -> str:
        return f"{self.at}"


class AskedOn(models.Model):
    """That the same was asked and not found on a day. Only a keyed digest: the words are not kept yet."""

    id = models.BigAutoField(primary_key=True)
    digest = models.BinaryField(max_length=32)
    day = models.DateField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "day"], name="asked_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}"


class Gap(models.Model):
    """Words that were asked on at least three days and not answered well, for who answers for the area."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    area = models.CharField(max_length=4)
    words = models.CharField(max_length=120)
    days = models.PositiveIntegerField(default=0)
    last = models.DateField()

    class Meta:
        ordering = ["-days", "-last", "words"]
        constraints = [models.UniqueConstraint(fields=["owner", "area", "words"], name="gap_once")]

    def __str__(self) -> str:
        return self.words
