"""The register of who needs help: function, never diagnosis. Every look at it is a row that the resident sees."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.models.buildings import Building
from dugnad.kernel.organisations.models import Organisation


class Stairs(models.TextChoices):
    ALONE = "alone", _("Walks stairs alone")
    HELPED = "helped", _("Walks stairs with help")
    CANNOT = "cannot", _("Cannot use stairs")


class Aid(models.TextChoices):
    NONE = "none", _("No aid")
    STICK = "stick", _("Stick")
    CRUTCHES = "crutches", _("Crutches")
    ROLLATOR = "rollator", _("Rollator")
    WHEELCHAIR = "wheelchair", _("Wheelchair")
    ELECTRIC = "electric", _("Electric wheelchair")
    BED = "bed", _("Stays in bed")


class Device(models.TextChoices):
    NONE = "none", _("No device")
    CHAIR = "chair", _("Evacuation chair")
    SHEET = "sheet", _("Evacuation sheet")
    STRETCHER = "stretcher", _("Stretcher")


class Ground(models.TextChoices):
    CONSENT = "consent", _("Consent (GDPR article 9(2)(a))")
    VITAL = "vital", _("Vital interests (GDPR article 9(2)(c))")
    HEALTH_DUTY = "health_duty", _("Duty to inform (Health Personnel Act section 31)")


NAMELESS = Q(person=None, service=None, registered_by=None, name="", reference="", ground_said="")


class Resident(models.Model):
    """Someone who lives in, or often is in, a building. `person` is set when they have an account.

    `blocked`: the address is secret; nothing that names anyone is kept, and only who has the code, of which
    `code_digest` is kept, can change the registration. `synthetic`: made for exercises. `service`: the care
    service that registered them, if not they themselves. `reference`: what that service calls the
    registration; it names nobody. `confirmed_at`: when it was last said to be right, `asked_at`: when it was
    asked about since.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    building = models.ForeignKey(Building, models.PROTECT, related_name="residents")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="residences"
    )
    service = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    reference = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=160, blank=True)
    space = models.CharField(max_length=64, blank=True)
    blocked = models.BooleanField(default=False)
    synthetic = models.BooleanField(default=False)
    ground = models.CharField(max_length=12, choices=Ground.choices)
    ground_said = models.CharField(max_length=300, blank=True)
    registered_at = models.DateTimeField(default=timezone.now)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    consent_version = models.CharField(max_length=16, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["confirmed_at"], name="rescue_resi_confirm_idx")]
        constraints = [
            models.UniqueConstraint(fields=["person", "building"], name="registered_once"),
            models.UniqueConstraint(
                fields=["service", "reference"], condition=~Q(reference=""), name="reference_once"
            ),
            models.UniqueConstraint(fields=["code_digest"], condition=~Q(code_digest=""), name="code_once"),
            models.CheckConstraint(condition=Q(blocked=False) | NAMELESS, name="blocked_is_nameless"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Need(models.Model):
    """What help a resident needs to get out. `carriers`: persons needed to carry, 0-6."""

    resident = models.OneToOneField(Resident, models.CASCADE, primary_key=True, related_name="need")
    stairs = models.CharField(max_length=8, choices=Stairs.choices)
    aid = models.CharField(max_length=12, choices=Aid.choices, default=Aid.NONE)
    carriers = models.PositiveSmallIntegerField(default=0)
    device = models.CharField(max_length=12, choices=Device.choices, default=Device.NONE)
    hears_alarm = models.BooleanField(default=True)
    lives_alone = models.BooleanField(default=False)
    updated_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.resident_id)


class Tag(models.Model):
    """What a sensor knows a resident by: a badge, a bed, a door, a safety alarm. Only its salted hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resident = models.ForeignKey(Resident, models.CASCADE, related_name="tags")
    sensor = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sensor", "digest"], name="tag_once")]

    def __str__(self) -> str:
        return self.sensor


class Often(models.TextChoices):
    USUALLY = "usually", _("Usually")
    SOMETIMES = "sometimes", _("Sometimes")


class Habit(models.Model):
    """Where a resident says that they are wont to be: from `first_hour` (0-23) until `last_hour` (1-24), over
    midnight when it is the smaller. It narrows where to look when sensors say nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resident = models.ForeignKey(Resident, models.CASCADE, related_name="habits")
    space = models.CharField(max_length=64)
    first_hour = models.PositiveSmallIntegerField()
    last_hour = models.PositiveSmallIntegerField()
    often = models.CharField(max_length=12, choices=Often.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_hour__lte=23, last_hour__gte=1, last_hour__lte=24)
                & ~Q(first_hour=models.F("last_hour")),
                name="habit_hours",
            )
        ]

    def __str__(self) -> str:
        return str(self.resident_id)


class Opening(models.Model):
    """The seal of a register, or of one resident in it, opened without incident: asked by one, allowed by another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    building = models.ForeignKey(Building, models.PROTECT, related_name="openings")
    resident = models.ForeignKey(Resident, models.CASCADE, null=True, related_name="openings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    allowed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    allowed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(allowed_by=None) | ~Q(allowed_by=models.F("asked_by")), name="opened_by_two"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Look(models.Model):
    """One look at one resident's registration: who, when, why; the resident is told of it afterwards."""

    id = models.BigAutoField(primary_key=True)
    resident = models.ForeignKey(Resident, models.CASCADE, related_name="looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    incident = models.ForeignKey("Incident", models.SET_NULL, null=True, related_name="looks")
    opening = models.ForeignKey(Opening, models.SET_NULL, null=True, related_name="looks")
    at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["resident", "at"])]
        constraints = [models.UniqueConstraint(fields=["resident", "by", "incident"], name="looked_once")]

    def __str__(self) -> str:
        return str(self.id)
