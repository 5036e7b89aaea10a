"""Organisations, their units, and the roles that people have there."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    CITY = "city", _("City or municipality")
    COUNTY = "county", _("County")
    STATE = "state", _("State agency")
    HUB = "hub", _("Regional hub")
    COMPANY = "company", _("Company")
    RESEARCH = "research", _("Research institute")


class RoleName(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    SIGNATORY = "signatory", _("Signatory")
    MEMBER = "member", _("Member")


class Organisation(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=160)
    number = models.CharField(max_length=9, unique=True)
    kind = models.CharField(max_length=10, choices=OrganisationKind.choices, db_index=True)
    about = models.TextField(blank=True)
    website = models.URLField(blank=True)
    place = models.CharField(max_length=80, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    invented = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["name", "id"])]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="units")
    name = models.CharField(max_length=160)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="unit_name_once")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One role of one person in one organisation; `authority` says on what ground a signatory signs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="memberships")
    role = models.CharField(max_length=16, choices=RoleName.choices)
    authority = models.CharField(max_length=160, blank=True)
    since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"], condition=Q(ended_at=None), name="role_held_once"
            )
        ]
        indexes = [models.Index(fields=["person"], condition=Q(ended_at=None), name="roles_now")]

    def __str__(self) -> str:
        return f"{self.role} {self.organisation_id}"
