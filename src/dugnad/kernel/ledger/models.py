"""The log, its erasable details, the tiles of its Merkle tree, its signed checkpoints and its readers."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Event(models.Model):
    """One entry. It holds ids and a salted commitment, never personal data, and is never changed.

    `index` is its place in the sealed log: without gaps, given by the sealer; readers follow it.
    `at_us` is in microseconds since 1970 (UTC); `concerns` holds ids in hexadecimal, a space between.
    """

    id = models.BigAutoField(primary_key=True)
    index = models.BigIntegerField(null=True, unique=True)
    at_us = models.BigIntegerField()
    name = models.CharField(max_length=60)
    actor = models.UUIDField(null=True)
    thing_kind = models.CharField(max_length=60)
    thing = models.UUIDField()
    concerns = models.TextField(blank=True)
    grant = models.UUIDField(null=True)
    commitment = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(index=None), name="unsealed"),
            models.Index(fields=["thing", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.name}"

    @property
    def at(self) -> datetime:
        return EPOCH + timedelta(microseconds=self.at_us)

    @property
    def refs(self) -> list[uuid.UUID]:
        """The people and organisations that the entry concerns."""
        return [uuid.UUID(ref) for ref in self.concerns.split()]


class Concern(models.Model):
    """Finds the entries that concern a person or an organisation; derived from `Event.concerns`.

    Written in one statement with its entry, which is never deleted: a constraint would only look it up again.
    """

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(
        Event, models.CASCADE, related_name="concern_rows", db_index=False, db_constraint=False
    )
    ref = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ref", "event"], name="concern_once")]


class Detail(models.Model):
    """What an entry's commitment commits to. It may hold personal data and can be deleted.

    `body` is the canonical JSON itself, not a JSON column, so that the commitment holds on every database.
    """

    event = models.OneToOneField(
        Event, models.CASCADE, primary_key=True, related_name="detail", db_constraint=False
    )
    salt = models.BinaryField(max_length=16)
    body = models.TextField()

    @property
    def facts(self) -> dict[str, Any]:
        return dict(json.loads(self.body))


class Tile(models.Model):
    """Up to 256 hashes of one level of the Merkle tree."""

    id = models.BigAutoField(primary_key=True)
    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="tile_once")]


class Checkpoint(models.Model):
    """The signed state of the log at one size."""

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    note = models.TextField()
    at = models.DateTimeField()


class SealState(models.Model):
    """The tree's compact form; one row, locked by whoever seals."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)
    frontier = models.BinaryField(default=b"")


class Cursor(models.Model):
    """How far one reader has come in the sealed log."""

    reader = models.CharField(max_length=80, primary_key=True)
    position = models.BigIntegerField(default=0)
    stuck_on = models.BigIntegerField(null=True)
    failures = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)


class SigningKey(models.Model):
    """The key that signs checkpoints (PEM, encrypted with the installation's secret)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=80, unique=True)
    private_pem = models.TextField()
    public = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
