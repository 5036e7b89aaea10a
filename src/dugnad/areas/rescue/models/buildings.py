"""Buildings with the versions of their plans, their detectors, and which fire service answers where."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.kernel.organisations.models import Organisation


class Source(models.TextChoices):
    IFC = "ifc", "IFC"
    IMDF = "imdf", "IMDF"
    GEOJSON = "geojson", "GeoJSON"
    DRAWN = "drawn", _("Corrected by hand")


class District(models.Model):
    """A fire service answers alarms from a municipality (its four-digit number)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Organisation, models.PROTECT, related_name="fire_districts")
    municipality = models.CharField(max_length=4, unique=True)

    def __str__(self) -> str:
        return f"{self.municipality} {self.service_id}"


class Building(models.Model):
    """`particulars`: lists of lines for the commander by key (entrance, key_safe, lifts, sprinklers, vents,
    shut_offs, hazards, hydrants, ladders). `height` in metres. `plan` is the version in use."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="buildings")
    name = models.CharField(max_length=160)
    address = models.CharField(max_length=200)
    municipality = models.CharField(max_length=4)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    height = models.FloatField(null=True)
    particulars = models.JSONField(default=dict)
    plan = models.OneToOneField("PlanVersion", models.PROTECT, null=True, related_name="in_use_of")
    invented = models.BooleanField(default=False)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["municipality"])]

    def __str__(self) -> str:
        return self.name


class PlanVersion(models.Model):
    """One state of a building's plan: `plan` as `engines.egress.plan.to_json` gives it, with its quality report."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    building = models.ForeignKey(Building, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=8, choices=Source.choices)
    plan = models.JSONField()
    report = models.JSONField(default=dict)
    what = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["building", "number"], name="plan_number_once")]

    def __str__(self) -> str:
        return f"{self.building_id} {self.number}"


class Detector(models.Model):
    """One address of the alarm panel (zone, loop and point) and the space that it watches."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    building = models.ForeignKey(Building, models.CASCADE, related_name="detectors")
    address = models.CharField(max_length=40)
    space = models.CharField(max_length=64)
    label = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["address"]
        constraints = [models.UniqueConstraint(fields=["building", "address"], name="detector_once")]

    def __str__(self) -> str:
        return self.address


class PlanUpload(models.Model):
    """A file that waits to be read; deleted when it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    building = models.ForeignKey(Building, models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=160)
    content = models.BinaryField()
    asked_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return self.name
