"""What is asked, checked: a clear message at the field, nothing half-written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dugnad.areas.competence.models import Industry, Outcome, Size, Urgency
from dugnad.areas.competence.models.needs import MOST_LETTERS
from dugnad.areas.competence.models.pledges import MOST_HOURS
from dugnad.kernel.organisations.models import County
from dugnad.kernel.problems import Invalid

LONGEST_NOTE = 2_000
LONGEST_WHERE = 200
MINUTES = (15, 480)
FURTHEST = timedelta(days=366)
PROMISE = timedelta(days=60)
CHOICES = {"county": County, "size": Size, "industry": Industry}
Faults = dict[str, str | Promise]


def cleaned(said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said of a need, as it is kept; only the fields that are there. Raises Invalid with all faults."""
    faults: Faults = {}
    values = dict(said)
    if "text" in values:
        values["text"] = words(values["text"])
        _check_text(values["text"], faults)
    for name, choices in CHOICES.items():
        if values.get(name) and values[name] not in choices.values:
            faults[name] = _("Choose one of the list.")
    if "hours" in values:
        _check_number(values["hours"], 1, MOST_HOURS, "hours", faults)
    if "urgency" in values and values["urgency"] not in Urgency.values:
        faults["urgency"] = _("Choose one of the list.")
    if faults:
        raise Invalid(fields=faults)
    return values


def words(text: object) -> str:
    """Text as it can be stored: without NUL and the space around it."""
    return str(text or "").replace("\x00", "").strip()


def note(text: object, field: str) -> str:
    """Some words to the other side; Invalid when there are too many of them."""
    said = words(text)
    if len(said) > LONGEST_NOTE:
        raise Invalid(fields={field: _("At most %(most)d letters.") % {"most": LONGEST_NOTE}})
    return said


def promise(day: date) -> date:
    """The day an answer is promised for; Invalid unless it is one of the next sixty."""
    today = timezone.localdate()
    if not today <= day <= today + PROMISE:
        raise Invalid(fields={"answer_by": _("Choose a day within the next 60 days.")})
    return day


def proposal(start: datetime, minutes: int, where: object) -> dict[str, Any]:
    """A time to meet; Invalid at the fields."""
    faults: Faults = {}
    now = timezone.now()
    start = start if timezone.is_aware(start) else timezone.make_aware(start)
    if not now < start <= now + FURTHEST:
        faults["start"] = _("Choose a time in the year to come.")
    _check_number(minutes, *MINUTES, "minutes", faults)
    place = words(where)
    if len(place) > LONGEST_WHERE:
        faults["where"] = _("At most %(most)d letters.") % {"most": LONGEST_WHERE}
    if faults:
        raise Invalid(fields=faults)
    return {"start": start, "minutes": minutes, "where": place}


def outcome(outcome: str, satisfaction: int, said: object, hours_used: int) -> dict[str, Any]:
    """How it went; Invalid at the fields."""
    faults: Faults = {}
    if outcome not in Outcome.values:
        faults["outcome"] = _("Choose one of the list.")
    _check_number(satisfaction, 1, 5, "satisfaction", faults)
    _check_number(hours_used, 0, MOST_HOURS, "hours_used", faults)
    if faults:
        raise Invalid(fields=faults)
    kept = {"outcome": outcome, "satisfaction": satisfaction, "hours_used": hours_used}
    return kept | {"said": note(said, "said")}


def _check_text(text: str, faults: Faults) -> None:
    if not text:
        faults["text"] = _("Say in a few words what you need.")
    elif len(text) > MOST_LETTERS:
        faults["text"] = _("At most %(most)d letters.") % {"most": MOST_LETTERS}


def _check_number(value: Any, least: int, most: int, field: str, faults: Faults) -> None:
    if not isinstance(value, int) or not least <= value <= most:
        faults[field] = _("Give a number from %(least)d to %(most)d.") % {"least": least, "most": most}
