"""Cases: what was applied for, what is known, what was decided, what was sent, and all that happened in order."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.areas.casework.models.packages import Adoption
from dugnad.kernel.organisations.models import Organisation


class CaseState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    WAITING = "waiting", _("Waits for a register")
    PERSON = "person", _("With a case worker")
    DECIDED = "decided", _("Decided")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class WrittenForm(models.TextChoices):
    BOKMAL = "nb", _("Bokmål")
    NYNORSK = "nn", _("Nynorsk")


class Case(models.Model):
    """One application to a city. `answers` are the form's words as they were written, so that nothing is lost.

    `day` is the day whose law decides; `waits_for` the registers that did not answer; `why` what a person must see to.
    Where each home is decided apart, one application becomes several cases: `first` is the one it began as; a case
    holds from `day` until `until`, the first day it no longer does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="cases")
    slug = models.SlugField(max_length=60)
    title = models.JSONField(default=dict)
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="cases")
    applicant_name = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=120, blank=True)
    born = models.DateField(null=True)
    area = models.CharField(max_length=60, blank=True)
    day = models.DateField(null=True)
    until = models.DateField(null=True)
    first = models.ForeignKey("self", models.SET_NULL, null=True, related_name="others")
    written = models.CharField(max_length=2, choices=WrittenForm.choices, default=WrittenForm.BOKMAL)
    consent = models.BooleanField(default=False)
    answers = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.DRAFT)
    why = models.JSONField(default=list)
    waits_for = models.JSONField(default=list)
    tried_at = models.DateTimeField(null=True)
    sampled = models.BooleanField(default=False)
    began_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True)
    preliminary_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    control_at = models.DateTimeField(null=True)
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["-began_at", "id"]
        indexes = [models.Index(fields=["organisation", "state"], name="casework_cases_of")]

    def __str__(self) -> str:
        return self.reference


class CaseFact(models.Model):
    """What is known of one fact: `value` in the one written form of its type; '' where it could not be had.

    `source` is 'applicant', a register's name, or 'assessment' with who assessed and why. `provenance`: what the
    source itself rested on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="facts")
    name = models.CharField(max_length=120)
    value = models.CharField(max_length=2000, blank=True)
    source = models.CharField(max_length=60)
    at = models.DateTimeField(default=timezone.now)
    consent = models.BooleanField(default=True)
    note = models.CharField(max_length=500, blank=True)
    provenance = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["case", "name"], name="case_fact_once")]

    def __str__(self) -> str:
        return self.name


class Decision(models.Model):
    """One decision of a case, with all that it takes to make it again: never changed, only followed by another.

    `trace` is the canonical JSON; `fingerprint` its SHA-256. `judged`: what a person found of single conditions.
    `final` is false for the brief that a person works from. `as_of`: when the facts were known, if not `at`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField()
    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="decisions")
    overlay = models.JSONField(default=dict)
    result = models.CharField(max_length=60)
    final = models.BooleanField(default=False)
    automatic = models.BooleanField(default=False)
    consent = models.BooleanField(default=False)
    trace = models.TextField()
    fingerprint = models.CharField(max_length=64)
    package_digest = models.CharField(max_length=64)
    engine_digest = models.CharField(max_length=64)
    judged = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    as_of = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="case_decision_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"


class LetterKind(models.TextChoices):
    DECISION = "decision", _("Decision")
    PRELIMINARY = "preliminary", _("Preliminary reply")
    CONFIRMATION = "confirmation", _("Confirmation")
    CORRECTION = "correction", _("Correction")
    NOTICE = "notice", _("Notice to the body that decides appeals")


class Letter(models.Model):
    """A letter: `lines` are its sentences, each with the condition it tells of.

    `to`: who gets it; '' for the applicant.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="letters")
    decision = models.ForeignKey(Decision, models.CASCADE, null=True, related_name="letters")
    kind = models.CharField(max_length=12, choices=LetterKind.choices)
    written = models.CharField(max_length=2, choices=WrittenForm.choices)
    to = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200)
    lines = models.JSONField(default=list)
    pdf = models.BinaryField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    signed_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=100, blank=True)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-made_at", "id"]

    def __str__(self) -> str:
        return self.title


class AppealOutcome(models.TextChoices):
    CHANGED = "changed", _("The decision was changed")
    UPHELD = "upheld", _("The decision was upheld")
    RETURNED = "returned", _("The case was sent back to be decided anew")
    DISMISSED = "dismissed", _("The appeal was dismissed")
    WITHDRAWN = "withdrawn", _("The appeal was withdrawn")


class Appeal(models.Model):
    """An appeal against a decision; `in_time` by the count from receipt.

    `late_reason`: why it is taken in though it is late. `statement`: what the city says when it keeps its decision and
    sends the appeal on. `outcome`: how it ended, in the city, with the body that decides it, or by the applicant.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="appeals")
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="appeals")
    says = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    deadline = models.DateField()
    in_time = models.BooleanField()
    late_reason = models.CharField(max_length=500, blank=True)
    statement = models.TextField(blank=True)
    sent_on_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=AppealOutcome.choices, blank=True)
    outcome_says = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at}"


class CaseEntry(models.Model):
    """One thing that happened in a case; only added to. `what` is a code with words in `cases.words`."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="entries")
    what = models.CharField(max_length=30)
    says = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.what
