"""Rule packages: their versions, who approved them, and the cities that adopted them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.kernel.organisations.models import Organisation


class VersionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ASKED = "asked", _("Waits for approval")
    PUBLISHED = "published", _("Published")
    STOPPED = "stopped", _("Stopped")


class ApproverRole(models.TextChoices):
    CASEWORKER = "caseworker", _("Professional")
    LAWYER = "lawyer", _("Lawyer")


class RulePackage(models.Model):
    """A set of rules that one organisation owns and others may adopt; `slug` is its id in the document."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="rule_packages")
    title = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class PackageVersion(models.Model):
    """One version: the whole document as JSON. `digest` is its SHA-256; once published neither ever changes.

    `revision` counts the saves of a draft, so that two who edit notice one another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    package = models.ForeignKey(RulePackage, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    says = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["package", "number"], name="rule_version_once"),
            models.UniqueConstraint(fields=["package"], condition=Q(state="draft"), name="one_rule_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.package_id} {self.number}"


class PackageSave(models.Model):
    """What a draft held at an earlier save; gone when it is published."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(PackageVersion, models.CASCADE, related_name="saves")
    revision = models.PositiveIntegerField()
    document = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "revision"], name="rule_save_once")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.revision}"


class Adoption(models.Model):
    """A city that decides cases by a version with its own overlay; `stopped_at`: nothing is decided by rule any more.

    `overlay` is JSON as `rulebook.reading.overlay_from_json` reads it; in force from `since` when two have approved.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(PackageVersion, models.PROTECT, related_name="adoptions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="adopted_rules")
    overlay = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "organisation"],
                condition=Q(state__in=["draft", "asked"]),
                name="one_open_adoption",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.organisation_id}"


class Approval(models.Model):
    """One of the two who say that a version, or a city's adoption of it, is right; never the same person twice.

    `digest` is what was approved: the version's, or that of version and overlay together. `shadow` is the run over
    past cases that was there to see; `reason` why there was none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(PackageVersion, models.CASCADE, null=True, related_name="approvals")
    adoption = models.ForeignKey(Adoption, models.CASCADE, null=True, related_name="approvals")
    role = models.CharField(max_length=12, choices=ApproverRole.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    digest = models.CharField(max_length=64)
    shadow = models.ForeignKey("casework.ShadowRun", models.SET_NULL, null=True, related_name="approvals")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(version=None, adoption__isnull=False) | Q(version__isnull=False, adoption=None),
                name="approves_one_thing",
            ),
            models.UniqueConstraint(fields=["version", "role"], name="version_approved_once"),
            models.UniqueConstraint(fields=["version", "by"], name="version_approved_by_two"),
            models.UniqueConstraint(fields=["adoption", "role"], name="adoption_approved_once"),
            models.UniqueConstraint(fields=["adoption", "by"], name="adoption_approved_by_two"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.at}"
