"""What has changed of what is searched, so that every process can follow."""

from __future__ import annotations

from django.db import models


class Version(models.Model):
    """How many changes an index has had. Whoever adds one holds the row until commit, so numbers come in order.

    `stamp` is drawn anew with each change: two states with one number, as after a rollback, are told apart.
    """

    name = models.CharField(max_length=60, primary_key=True)
    number = models.BigIntegerField(default=0)
    stamp = models.CharField(max_length=16, default="")

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Change(models.Model):
    """That one document of an index was added, changed or taken away."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=60)
    number = models.BigIntegerField()
    stamp = models.CharField(max_length=16)
    key = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["name", "number"], name="changes_of_index")]

    def __str__(self) -> str:
        return f"{self.name} {self.number} {self.key}"
