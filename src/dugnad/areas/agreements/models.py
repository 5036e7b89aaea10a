"""Agreements, their clauses, the rounds in which they are sent for signature, and the signatures."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.kernel.organisations.models import Organisation


class Language(models.TextChoices):
    NB = "nb", "Bokmål"
    NN = "nn", "Nynorsk"
    EN = "en", "English"


class AgreementState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SIGNING = "signing", _("Being signed")
    SIGNED = "signed", _("Signed")
    REVOKED = "revoked", _("Revoked")
    DISCARDED = "discarded", _("Thrown away")


class ClauseKind(models.TextChoices):
    TEXT = "text", _("Text")
    SHARING = "sharing", _("Sharing")


class Order(models.TextChoices):
    PARALLEL = "parallel", _("Everyone at the same time")
    SEQUENTIAL = "sequential", _("One after the other")


class RoundState(models.TextChoices):
    OPEN = "open", _("Open")
    SIGNED = "signed", _("Signed by all")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")


class SignatureState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SIGNED = "signed", _("Signed")
    DECLINED = "declined", _("Declined")


class Agreement(models.Model):
    """A cooperation agreement. `version` grows with every change, `head_version` with those of the head."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=160)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.NB)
    effective = models.DateField()
    expiry = models.DateField()
    conditions = models.TextField(blank=True)
    state = models.CharField(max_length=9, choices=AgreementState.choices, default=AgreementState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    head_version = models.PositiveIntegerField(default=1)
    parties: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        Organisation, through="AgreementParty", related_name="agreements"
    )
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    signed_at = models.DateTimeField(null=True)
    took_effect_at = models.DateTimeField(null=True)
    expired_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_from = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    revoked_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-changed_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(expiry__gte=F("effective")), name="agreement_ends_after_start")
        ]
        indexes = [models.Index(fields=["state", "effective"]), models.Index(fields=["state", "expiry"])]

    def __str__(self) -> str:
        return self.title


class AgreementParty(models.Model):
    """An organisation that is bound, in the order in which the document names it."""

    id = models.BigAutoField(primary_key=True)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="party_rows")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="agreement_party_once")
        ]


class Clause(models.Model):
    """One clause; a sharing clause says who may read what, why and when (empty: as long as the agreement)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="clauses")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=7, choices=ClauseKind.choices)
    heading = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    givers: models.ManyToManyField[Any, Any] = models.ManyToManyField(Organisation, related_name="+")
    receivers: models.ManyToManyField[Any, Any] = models.ManyToManyField(Organisation, related_name="+")
    data = models.CharField(max_length=60, blank=True)
    purpose = models.CharField(max_length=60, blank=True)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["agreement", "position"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=ClauseKind.SHARING) | (~Q(data="") & ~Q(purpose="")),
                name="sharing_has_data_and_purpose",
            ),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=F("starts")),
                name="clause_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.kind}"


class SigningRound(models.Model):
    """One time that the text was sent for signature. `content` is the text as frozen, `digest` the PDF's SHA-256."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=RoundState.choices, default=RoundState.OPEN)
    order = models.CharField(max_length=10, choices=Order.choices, default=Order.PARALLEL)
    message = models.TextField(blank=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    finalised_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="round_number_once"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(state=RoundState.OPEN), name="one_open_round"
            ),
        ]
        indexes = [models.Index(fields=["state", "finalised_at"])]


class Document(models.Model):
    """The PDF of a round. Each signature replaces it whole, only if `version` is still the one it was made from."""

    round = models.OneToOneField(SigningRound, models.CASCADE, primary_key=True, related_name="document")
    version = models.PositiveIntegerField(default=0)
    pdf = models.BinaryField()


class Signature(models.Model):
    """One place in the document where a person signs for a party; `authority` is the ground they sign on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(SigningRound, models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    authority = models.CharField(max_length=160)
    field = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=SignatureState.choices, default=SignatureState.WAITING)
    done_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    delegated_from = models.CharField(max_length=120, blank=True)
    delegated_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "field"], name="signature_field_once"),
            models.UniqueConstraint(fields=["round", "organisation", "person"], name="signatory_once"),
        ]
        indexes = [models.Index(fields=["person", "state"])]
