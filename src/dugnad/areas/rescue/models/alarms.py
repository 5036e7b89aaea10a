"""Alarms as they were received, and the lines that they come over."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.models.buildings import Building
from dugnad.kernel.organisations.models import Organisation


class Channel(models.TextChoices):
    DC09 = "dc09", "SIA DC-09"
    CAP = "cap", "CAP 1.2"
    MQTT = "mqtt", "MQTT"
    HTTP = "http", "HTTP"
    DRILL = "drill", _("Drill")


class AlarmKind(models.TextChoices):
    FIRE = "fire", _("Fire alarm")
    SMOKE = "smoke", _("Smoke")
    MANUAL = "manual", _("Manual call point")
    PERSON = "person", _("Safety alarm")
    RESTORE = "restore", _("Restored")
    TEST = "test", _("Test")
    FAULT = "fault", _("Fault")
    OTHER = "other", _("Other")


class Line(models.Model):
    """One account of an alarm transmitter. `key`: of encrypted frames, itself encrypted with the installation's
    secret. `every`: seconds between supervision messages, 0 when unsupervised. `testing_until`: till then its
    alarms open no incident. `refused`: why a frame of its was last refused."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    building = models.ForeignKey(Building, models.CASCADE, related_name="lines")
    account = models.CharField(max_length=16, unique=True)
    key = models.TextField(blank=True)
    every = models.PositiveIntegerField(default=0)
    heard_at = models.DateTimeField(null=True)
    silent_since = models.DateTimeField(null=True)
    testing_until = models.DateTimeField(null=True)
    refused = models.CharField(max_length=8, blank=True)
    refused_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.account


class Alarm(models.Model):
    """One alarm, on the disk before it is acknowledged. `digest` is the same for repetitions of one message.

    `service`: the fire service that answered alarms from there when it came in. `building` and `service` are
    both unknown when nothing tells where it comes from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    digest = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    kind = models.CharField(max_length=8, choices=AlarmKind.choices)
    account = models.CharField(max_length=16, blank=True)
    detector = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=200, blank=True)
    building = models.ForeignKey(Building, models.SET_NULL, null=True, related_name="alarms")
    service = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    incident = models.ForeignKey("Incident", models.SET_NULL, null=True, related_name="alarms")
    repeated = models.PositiveIntegerField(default=0)
    content = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["received_at"])]

    def __str__(self) -> str:
        return f"{self.channel} {self.kind}"
