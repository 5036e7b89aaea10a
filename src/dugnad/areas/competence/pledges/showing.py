"""What pages and the API tell of hours: the picture of a month, and sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.competence.charts import Bar, Row, stacked
from dugnad.areas.competence.models import Expert, HourMonth, first_of
from dugnad.kernel.access import wall

PARTS = {
    "used": gettext_lazy("Used"),
    "reserved": gettext_lazy("Reserved"),
    "free": gettext_lazy("Free"),
    "lapsed": gettext_lazy("Lapsed"),
}
LEGEND = tuple(PARTS.items())
PARTLY = tuple(pair for pair in LEGEND if pair[0] != "lapsed")


def this_month() -> date:
    """The present month, as its first day."""
    return first_of(timezone.localdate())


def month_words(month: date) -> str:
    """A month as it is told: november 2026."""
    return date_format(month, "YEAR_MONTH_FORMAT")


def in_words(values: Mapping[str, int]) -> str:
    """The parts of a month, those that are nothing left out."""
    told = [f"{int(many)} {str(PARTS[part]).lower()}" for part, many in values.items() if many]
    return " · ".join(told) or _("Nothing pledged")


def values_of(row: HourMonth) -> dict[str, int]:
    return {"used": row.used, "reserved": row.reserved, "free": row.free, "lapsed": row.lapsed}


def bars_of_months(rows: Iterable[HourMonth]) -> list[Bar]:
    """One bar for each month of an expert."""
    return stacked(Row(month_words(row.month), found := values_of(row), in_words(found)) for row in rows)


def bars_of_experts(experts: Sequence[Expert], month: date) -> list[Bar]:
    """One bar for each expert in a month."""
    kept = {row.expert_id: row for row in HourMonth.objects.filter(expert__in=experts, month=month)}
    return stacked(_of_expert(row, kept.get(row.id)) for row in experts)


def _of_expert(row: Expert, month: HourMonth | None) -> Row:
    values = values_of(month) if month else {}
    return Row(row.name, values, in_words(values), reverse("competence:expert", args=[row.id]))


def sums(experts: QuerySet[Expert], month: date) -> dict[str, int]:
    """Pledged, reserved, used, lapsed and free hours of the experts in a month."""
    found = HourMonth.objects.filter(expert__in=experts, month=month).aggregate(
        **{name: Sum(name) for name in ("pledged", "reserved", "used", "lapsed")}
    )
    known = {name: value or 0 for name, value in found.items()}
    return {**known, "free": known["pledged"] - known["reserved"] - known["used"] - known["lapsed"]}


def free_in_network(month: date) -> int:
    """The free hours of all who are open to requests, in a month."""
    rows = HourMonth.objects.filter(month=month, expert__active=True, expert__organisation__left_at=None)
    with wall.system():
        found = rows.aggregate(free=Sum(F("pledged") - F("reserved") - F("used") - F("lapsed")))
    return int(found["free"] or 0)


def months_of(expert: UUID) -> list[HourMonth]:
    """The months of an expert's ledger, the latest twelve, oldest first."""
    return list(HourMonth.objects.filter(expert=expert).order_by("-month")[:12])[::-1]
