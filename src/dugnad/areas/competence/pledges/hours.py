"""The ledger of hours: nobody's hours are promised twice.

Every change takes the row of the expert's month, adds one entry and keeps the sums; the database itself
refuses sums that promise more than was pledged. A request is known here by its id alone.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dugnad.areas.competence.models import EntryKind, Expert, HourEntry, HourMonth, first_of
from dugnad.areas.competence.pledges.limits import take_of_person
from dugnad.areas.competence.pledges.things import expert_of, thing_of
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Conflict, Invalid

AHEAD = 3
MOST = 200
# What one entry adds to the sums of the month.
SUMS: dict[str, dict[str, int]] = {
    EntryKind.PLEDGED: {"pledged": 1},
    EntryKind.WITHDRAWN: {"pledged": -1},
    EntryKind.RESERVED: {"reserved": 1},
    EntryKind.RELEASED: {"reserved": -1},
    EntryKind.USED: {"reserved": -1, "used": 1},
    EntryKind.LAPSED: {"lapsed": 1},
}


class NotEnoughHours(Conflict):
    """The expert has fewer free hours in the month than are asked for."""

    code = "not-enough-hours"
    title = _("There are not enough free hours")


def months_ahead(today: date) -> list[date]:
    """The months that hours can be pledged and reserved in: the present one and the two that follow."""
    month = first_of(today)
    return [
        date(month.year + (month.month - 1 + n) // 12, (month.month - 1 + n) % 12 + 1, 1)
        for n in range(AHEAD)
    ]


def check_hours(hours: int, field: str = "hours", *, least: int = 1) -> None:
    """Raises Invalid for hours that nobody can mean."""
    if hours < least:
        words = _("Hours cannot be below zero.") if least == 0 else _("Give at least one hour.")
        raise Invalid(fields={field: words})
    if hours > MOST:
        raise Invalid(fields={field: _("A month has at most %(most)d working hours.") % {"most": MOST}})


@transaction.atomic
def open_months(expert: Expert, today: date) -> int:
    """Pledge the expert's hours of the months ahead that are not open yet; returns how many were opened.

    For a person in two organisations the months get what is left of the person's own limit.
    """
    known = set(HourMonth.objects.filter(expert=expert).values_list("month", flat=True))
    fresh = [month for month in months_ahead(today) if month not in known] if expert.active else []
    for month in fresh:
        row, made = HourMonth.objects.get_or_create(expert=expert, month=month)
        if made:
            _set_pledge(expert, _locked(row), expert.hours_month, None, clip=True)
    return len(fresh)


@transaction.atomic
def pledge(*, actor: Actor, expert: UUID, hours: int, month: date) -> int:
    """Set how many hours are pledged in one month; returns the month's free hours.

    Raises Invalid below what is promised already, above the person's own limit, or for a month too far off.
    """
    row = expert_of(expert)
    require(actor, "change", thing_of(row))
    check_hours(hours, least=0)
    kept = _month(row, month)
    promised = kept.reserved + kept.used + kept.lapsed
    if hours < promised:
        told = ngettext("%(hours)d hour of this month is promised already.",
                        "%(hours)d hours of this month are promised already.", promised)  # fmt: skip
        raise Invalid(fields={"hours": told % {"hours": promised}})
    _set_pledge(row, kept, hours, actor.person, clip=False)
    record("competence.hours_pledged", actor=actor, thing=thing_of(row), detail=_told(hours, month))
    return kept.free


@transaction.atomic
def reserve(*, actor: Actor, expert: UUID, hours: int, month: date, for_request: UUID) -> int:
    """Promise hours of a month to a request; returns the hours still free.

    Raises Invalid for hours or a month that cannot be, `NotEnoughHours` when fewer are free.
    """
    require(actor, "reserve", thing_of(expert_of(expert)))
    return reserve_unasked(expert, hours, month, for_request, actor)


def reserve_unasked(expert: UUID, hours: int, month: date, request: UUID, actor: Actor) -> int:
    """The same where access was asked for elsewhere: a round that was approved. In a transaction, as system."""
    row = expert_of(expert)
    check_hours(hours)
    if not row.active:
        raise Conflict(_("%(name)s takes no requests now.") % {"name": row.name})
    kept = _month(row, month)
    if hours > kept.free:
        told = ngettext("%(name)s has %(free)d free hour in %(month)s.",
                        "%(name)s has %(free)d free hours in %(month)s.", kept.free)  # fmt: skip
        raise NotEnoughHours(told % {"name": row.name, "free": kept.free, "month": f"{month:%m.%Y}"})
    return _entered(row, kept, EntryKind.RESERVED, hours, request, actor)


@transaction.atomic
def release(*, actor: Actor, expert: UUID, hours: int, month: date, for_request: UUID) -> int:
    """Let go of hours that were reserved for a request; returns the hours then free."""
    require(actor, "reserve", thing_of(expert_of(expert)))
    return settle_unasked(EntryKind.RELEASED, expert, hours, month, for_request, actor)


@transaction.atomic
def use(*, actor: Actor, expert: UUID, hours: int, month: date, for_request: UUID) -> int:
    """Hours that were reserved for a request have been used; returns the hours free."""
    require(actor, "reserve", thing_of(expert_of(expert)))
    return settle_unasked(EntryKind.USED, expert, hours, month, for_request, actor)


def settle_unasked(kind: str, expert: UUID, hours: int, month: date, request: UUID, actor: Actor) -> int:
    """Let go of (RELEASED) or count as used (USED) where access was asked for elsewhere. In a transaction."""
    check_hours(hours)
    with wall.system():
        row = expert_of(expert)
        kept = HourMonth.objects.select_for_update().filter(expert=row, month=first_of(month)).first()
        held = reserved_for(row.id, month, request)
        if kept is None or hours > held:
            told = ngettext("%(held)d hour is reserved for this request.",
                            "%(held)d hours are reserved for this request.", held)  # fmt: skip
            raise NotEnoughHours(told % {"held": held})
        return _entered(row, kept, kind, hours, request, actor)


def reserved_for(expert: UUID, month: date, request: UUID) -> int:
    """Hours of the month that are reserved for the request and neither used nor let go."""
    rows = HourEntry.objects.filter(expert=expert, month=first_of(month), request=request).order_by()
    sums = dict(rows.values_list("kind").annotate(sum=Sum("hours")))
    return int(
        sums.get(EntryKind.RESERVED, 0) - sums.get(EntryKind.RELEASED, 0) - sums.get(EntryKind.USED, 0)
    )


def free_hours(expert: UUID, month: date) -> int:
    """The hours of a month that are neither reserved, used nor lapsed; 0 where none were pledged."""
    row = HourMonth.objects.filter(expert=expert, expert__active=True, month=first_of(month)).first()
    return row.free if row else 0


@transaction.atomic
def lapse(expert: Expert, month: date) -> int:
    """The free hours of a month that is over lapse; returns how many did. May be repeated."""
    kept = HourMonth.objects.select_for_update().filter(expert=expert, month=first_of(month)).first()
    if kept is None or kept.free == 0:
        return 0
    hours = kept.free
    _enter(expert, kept, EntryKind.LAPSED, hours, None, None)
    return hours


@transaction.atomic
def repledge(expert: Expert, by: UUID | None) -> None:
    """Bring the months ahead in line: the expert's hours a month while it is open, else only what is promised."""
    wanted = expert.hours_month if expert.active else 0
    with wall.system():
        for month in months_ahead(_today()):
            found, _made = HourMonth.objects.get_or_create(expert=expert, month=month)
            kept = _locked(found)
            _set_pledge(expert, kept, max(wanted, kept.reserved + kept.used + kept.lapsed), by, clip=True)


