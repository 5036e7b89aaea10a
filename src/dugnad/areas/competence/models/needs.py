"""What organisations ask for in their own words, whom they ask, and what was asked for in vain."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.areas.competence.models.pledges import MOST_HOURS, Expert, Offer
from dugnad.kernel.organisations.models import County, Organisation, OrganisationKind

MOST_LETTERS = 50_000


class Size(models.TextChoices):
    """By persons employed, as the EU's definition of small and medium-sized enterprises (2003/361/EC)."""

    MICRO = "micro", _("Under 10 employees")
    SMALL = "small", _("10 to 49 employees")
    MEDIUM = "medium", _("50 to 249 employees")
    LARGE = "large", _("250 employees or more")
    PUBLIC = "public", _("Public body")


class Industry(models.TextChoices):
    """The sections of the Norwegian standard industrial classification, SN2007."""

    A = "A", _("Agriculture, forestry and fishing")
    B = "B", _("Mining and quarrying")
    C = "C", _("Manufacturing")
    D = "D", _("Electricity, gas and heat")
    E = "E", _("Water, sewerage and waste")
    F = "F", _("Construction")
    G = "G", _("Trade and repair")
    H = "H", _("Transport and storage")
    I = "I", _("Accommodation and food")  # noqa: E741 - the section's letter
    J = "J", _("Information and communication")
    K = "K", _("Finance and insurance")
    L = "L", _("Real estate")
    M = "M", _("Professional, scientific and technical")
    N = "N", _("Business services")
    O = "O", _("Public administration")  # noqa: E741 - the section's letter
    P = "P", _("Education")
    Q = "Q", _("Health and social work")
    R = "R", _("Arts, sport and leisure")
    S = "S", _("Other services")


class Urgency(models.IntegerChoices):
    """The higher goes first in a round."""

    LATER = 0, _("It can wait")
    MONTH = 1, _("Within a month")
    WEEK = 2, _("Within a week")


