"""Rules tried before they decide: over an organisation's past cases, and over a population."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.areas.casework.models.cases import Case
from dugnad.areas.casework.models.packages import Adoption, PackageVersion
from dugnad.kernel.organisations.models import Organisation


class TrialState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class ShadowRun(models.Model):
    """A version over the owner's past cases, or a city's use of it (`adoption`) over the city's.

    `digest` is of what was tried; `day` the law's, None: each case's own. `counts`: how many cases ended the same,
    otherwise, or could not be decided.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(PackageVersion, models.CASCADE, related_name="shadow_runs")
    adoption = models.ForeignKey(Adoption, models.CASCADE, null=True, related_name="shadow_runs")
    digest = models.CharField(max_length=64)
    day = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=TrialState.choices, default=TrialState.WAITING)
    counts = models.JSONField(default=dict)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "id"]

    def __str__(self) -> str:
        return f"{self.version_id} {self.asked_at}"


class ShadowCase(models.Model):
    """One past case that would end otherwise, or could not be decided. It goes with its case.

    `differs`: the conditions that differ, each with what it was and would be; `missing`: facts that nobody has.
    """

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(ShadowRun, models.CASCADE, related_name="cases")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=[("changed", "changed"), ("cannot", "cannot")])
    before = models.CharField(max_length=60)
    after = models.CharField(max_length=60)
    differs = models.JSONField(default=list)
    missing = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.run_id} {self.case_id}"


class Consequence(models.Model):
    """Two sets of rules over a population: who gains, who loses, what it costs.

    `before` and `after` name the sides: 'v:' and a version's id, or 'a:' and an adoption's. `asked` is all that was
    chosen. `people`: an uploaded population's facts, only until the work is done. `result` holds groups and sums.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="consequences")
    slug = models.SlugField(max_length=60)
    before = models.CharField(max_length=40)
    after = models.CharField(max_length=40)
    names = models.JSONField(default=list)
    asked = models.JSONField(default=dict)
    people = models.JSONField(null=True)
    state = models.CharField(max_length=8, choices=TrialState.choices, default=TrialState.WAITING)
    result = models.JSONField(default=dict)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "id"]

    def __str__(self) -> str:
        return f"{self.slug} {self.asked_at}"
