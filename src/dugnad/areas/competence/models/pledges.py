"""What organisations pledge: experts with hours a month, labs, courses, solutions; and the ledger of the hours."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.areas.competence.models.vocabularies import Skill
from dugnad.kernel.organisations.models import Organisation

MOST_HOURS = 200


class OfferKind(models.TextChoices):
    LAB = "lab", _("Lab")
    COURSE = "course", _("Course")
    SOLUTION = "solution", _("Solution")


class EntryKind(models.TextChoices):
    PLEDGED = "pledged", _("Pledged")
    WITHDRAWN = "withdrawn", _("Taken back")
    RESERVED = "reserved", _("Reserved")
    RELEASED = "released", _("Let go")
    USED = "used", _("Used")
    LAPSED = "lapsed", _("Lapsed")


class Expert(models.Model):
    """Somebody who helps for some hours a month: a member with an account who agreed, or a team without names.

    `counties`: where they come in person, by number; `remote`: also over video. `hours_month`: pledged for each
    month unless the month says otherwise. `active` is derived by the services: open to requests now.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="experts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="expertise")
    name = models.CharField(max_length=120)
    headline = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    skills = models.ManyToManyField(Skill, related_name="experts")
    themes = models.ManyToManyField(Skill, related_name="experts_on_theme")
    counties = models.JSONField(default=list)
    remote = models.BooleanField(default=True)
    languages = models.JSONField(default=list)
    hours_month = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=False)
    invented = models.BooleanField(default=False)
    pledged_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["active", "organisation"], name="experts_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(withdrawn_at=None), name="expert_once"
            ),
            models.CheckConstraint(condition=Q(hours_month__lte=MOST_HOURS), name="expert_hours_a_month"),
            models.CheckConstraint(
                condition=Q(active=False) | Q(withdrawn_at=None, paused_at=None), name="expert_open"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Offer(models.Model):
    """A lab, a course or a solution that can be used again. `price` in kroner; None: ask, 0: nothing.

    `publiccode`: the file's own data, for a solution; `used_by`: those that it names, who may be no members.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="offers")
    kind = models.CharField(max_length=8, choices=OfferKind.choices)
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    skills = models.ManyToManyField(Skill, related_name="offers")
    themes = models.ManyToManyField(Skill, related_name="offers_on_theme")
    counties = models.JSONField(default=list)
    remote = models.BooleanField(default=True)
    languages = models.JSONField(default=list)
    url = models.URLField(max_length=500, blank=True)
    next_date = models.DateField(null=True)
    price = models.PositiveIntegerField(null=True)
    publiccode = models.JSONField(null=True)
    used_by = models.JSONField(default=list)
    active = models.BooleanField(default=True)
    invented = models.BooleanField(default=False)
    pledged_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    paused_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["title", "id"]
        indexes = [models.Index(fields=["active", "kind"], name="offers_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(active=False) | Q(withdrawn_at=None, paused_at=None), name="offer_open"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Reuse(models.Model):
    """A member says that it uses an offer already."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="reuses")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "organisation"], name="reuse_once")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.offer_id}"


class PersonLimit(models.Model):
    """At most how many hours a month a person gives, for all organisations together; they say it themselves."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="expert_limit"
    )
    hours_month = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(hours_month__lte=MOST_HOURS), name="limit_hours_a_month")
        ]

    def __str__(self) -> str:
        return str(self.hours_month)


class PersonMonth(models.Model):
    """What a person's organisations have pledged of one month, held below the person's own limit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    month = models.DateField()
    most = models.PositiveSmallIntegerField()
    pledged = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "month"], name="person_month_once"),
            models.CheckConstraint(condition=Q(pledged__lte=F("most")), name="never_promised_twice"),
        ]

    def __str__(self) -> str:
        return str(self.month)


class HourMonth(models.Model):
    """The sums of an expert's ledger in one month (its first day). Kept by the services, never below zero."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    expert = models.ForeignKey(Expert, models.CASCADE, related_name="months")
    month = models.DateField()
    pledged = models.PositiveSmallIntegerField(default=0)
    reserved = models.PositiveSmallIntegerField(default=0)
    used = models.PositiveSmallIntegerField(default=0)
    lapsed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["expert", "month"], name="hour_month_once"),
            models.CheckConstraint(
                condition=Q(pledged__gte=F("reserved") + F("used") + F("lapsed")), name="hours_promised_once"
            ),
            models.CheckConstraint(condition=Q(pledged__lte=MOST_HOURS), name="hours_in_month"),
        ]

    def __str__(self) -> str:
        return f"{self.expert_id} {self.month}"

    @property
    def free(self) -> int:
        return self.pledged - self.reserved - self.used - self.lapsed


class HourEntry(models.Model):
    """One line of the ledger of hours; written once, never changed. `request`: the request that it is for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    expert = models.ForeignKey(Expert, models.CASCADE, related_name="entries")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=9, choices=EntryKind.choices)
    hours = models.PositiveSmallIntegerField()
    request = models.UUIDField(null=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["expert", "month"], name="hours_of_expert"),
            models.Index(fields=["request"], name="hours_of_request"),
        ]
        constraints = [models.CheckConstraint(condition=Q(hours__gt=0), name="hours_above_zero")]

    def __str__(self) -> str:
        return f"{self.kind} {self.hours}"


def first_of(day: date) -> date:
    """The month that the day is in, as its first day."""
    return day.replace(day=1)
