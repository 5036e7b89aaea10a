"""What sensors know residents by: kept only as a hash that nobody can turn back without the installation's secret."""

from __future__ import annotations

import hashlib
import hmac
from functools import cache

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_TAG = 120


class Sensor(models.TextChoices):
    """The kinds of sensors that tell where a tag is."""

    BADGE = "badge", _("Badge reader")
    BED = "bed", _("Bed sensor")
    DOOR = "door", _("Door contact")
    ALARM = "alarm", _("Safety alarm")


def digest(sensor: str, tag: str) -> str:
    """HMAC-SHA-256 of the tag under the installation's secret, in hexadecimal; upper and lower case are one."""
    words = f"{sensor}\x00{tag.strip().casefold()}".encode()
    return hmac.digest(_key(settings.SECRET_KEY), words, "sha256").hex()


@cache
def _key(secret: str) -> bytes:
    return hashlib.sha256(b"rescue.tags\x00" + secret.encode()).digest()
