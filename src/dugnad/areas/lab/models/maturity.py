"""What is kept of the maturity test."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class EditionName(models.TextChoices):
    COMPANY = "company"
    PUBLIC = "public"


class Block(models.Model):
    """Six or more organisations' scores in one sum that never changes: all that averages are made of.

    `kind`, `group` and `size` say what its organisations have in common; empty: they differ.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    test = models.CharField(max_length=8, choices=EditionName.choices)
    kind = models.CharField(max_length=10, blank=True)
    group = models.CharField(max_length=16, blank=True)
    size = models.CharField(max_length=8, blank=True)
    closed_at = models.DateTimeField(default=timezone.now)
    organisations = models.PositiveIntegerField()
    sums = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["test", "closed_at"], name="blocks_of_test")]

    def __str__(self) -> str:
        return f"{self.test} {self.organisations}"


class Assessment(models.Model):
    """One round of the test for one organisation: T0, T1, ... by `number`.

    `scores`: the dimensions, then the total. `complete`: no question was left out, so that it may count in averages.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    test = models.CharField(max_length=8, choices=EditionName.choices)
    number = models.PositiveSmallIntegerField()
    size = models.CharField(max_length=8)
    sector = models.CharField(max_length=16)
    second_sector = models.CharField(max_length=16, blank=True)
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    scores = models.JSONField(null=True)
    complete = models.BooleanField(default=False)
    block = models.ForeignKey(Block, models.SET_NULL, null=True, related_name="assessments")

    class Meta:
        ordering = ["-number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "test", "number"], name="round_once"),
            models.UniqueConstraint(
                fields=["organisation", "test"], condition=Q(finished_at=None), name="one_round_open"
            ),
        ]
        indexes = [models.Index(fields=["test", "finished_at"], name="rounds_finished")]

    def __str__(self) -> str:
        return f"T{self.number}"


class Answer(models.Model):
    """The answer to one question, by the keys of its items; see maturity/values.py."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=4)
    value = models.JSONField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "question"], name="answered_once")]

    def __str__(self) -> str:
        return self.question