class NeedState(models.TextChoices):
    DRAFT = "draft", _("Not sent")
    OPEN = "open", _("Waits for an answer")
    AGREED = "agreed", _("Help is agreed")
    DONE = "done", _("Finished")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ContactState(models.TextChoices):
    SENT = "sent", _("Waits for an answer")
    PROPOSED = "proposed", _("A time is proposed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CLOSED = "closed", _("Closed without an answer")
    FINISHED = "finished", _("Finished")


class Side(models.TextChoices):
    ASKER = "asker", _("The asker")
    RECEIVER = "receiver", _("The expert")


class Outcome(models.TextChoices):
    SOLVED = "solved", _("It solved the need")
    PARTLY = "partly", _("It helped on the way")
    NOT = "not", _("It did not help")


class Profile(models.Model):
    """What an organisation told of itself when it first asked, so that it need not tell it again."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="+")
    size = models.CharField(max_length=6, choices=Size.choices, blank=True)
    industry = models.CharField(max_length=1, choices=Industry.choices, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.organisation_id)


class Need(models.Model):
    """What an organisation needs, in its own words. Secret: see `rules.NEED`.

    For rounds: take those with `state` open and `in_round` (the asker agreed that who runs the round reads it), never
    by an organisation of `needs.hiding.hidden_from`; group by `county` and `size`; `urgency` is the engine's class;
    `hours` wanted; waited since `sent_at`. `parties`: who was asked and may read it, kept by the services.
    `found`: how many good hits it had. `handed_at`: when the asker asked for a human, `matcher`: the hub that looks
    (none: who runs the platform), `reply`: what it answered. `text` is blanked when it has been kept long enough
    (`forgotten_at`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="needs")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=2, default="nb")
    kind = models.CharField(max_length=10, choices=OrganisationKind.choices)
    county = models.CharField(max_length=2, choices=County.choices, blank=True)
    place = models.CharField(max_length=80, blank=True)
    size = models.CharField(max_length=6, choices=Size.choices, blank=True)
    industry = models.CharField(max_length=1, choices=Industry.choices, blank=True)
    urgency = models.PositiveSmallIntegerField(choices=Urgency.choices, default=Urgency.MONTH)
    hours = models.PositiveSmallIntegerField(default=2)
    in_person = models.BooleanField(default=False)
    hidden_from = models.ManyToManyField(Organisation, related_name="+")
    hidden_industry = models.BooleanField(default=False)
    parties = models.ManyToManyField(Organisation, related_name="+")
    state = models.CharField(max_length=9, choices=NeedState.choices, default=NeedState.DRAFT)
    in_round = models.BooleanField(default=False)
    found = models.PositiveSmallIntegerField(default=0)
    handed_at = models.DateTimeField(null=True)
    matcher = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(fields=["organisation", "-created_at"], name="needs_of_organisation"),
            models.Index(fields=["state", "in_round"], name="needs_open"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=MOST_HOURS), name="need_hours"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Contact(models.Model):
    """One request: to an expert, or for an offer (to who has it, or to a member that uses it).

    Its moves are in `rules.needs`; `turn`: whose answer it waits for. `people`: how many take part, for an offer.
    `passed_on`: sent by a human after silence, or after none fitted.

    `answer_by`: when the receiver promised to answer; `reminded`: steps of the ladder taken (7, 14, 21 days);
    `escalated_at`: when a human took over after silence, `matcher`: the hub that did (none: who runs the platform).
    `start`, `minutes`, `where`: the time proposed or agreed. `revision` counts proposals, for calendars.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    need = models.ForeignKey(Need, models.CASCADE, related_name="contacts")
    expert = models.ForeignKey(Expert, models.PROTECT, null=True, related_name="contacts")
    offer = models.ForeignKey(Offer, models.PROTECT, null=True, related_name="contacts")
    people = models.PositiveSmallIntegerField(default=1)
    passed_on = models.BooleanField(default=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contacts")
    asker = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by_round = models.BooleanField(default=False)
    message = models.TextField(blank=True)
    hours = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=ContactState.choices, default=ContactState.SENT)
    turn = models.CharField(max_length=8, choices=Side.choices, default=Side.RECEIVER, blank=True)
    reason = models.TextField(blank=True)
    start = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    where = models.CharField(max_length=200, blank=True)
    revision = models.PositiveSmallIntegerField(default=0)
    answer_by = models.DateField(null=True)
    sent_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    matcher = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=6, choices=Outcome.choices, blank=True)
    satisfaction = models.PositiveSmallIntegerField(null=True)
    said = models.TextField(blank=True)
    hours_used = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["sent_at", "id"]
        indexes = [
            models.Index(fields=["organisation", "state"], name="contacts_of_receiver"),
            models.Index(fields=["expert", "state", "sent_at"], name="contacts_of_expert"),
            models.Index(fields=["state", "turn", "sent_at"], name="contacts_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "expert"],
                condition=Q(state__in=("sent", "proposed", "accepted")),
                name="asked_once",
            ),
            models.CheckConstraint(
                condition=Q(satisfaction=None) | Q(satisfaction__gte=1, satisfaction__lte=5),
                name="satisfaction_of_five",
            ),
            models.UniqueConstraint(
                fields=["need", "offer", "organisation"],
                condition=Q(state__in=("sent", "proposed", "accepted")),
                name="offer_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(expert__isnull=False, offer=None, hours__gte=1, hours__lte=MOST_HOURS)
                | Q(expert=None, offer__isnull=False, hours=0),
                name="expert_with_hours_or_offer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"

    @property
    def whom(self) -> str:
        """The expert's name, or what the offer is called."""
        return self.expert.name if self.expert else self.offer.title if self.offer else ""

    @property
    def answerer(self) -> uuid.UUID | None:
        """The person who was asked; None: the administrators of the organisation answer."""
        return self.expert.person_id if self.expert else None


class Gap(models.Model):
    """Something asked for that had no good answer: known words only, no names, no numbers, never the text.

    `asker` is a keyed digest that tells askers apart, `once` one that lets nobody count twice for the same words.
    """

    id = models.BigAutoField(primary_key=True)
    asker = models.CharField(max_length=64)
    once = models.CharField(max_length=64)
    words = models.JSONField(default=list)
    skills = models.JSONField(default=list)
    county = models.CharField(max_length=2, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["at"], name="gaps_at")]
        constraints = [models.UniqueConstraint(fields=["once"], name="competence_gap_once")]

    def __str__(self) -> str:
        return str(self.id)
