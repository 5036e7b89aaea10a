"""What an organisation asked for, what it found, who answered in time; and what the network lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean, median
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.competence.charts import Bar, Row, stacked
from dugnad.areas.competence.models import Contact, ContactState, Need
from dugnad.areas.competence.rules.needs import NEED, NEED_FIELDS, need_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require, visible

IN_TIME = timedelta(days=7)
MONTHS = 12
LEGEND = (("served", gettext_lazy("Found something")), ("unserved", gettext_lazy("Found nothing good")))
COLUMNS = (
    "asked", "text", "need_state", "county", "size", "industry", "urgency", "hours", "found", "whom", "organisation",
    "request_state", "sent", "answered", "days", "in_time", "outcome", "satisfaction", "hours_used",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numbers:
    """An organisation's needs in sums; None where there is nothing to reckon from. Times in days."""

    asked: int
    found: int
    sent: int
    answered: int
    in_time: int
    agreed: int
    finished: int
    hours_used: int
    median_days: float | None
    satisfaction: float | None

    @property
    def share_in_time(self) -> int | None:
        """Of the requests that were answered, or should have been by now, in percent."""
        return round(100 * self.in_time / self.sent) if self.sent else None


def needs_of(actor: Actor, organisation: UUID) -> QuerySet[Need]:
    """The needs that count: those of the organisation. Raises NotFound for who has no role there."""
    require(actor, "statistics", need_thing(None, organisation))
    rows = visible(
        Need.objects.filter(organisation=organisation), actor, NEED, NEED_FIELDS, action="statistics"
    )
    return rows.order_by("created_at", "id")


def numbers(actor: Actor, organisation: UUID) -> Numbers:
    """The sums of an organisation."""
    needs = list(needs_of(actor, organisation))
    contacts = list(Contact.objects.filter(asker=organisation, need__in=needs))
    days = [_days(row) for row in contacts if row.answered_at]
    points = [row.satisfaction for row in contacts if row.satisfaction]
    finished = [row for row in contacts if row.state == ContactState.FINISHED]
    return Numbers(
        asked=len(needs),
        found=sum(row.found > 0 for row in needs),
        sent=sum(_counts(row) for row in contacts),
        answered=len(days),
        in_time=sum(in_time(row) for row in contacts),
        agreed=sum(row.state in (ContactState.ACCEPTED, ContactState.FINISHED) for row in contacts),
        finished=len(finished),
        hours_used=sum(row.hours_used or 0 for row in finished),
        median_days=round(median(days), 1) if days else None,
        satisfaction=round(mean(points), 1) if points else None,
    )


def in_time(row: Contact) -> bool:
    """Whether it was answered within a week, or by the day that was promised."""
    if row.answered_at is None:
        return False
    kept = row.answer_by is not None and timezone.localdate(row.answered_at) <= row.answer_by
    return kept or row.answered_at - row.sent_at <= IN_TIME


def by_month(actor: Actor, organisation: UUID) -> list[Bar]:
    """One bar a month, the last twelve: what found something good, and what did not."""
    found: dict[date, Counter[str]] = {}
    since = (timezone.localdate().replace(day=1) - timedelta(days=31 * (MONTHS - 1))).replace(day=1)
    for row in needs_of(actor, organisation):
        month = timezone.localdate(row.created_at).replace(day=1)
        if month >= since:
            found.setdefault(month, Counter())["served" if row.found else "unserved"] += 1
    return stacked(
        Row(
            date_format(month, "YEAR_MONTH_FORMAT"),
            {part: kept[part] for part, _words in LEGEND},
            _says(kept),
        )
        for month, kept in sorted(found.items())
    )


def rows(actor: Actor, organisation: UUID) -> list[Sequence[object]]:
    """One row for each request, or for each need without one: `COLUMNS`. Times as days (ISO 8601)."""
    needs = needs_of(actor, organisation).prefetch_related(
        "contacts__expert", "contacts__offer", "contacts__organisation"
    )
    return [[*_of_need(need), *_of_contact(row)] for need in needs for row in (need.contacts.all() or [None])]


def _of_need(row: Need) -> list[object]:
    asked = f"{timezone.localdate(row.created_at):%Y-%m-%d}"
    about = (row.county, row.size, row.industry, row.urgency, row.hours, row.found)
    return [asked, " ".join(row.text.split()), row.state, *about]


def _of_contact(row: Contact | None) -> list[object]:
    if row is None:
        return [""] * 10
    answered = f"{timezone.localdate(row.answered_at):%Y-%m-%d}" if row.answered_at else ""
    days: object = round(_days(row), 1) if row.answered_at else ""
    went = (row.outcome, row.satisfaction or "", "" if row.hours_used is None else row.hours_used)
    sent = f"{timezone.localdate(row.sent_at):%Y-%m-%d}"
    told = int(in_time(row)) if _counts(row) else ""
    return [row.whom, row.organisation.name, row.state, sent, answered, days, told, *went]


def _counts(row: Contact) -> bool:
    """Whether it was answered, or should have been by now."""
    return row.answered_at is not None or timezone.now() - row.sent_at > IN_TIME


def _days(row: Contact) -> float:
    return ((row.answered_at or row.sent_at) - row.sent_at) / timedelta(days=1)


def _says(kept: Counter[str]) -> str:
    asked = sum(kept.values())
    return _("%(found)d of %(asked)d found something") % {"found": kept["served"], "asked": asked}
