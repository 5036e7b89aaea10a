"""Rounds in which scarce hours are shared out over many needs: attempts, and what each need and expert got."""

from __future__ import annotations

import uuid

from django.conf import settings as house
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.areas.competence.models.needs import Need
from dugnad.areas.competence.models.pledges import Expert
from dugnad.kernel.organisations.models import County, Organisation


class RoundState(models.TextChoices):
    COUNTING = "counting", _("Being worked out")
    PROPOSED = "proposed", _("Waits for approval")
    APPROVED = "approved", _("Approved")
    CANCELLED = "cancelled", _("Cancelled")


class Round(models.Model):
    """One sharing out of the free hours of a month. `runner`: the hub that runs it; none: who runs the platform."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=120)
    runner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    month = models.DateField()
    state = models.CharField(max_length=9, choices=RoundState.choices, default=RoundState.COUNTING)
    opened_by = models.ForeignKey(house.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(house.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["-opened_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["month"], condition=Q(state__in=("counting", "proposed")), name="one_sharing_open"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Attempt(models.Model):
    """One working out of a round. `settings` and `input` decide all; `digest` is of both.

    `groups`: asked and given by county and size; `price`: the share of score that fairness cost. `why_again`: what was
    said when the one before was sent back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    settings = models.JSONField()
    why_again = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(house.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    job = models.UUIDField(null=True)
    input = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    groups = models.JSONField(default=list)
    price = models.FloatField(null=True)
    score = models.FloatField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="attempt_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}"


class Placing(models.Model):
    """What one need got in an attempt, and why. `values`: the numbers behind the reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="placings")
    need = models.ForeignKey(Need, models.CASCADE, related_name="placings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    county = models.CharField(max_length=2, choices=County.choices, blank=True)
    size = models.CharField(max_length=6, blank=True)
    urgency = models.PositiveSmallIntegerField()
    asked = models.PositiveSmallIntegerField()
    given = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=12)
    values = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "need"], name="placed_once")]

    def __str__(self) -> str:
        return f"{self.need_id} {self.reason}"


class Share(models.Model):
    """Hours of one expert for one need, and how well they fit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    placing = models.ForeignKey(Placing, models.CASCADE, related_name="shares")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    hours = models.PositiveSmallIntegerField()
    score = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["placing", "expert"], name="shared_once"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="share_of_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.expert_id} {self.hours}"
