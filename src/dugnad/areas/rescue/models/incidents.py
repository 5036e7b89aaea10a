"""An incident: what is done in it is an append-only list of entries, from which the present state is folded."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dugnad.areas.rescue.models.buildings import Building, PlanVersion
from dugnad.areas.rescue.models.residents import Resident
from dugnad.kernel.organisations.models import Organisation


class Incident(models.Model):
    """`place`: what is known of the place when the building is not. `plan`: the version in use when it opened.

    `people_until`: when frozen positions and person-level entries are deleted after closing. `alone`: on whose
    word alone it rests; None when a detector, or a second person, says so too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    building = models.ForeignKey(Building, models.PROTECT, null=True, related_name="incidents")
    service = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="incidents")
    plan = models.ForeignKey(PlanVersion, models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=200, blank=True)
    exercise = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=200, blank=True)
    people_until = models.DateTimeField(null=True)
    alone = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            # Two alarms at once in one building are one incident; a drill never hides a fire.
            models.UniqueConstraint(
                fields=["building", "exercise"], condition=Q(closed_at=None), name="one_open_incident"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Entry(models.Model):
    """One thing said or done. `id` is made by the screen that says it, so that it counts once however often it is sent.

    `kind` and `value` are told in `areas.rescue.incidents.states`; `about` is the id of the person, team, space
    or way concerned; `said_at` is the screen's clock, `at` ours.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    said_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=64, blank=True)
    value = models.JSONField(default=dict)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["incident", "number"], name="entry_number_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Team(models.Model):
    """People on site. `devices`: how many of each, by `residents.Device`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="teams")
    name = models.CharField(max_length=40)
    size = models.PositiveSmallIntegerField(default=2)
    smoke_divers = models.BooleanField(default=False)
    devices = models.JSONField(default=dict)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class FrozenPosition(models.Model):
    """Where a resident probably is, frozen for one incident. `beliefs`: probability by space id; what is left
    to 1 is 'unknown'. `seen_at` None: registered only."""

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="positions")
    resident = models.ForeignKey(Resident, models.CASCADE, related_name="+")
    beliefs = models.JSONField(default=dict)
    seen_at = models.DateTimeField(null=True)
    sensor = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "resident"], name="position_once")]

    def __str__(self) -> str:
        return str(self.resident_id)


class Assessment(models.Model):
    """What the engines say of an incident now: times, routes and the rescue plan, as JSON of `incidents.assessing`.

    `number` is the last entry it took in. It tells of persons by id and goes with the frozen positions.
    """

    incident = models.OneToOneField(Incident, models.CASCADE, primary_key=True, related_name="assessment")
    number = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    took = models.FloatField(default=0)
    content = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.incident_id)
