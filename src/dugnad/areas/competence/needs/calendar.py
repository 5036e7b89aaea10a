"""A proposed or agreed time as a calendar file (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from dugnad.areas.competence.models import Contact, ContactState

CONTENT_TYPE = "text/calendar; charset=utf-8"
STATUS = {
    ContactState.PROPOSED: "TENTATIVE",
    ContactState.ACCEPTED: "CONFIRMED",
    ContactState.FINISHED: "CONFIRMED",
}


def file_of(row: Contact) -> bytes | None:
    """The time of a request, in UTC; None where none was proposed. A later proposal replaces it in the calendar."""
    if row.start is None or row.minutes is None:
        return None
    from icalendar import Calendar, Event

    event = Event()
    event.add("uid", f"{row.id}@{urlsplit(settings.ORIGIN).hostname}")
    event.add("dtstamp", row.moved_at.astimezone(UTC))
    event.add("dtstart", row.start.astimezone(UTC))
    event.add("dtend", (row.start + timedelta(minutes=row.minutes)).astimezone(UTC))
    event.add("summary", _("%(expert)s and %(asker)s") % {"expert": row.whom, "asker": row.asker.name})
    event.add("status", STATUS.get(ContactState(row.state), "CANCELLED"))
    event.add("sequence", row.revision)
    event.add("url", f"{settings.ORIGIN}{reverse('competence:contact', args=[row.id])}")
    if row.where:
        event.add("location", row.where)
    calendar = Calendar()
    calendar.add("prodid", "-//Dugnad//competence//NO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
