"""What is kept of business models: the document with all its revisions, comments, and who was asked for them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class BusinessModel(models.Model):
    """One model of an organisation. `document` is in the form of the foresight engine, whole or not yet;
    `canvas` holds the words of the nine blocks beside it. `example`: the example that it began as.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    document = models.JSONField()
    canvas = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    seed = models.PositiveIntegerField(default=1)
    example = models.CharField(max_length=20, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-changed_at", "id"]
        indexes = [models.Index(fields=["organisation", "changed_at"], name="models_of_organisation")]

    def __str__(self) -> str:
        return f"{self.id} {self.revision}"


class ModelRevision(models.Model):
    """The model as it was saved once; `what` names the part that was changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    model = models.ForeignKey(BusinessModel, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    document = models.JSONField()
    canvas = models.JSONField(default=dict)
    seed = models.PositiveIntegerField(default=1)
    what = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["model", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.model_id} {self.number}"


class KeptInput(models.Model):
    """What one person has typed in one step and not saved yet, as it was typed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    model = models.ForeignKey(BusinessModel, models.CASCADE, related_name="kept")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    step = models.CharField(max_length=40)
    values = models.JSONField()
    revision = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "person", "step"], name="input_kept_once")]

    def __str__(self) -> str:
        return f"{self.model_id} {self.step}"


class CommentInvitation(models.Model):
    """One person or one organisation of the network asked to comment on one model, in confidence, until a time.

    It opens nothing until its terms are accepted, and nothing after it ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    model = models.ForeignKey(BusinessModel, models.CASCADE, related_name="invitations")
    owner = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, related_name="+"
    )
    question = models.TextField(blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    terms = models.CharField(max_length=16, blank=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-invited_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None) ^ Q(organisation=None), name="one_is_asked_to_comment"
            )
        ]
        indexes = [models.Index(fields=["until"], name="comment_invitations_end")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def over(self) -> bool:
        """True once it opens nothing any more, to nobody."""
        ended = self.withdrawn_at or self.declined_at
        return bool(ended) or self.until <= timezone.now()


class Comment(models.Model):
    """What somebody said of one block of the canvas, seeing one revision; `invitation` is empty for own people."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    model = models.ForeignKey(BusinessModel, models.CASCADE, related_name="comments")
    invitation = models.ForeignKey(CommentInvitation, models.SET_NULL, null=True, related_name="comments")
    block = models.CharField(max_length=40)
    text = models.TextField()
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return str(self.id)
