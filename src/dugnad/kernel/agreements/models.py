"""Grants: what one clause lets one organisation read of another, for a purpose, in a period; signing keys."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dugnad.kernel.access import GrantValue
from dugnad.kernel.organisations.models import Organisation


class Grant(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    giver = models.ForeignKey(Organisation, models.PROTECT, related_name="grants_given")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="grants_received")
    data = models.CharField(max_length=60)
    purpose = models.CharField(max_length=60)
    start = models.DateTimeField()
    end = models.DateTimeField()
    off = models.DateTimeField(null=True)
    agreement = models.UUIDField(db_index=True)
    agreement_title = models.CharField(max_length=200)
    clause = models.PositiveSmallIntegerField()
    agreed_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="grant_ends_after_start"),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="grant_between_two"),
            models.UniqueConstraint(
                fields=["agreement", "clause", "giver", "receiver"], name="grant_once_per_clause"
            ),
        ]
        indexes = [models.Index(fields=["receiver", "end"]), models.Index(fields=["giver", "end"])]

    def __str__(self) -> str:
        return f"{self.data} {self.giver_id} -> {self.receiver_id}"

    @property
    def value(self) -> GrantValue:
        """The grant as the plain value that access is decided over."""
        return GrantValue(
            id=self.id,
            giver=self.giver_id,
            receiver=self.receiver_id,
            data=self.data,
            purpose=self.purpose,
            start=self.start,
            end=self.end,
            off=self.off,
            agreement=self.agreement,
            agreement_title=self.agreement_title,
            clause=self.clause,
            agreed_on=self.agreed_on,
        )


class SigningCredential(models.Model):
    """A key of the embedded signing authority with its certificates (PEM, encrypted with the installation's secret)."""

    name = models.CharField(max_length=40, primary_key=True)
    pem = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