def _entered(row: Expert, kept: HourMonth, kind: str, hours: int, request: UUID, actor: Actor) -> int:
    _enter(row, kept, kind, hours, request, actor.person)
    record(f"competence.hours_{kind}", actor=actor, thing=thing_of(row), detail=_told(hours, kept.month))
    return kept.free


def _month(row: Expert, month: date) -> HourMonth:
    """The expert's month, locked; opened when it is new. Invalid outside the months ahead."""
    today = _today()
    if first_of(month) not in months_ahead(today):
        raise Invalid(fields={"month": _("Choose this month or one of the two next.")})
    open_months(row, today)
    kept, _made = HourMonth.objects.get_or_create(expert=row, month=first_of(month))
    return _locked(kept)


def _locked(kept: HourMonth) -> HourMonth:
    return HourMonth.objects.select_for_update().get(id=kept.id)


def _set_pledge(row: Expert, kept: HourMonth, hours: int, by: UUID | None, *, clip: bool) -> None:
    more = take_of_person(row, kept.month, hours - kept.pledged, clip=clip)
    if more:
        _enter(row, kept, EntryKind.PLEDGED if more > 0 else EntryKind.WITHDRAWN, abs(more), None, by)


def _enter(
    row: Expert, kept: HourMonth, kind: str, hours: int, request: UUID | None, by: UUID | None
) -> None:
    for name, sign in SUMS[kind].items():
        setattr(kept, name, getattr(kept, name) + sign * hours)
    kept.save(update_fields=list(SUMS[kind]))
    HourEntry.objects.create(
        expert=row,
        organisation_id=row.organisation_id,
        month=kept.month,
        kind=kind,
        hours=hours,
        request=request,
        by_id=by,
    )


def _told(hours: int, month: date) -> dict[str, object]:
    return {"hours": hours, "month": f"{first_of(month):%Y-%m}"}


def _today() -> date:
    return timezone.localdate()
