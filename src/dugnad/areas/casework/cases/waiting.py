"""How long a case has waited, and what its clock says: the preliminary reply, the appeal that must be answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.areas.casework.cases.clock import MONTH
from dugnad.areas.casework.models import Case
from dugnad.areas.casework.packages.words import said

SOON = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case of the desk: `waited` and `next` in words; `kind` says how much it hurries."""

    row: Case
    title: str
    waited: str
    next: str
    kind: str

    @property
    def about(self) -> str:
        """Where the case stands, and for how long."""
        return f"{self.row.get_state_display()} · {self.waited}"


def waiting(row: Case, now: dt.datetime) -> Waiting:
    """The case with its clock."""
    since = row.applied_at or row.began_at
    days = max((now - since).days, 0)
    words = ngettext("waited %(days)s day", "waited %(days)s days", days) % {"days": days}
    waited = words if days else _("applied today")
    following, kind = _clock(row, since, now)
    return Waiting(row, said(row.title), waited, following, kind)


def _clock(row: Case, since: dt.datetime, now: dt.datetime) -> tuple[str, str]:
    if row.decided_at is not None:
        return _("decided before, taken up again"), "watch"
    if row.preliminary_at is not None:
        day = timezone.localdate(row.preliminary_at + MONTH)
        late = timezone.localdate(now) > day
        return _("answer promised by %(day)s") % {"day": _day(day)}, "act" if late else "watch"
    due = since + MONTH
    words = _("preliminary reply due %(day)s") % {"day": _day(timezone.localdate(due))}
    return words, "act" if due < now else "watch" if due - now < SOON else "plain"


def _day(day: dt.date) -> str:
    from django.utils.formats import date_format

    return date_format(day, "SHORT_DATE_FORMAT")
