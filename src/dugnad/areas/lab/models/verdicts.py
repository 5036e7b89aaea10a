"""What was reckoned of a model, kept so that it need not be reckoned again; it can always be made anew."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone


class Reckoning(models.Model):
    """The figures of one question: `key` is the digest of the document, the seed, the version and what was asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    model = models.ForeignKey("lab.BusinessModel", models.CASCADE, related_name="reckonings")
    part = models.CharField(max_length=12)
    key = models.CharField(max_length=64)
    revision = models.PositiveIntegerField()
    figures = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="reckoned_once")]

    def __str__(self) -> str:
        return f"{self.model_id} {self.part}"
