"""What residents ask and do not find. Nothing is kept of whom, and no words until they were asked on three days."""

from __future__ import annotations

import hmac
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from dugnad.areas.services.catalogue.areas import around
from dugnad.areas.services.door.names import is_name
from dugnad.areas.services.door.sensitive import identity_numbers, tells_of_health
from dugnad.areas.services.models import AskedOn, FeedbackPace, Gap, Territory
from dugnad.kernel.access import wall

DAYS = 3
KEPT = timedelta(days=90)
PACE_KEPT = timedelta(hours=1)
MOST_WORDS = 8
LONGEST = 120


def note(words: str, place: str) -> None:
    """That this was asked in a municipality and not found; what may tell of a person is left out or not noted."""
    kept = harmless(words)
    if not kept or not place:
        return
    with wall.system(), transaction.atomic():
        today = timezone.localdate()
        digest = keyed(f"{place} {kept}")
        _row, new = AskedOn.objects.get_or_create(digest=digest, day=today)
        if not new:
            return
        days = AskedOn.objects.filter(digest=digest).count()
        if days >= DAYS:
            _tell_owners(kept, place, days, today)


def harmless(words: str) -> str:
    """The words that may be kept: known to a dictionary, no names, no digits; empty where the rest would mislead.

    A text with an identity number or with somebody's illness is never kept, nor one of many words.
    """
    if any(identity_numbers(words)) or tells_of_health(words):
        return ""
    from dugnad.engines.matching.stopwords import telling
    from dugnad.engines.matching.text import asked

    wanted = telling(asked(words))
    if not 0 < len(wanted) <= MOST_WORDS:
        return ""
    kept = [word for word in wanted if len(word) > 1 and _in_a_dictionary(word) and not is_name(word)]
    return " ".join(kept)[:LONGEST]


def _in_a_dictionary(word: str) -> bool:
    """Norwegian, a compound of Norwegian words, or English."""
    from dugnad.engines.matching.compounds import cuts
    from dugnad.engines.matching.lemmas import known, lemma

    return word.isalpha() and (known(word) or lemma(word) != word or any(cuts(word)))


def _tell_owners(words: str, place: str, days: int, today: date) -> None:
    areas = around(place)[:2]
    for area, owner in (
        Territory.objects.filter(area__in=areas)
        .exclude(organisation=None)
        .values_list("area", "organisation")
    ):
        Gap.objects.update_or_create(
            owner_id=owner, area=area, words=words, defaults={"days": days, "last": today}
        )


def shown(service: UUID) -> None:
    """Count that a description was shown today."""
    sql = (
        "INSERT INTO services_shown (service_id, day, times) VALUES (%s, %s, 1) "
        "ON CONFLICT (service_id, day) DO UPDATE SET times = services_shown.times + 1"
    )
    key = service if connection.features.has_native_uuid_field else service.hex
    with connection.cursor() as cursor:
        cursor.execute(sql, [key, timezone.localdate()])


def forget(now: datetime) -> None:
    """Delete what is past its time: days on which something was asked, gaps long closed, and the pace of senders."""
    oldest = timezone.localdate(now) - KEPT
    AskedOn.objects.filter(day__lt=oldest).delete()
    Gap.objects.filter(last__lt=oldest).delete()
    FeedbackPace.objects.filter(at__lt=now - PACE_KEPT).delete()


def keyed(text: str) -> bytes:
    """A digest that only this installation can make."""
    return hmac.new(f"services {settings.SECRET_KEY}".encode(), text.encode(), sha256).digest()
