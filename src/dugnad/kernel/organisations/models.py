"""Organisations, their units, and the roles that people have there."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(models.TextChoices):
    CITY = "city", _("City or municipality")
    COUNTY = "county", pgettext_lazy("body", "County")
    STATE = "state", _("State agency")
    HUB = "hub", _("Regional hub")
    COMPANY = "company", _("Company")
    RESEARCH = "research", _("Research institute")


class County(models.TextChoices):
    """The counties of Norway since 2024, by their number in Statistics Norway's classification 104."""

    OSLO = "03", "Oslo"
    ROGALAND = "11", "Rogaland"
    MORE_OG_ROMSDAL = "15", "Møre og Romsdal"
    NORDLAND = "18", "Nordland"
    SVALBARD = "21", "Svalbard"
    OSTFOLD = "31", "Østfold"
    AKERSHUS = "32", "Akershus"
    BUSKERUD = "33", "Buskerud"
    INNLANDET = "34", "Innlandet"
    VESTFOLD = "39", "Vestfold"
    TELEMARK = "40", "Telemark"
    AGDER = "42", "Agder"
    VESTLAND = "46", "Vestland"
    TRONDELAG = "50", "Trøndelag"
    TROMS = "55", "Troms"
    FINNMARK = "56", "Finnmark"


class RoleName(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    SIGNATORY = "signatory", _("Signatory")
    MEMBER = "member", _("Member")
    RESPONDER = "responder", _("On duty for emergencies")
    CARER = "carer", _("Care service")
    CASEWORKER = "caseworker", _("Case worker")
    LAWYER = "lawyer", _("Lawyer")
    ARCHIVIST = "archivist", _("Archivist")


class Organisation(models.Model):
    """A member of the network. `sort_name` and `search` are derived from the rest by the services."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=160)
    number = models.CharField(max_length=9, unique=True)
    kind = models.CharField(max_length=10, choices=OrganisationKind.choices, db_index=True)
    about = models.TextField(blank=True)
    website = models.URLField(blank=True)
    place = models.CharField(max_length=80, blank=True)
    county = models.CharField(max_length=2, choices=County.choices, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    invented = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)
    sort_name = models.CharField(max_length=480, editable=False)
    search = models.TextField(editable=False)

    class Meta:
        ordering = ["sort_name", "id"]
        indexes = [models.Index(fields=["sort_name", "id"])]

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


class Invitation(models.Model):
    """One offer of one role to one e-mail address; only the hash of its secret token is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=16, choices=RoleName.choices)
    authority = models.CharField(max_length=160, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["invited_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email", "role"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invited_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.organisation_id}"


class InvitationAsked(models.Model):
    """When an organisation sent an invitation, new or again; kept for an hour to limit the pace."""

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "at"], name="invitations_asked")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.at}"
