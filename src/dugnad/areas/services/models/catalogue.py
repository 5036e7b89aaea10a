"""Descriptions of services, their versions, and who answers where."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dugnad.kernel.organisations.models import Organisation


class LevelChoice(models.TextChoices):
    MUNICIPAL = "municipal", _("Municipality")
    COUNTY = "county", pgettext_lazy("body", "County")
    STATE = "state", pgettext_lazy("body", "State")


class Service(models.Model):
    """One service as its owner describes it, or a national base description (`area` empty).

    `content` holds the texts (see catalogue.content); a text that is empty is taken from the base. What is asked
    for in queries stands in columns too. `area` is a municipality's four digits, a county's two, or "no".
    `confirmed_at`: when the owner itself last wrote or confirmed it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    base = models.ForeignKey("self", models.PROTECT, null=True, related_name="locals")
    base_seen = models.PositiveIntegerField(default=0)
    level = models.CharField(max_length=9, choices=LevelChoice.choices)
    theme = models.CharField(max_length=40, db_index=True)
    area = models.CharField(max_length=4, blank=True, db_index=True)
    content = models.JSONField()
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now, db_index=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["base", "area"],
                condition=Q(withdrawn_at=None, base__isnull=False),
                name="delivered_once",
            )
        ]

    def __str__(self) -> str:
        return self.slug


class Version(models.Model):
    """A description as it was; `restored` names the version that was brought back."""

    id = models.BigAutoField(primary_key=True)
    service = models.ForeignKey(Service, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    at = models.DateTimeField(default=timezone.now)
    restored = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["service", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.service_id} {self.number}"


class Territory(models.Model):
    """Who answers for an area, and whom to call there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.CharField(max_length=4, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=160)
    phone = models.CharField(max_length=20, blank=True)
    url = models.URLField(max_length=300, blank=True)
    hours = models.JSONField(default=dict)

    class Meta:
        ordering = ["area"]

    def __str__(self) -> str:
        return self.name


class LifeEvent(models.Model):
    """What happens in a life, and the services it takes, by their slugs, in the order one needs them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.JSONField()
    summary = models.JSONField()
    order = models.JSONField(default=list)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "slug"]

    def __str__(self) -> str:
        return self.slug


class Shown(models.Model):
    """How often a description was shown to residents on a day."""

    id = models.BigAutoField(primary_key=True)
    service = models.ForeignKey(Service, models.CASCADE, related_name="shown")
    day = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "day"], name="shown_once_a_day")]

    def __str__(self) -> str:
        return f"{self.service_id} {self.day}"
