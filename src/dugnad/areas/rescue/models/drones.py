"""Missions around a building, their flights, what was hot, and where one may not fly."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.models.buildings import Building
from dugnad.areas.rescue.models.incidents import Incident


class MissionKind(models.TextChoices):
    ORBIT = "orbit", _("Orbit in layers")
    SWEEP = "sweep", _("Vertical sweep of a facade")
    ROOF = "roof", _("Grid over the roof")


class FlightState(models.TextChoices):
    UPLOADING = "uploading", _("Uploading")
    FLYING = "flying", _("Flying")
    LANDED = "landed", _("Landed")
    LOST = "lost", _("Link lost")
    FAILED = "failed", _("Failed")


class Mission(models.Model):
    """`asked` is what was wanted, `points` the waypoints, `report` coverage, ground resolution, time and battery."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    building = models.ForeignKey(Building, models.CASCADE, related_name="missions")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=6, choices=MissionKind.choices)
    asked = models.JSONField(default=dict)
    points = models.JSONField(default=list)
    report = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class Flight(models.Model):
    """`telemetry`: the newest position, battery and coverage, while it flies; not a recording."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mission = models.ForeignKey(Mission, models.CASCADE, related_name="flights")
    incident = models.ForeignKey(Incident, models.SET_NULL, null=True, related_name="flights")
    vehicle = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=FlightState.choices)
    telemetry = models.JSONField(default=dict)
    begun_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.mission_id} {self.state}"


class HotSpot(models.Model):
    """A hot place seen from outside; `space` is the room behind it, empty when none is. `celsius` as measured."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="hot_spots")
    flight = models.ForeignKey(Flight, models.SET_NULL, null=True, related_name="hot_spots")
    at = models.DateTimeField(default=timezone.now)
    celsius = models.FloatField()
    facade = models.CharField(max_length=40, blank=True)
    storey = models.CharField(max_length=64, blank=True)
    space = models.CharField(max_length=64, blank=True)
    place = models.JSONField(default=dict)

    class Meta:
        ordering = ["-celsius"]

    def __str__(self) -> str:
        return f"{self.celsius:.0f}"


class GeoZone(models.Model):
    """A zone of ED-269. `lower` and `upper` in metres above ground; `ring` as [longitude, latitude] pairs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    identifier = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=160, blank=True)
    restriction = models.CharField(max_length=30)
    reason = models.CharField(max_length=200, blank=True)
    lower = models.FloatField(default=0)
    upper = models.FloatField(null=True)
    ring = models.JSONField(default=list)
    applies = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.identifier
