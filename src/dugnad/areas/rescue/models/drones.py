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
    """`telemetry`: the newest position, battery and coverage, while it flies; not a recording.

    `invented`: by a stand-in, not by a vehicle. `taken_at`: when what flies took it up. `home_asked_at`: when it was
    told to return. `fault`: why it failed, as a code.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mission = models.ForeignKey(Mission, models.CASCADE, related_name="flights")
    incident = models.ForeignKey(Incident, models.SET_NULL, null=True, related_name="flights")
    vehicle = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=FlightState.choices)
    telemetry = models.JSONField(default=dict)
    invented = models.BooleanField(default=False)
    begun_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True)
    home_asked_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
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
    """One volume of a zone of ED-269. `lower` and `upper` in metres above the ground (AGL) or the sea (AMSL), as their
    references say; `upper` None: however high. `ring` as [longitude, latitude] pairs; `south` to `east` bound it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    country = models.CharField(max_length=3, blank=True)
    identifier = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    restriction = models.CharField(max_length=30)
    reason = models.CharField(max_length=200, blank=True)
    lower = models.FloatField(default=0)
    lower_reference = models.CharField(max_length=4, default="AGL")
    upper = models.FloatField(null=True)
    upper_reference = models.CharField(max_length=4, default="AGL")
    south = models.FloatField(default=0)
    west = models.FloatField(default=0)
    north = models.FloatField(default=0)
    east = models.FloatField(default=0)
    ring = models.JSONField(default=list)
    applies = models.JSONField(default=list)

    class Meta:
        ordering = ["country", "identifier", "number"]
        constraints = [
            models.UniqueConstraint(fields=["country", "identifier", "number"], name="zone_volume_once")
        ]
        indexes = [models.Index(fields=["south", "north"])]

    def __str__(self) -> str:
        return self.identifier
