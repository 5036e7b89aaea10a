"""Witnesses of the log and what they have cosigned."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from dugnad.kernel.organisations.models import Organisation


class Witness(models.Model):
    """A key with which a member cosigns; `key` is its public line (C2SP signed-note), which begins with `name`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="witnesses")
    name = models.CharField(max_length=80, unique=True)
    key = models.CharField(max_length=160)
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["added_at", "id"]


class Cosignature(models.Model):
    """What a witness has cosigned: the whole note, so that it can be proven without anything else."""

    id = models.BigAutoField(primary_key=True)
    witness = models.ForeignKey(Witness, models.PROTECT, related_name="cosignatures")
    size = models.BigIntegerField()
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-size"]
        constraints = [models.UniqueConstraint(fields=["witness", "size"], name="cosigned_once")]
