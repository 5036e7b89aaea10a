"""How the feeds of sensors do. Of persons and positions nothing is stored here."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from dugnad.areas.rescue.models.buildings import Building


class FeedState(models.Model):
    """One kind of sensor in a building as its listener last told; without building: the link to the broker,
    and then `heard_at` is since when it is as it is."""

    id = models.BigAutoField(primary_key=True)
    building = models.ForeignKey(Building, models.CASCADE, null=True, related_name="feeds")
    sensor = models.CharField(max_length=12)
    heard_at = models.DateTimeField(null=True)
    up = models.BooleanField(default=True)
    faults = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["building", "sensor"], name="feed_once"),
            models.UniqueConstraint(fields=["sensor"], condition=models.Q(building=None), name="link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.building_id} {self.sensor}"
