"""How many automatic decisions a city wants looked through."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from dugnad.kernel.organisations.models import Organisation


class Sampling(models.Model):
    """One of `one_of` automatic decisions of a city is drawn for a case worker to look through."""

    DEFAULT, MOST = 20, 1000

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="sampling"
    )
    one_of = models.PositiveIntegerField(
        default=DEFAULT, validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.organisation_id} 1/{self.one_of}"
