"""Errors that were found in published rules, and the cases that they touched."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.areas.casework.models.cases import Case, Decision
from dugnad.areas.casework.models.packages import Adoption, PackageVersion


class RuleError(models.Model):
    """What is wrong in a version: rules by their id, conditions and values by name, on which days.

    With none of them named all of the version is wrong. Days are those whose law decided; both ends belong to them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.OneToOneField(PackageVersion, models.CASCADE, related_name="error")
    why = models.CharField(max_length=300)
    rows = models.JSONField(default=list)
    conditions = models.JSONField(default=list)
    parameters = models.JSONField(default=list)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.version_id} {self.at}"


class CorrectionState(models.TextChoices):
    FOUND = "found", _("Touched")
    READY = "ready", _("Can be sent")
    PERSON = "person", _("With a case worker")
    SAME = "same", _("Nothing changes")
    SENT = "sent", _("Corrected")
    STANDS = "stands", _("Stands")


class Direction(models.TextChoices):
    FAVOUR = "favour", _("In the applicant's favour")
    AGAINST = "against", _("To the applicant's disadvantage")
    SAME = "same", _("No difference")
    OPEN = "open", _("A person must see which way it goes")


class Correction(models.Model):
    """One decision that an error touched, decided anew: `differences` are [what, before, after].

    `trace` is the new decision's, by the rules of `adoption`; `corrected` the decision that took its place.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    error = models.ForeignKey(RuleError, models.CASCADE, related_name="corrections")
    case = models.ForeignKey(Case, models.CASCADE, related_name="corrections")
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=CorrectionState.choices, default=CorrectionState.FOUND)
    direction = models.CharField(max_length=8, choices=Direction.choices, blank=True)
    adoption = models.ForeignKey(Adoption, models.PROTECT, null=True, related_name="+")
    result = models.CharField(max_length=60, blank=True)
    differences = models.JSONField(default=list)
    trace = models.TextField(blank=True)
    corrected = models.ForeignKey(Decision, models.SET_NULL, null=True, related_name="+")
    found_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["case__reference"]
        constraints = [models.UniqueConstraint(fields=["error", "case"], name="correction_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"
