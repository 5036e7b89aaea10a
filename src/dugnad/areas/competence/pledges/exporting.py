"""What is pledged and how it was used, as CSV: one's own in full, the network's without names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from dugnad.areas.competence.models import HourMonth
from dugnad.areas.competence.pledges.things import member_of_network
from dugnad.areas.competence.rules.pledges import pledges_thing
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request

HOURS = ("pledged", "reserved", "used", "lapsed")
OWN = ("month", "expert", "headline", "counties", *HOURS, "free")
OPEN = ("month", "by", "group", "organisations", "experts", *HOURS)
FEWEST = 3
MOST = 500


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV with a head; a cell that a spreadsheet would run as a formula is made a text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([[_safe(cell) for cell in row] for row in rows])
    return out.getvalue()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell


def own_rows(actor: Actor, organisation: UUID) -> list[tuple[object, ...]]:
    """Each expert's months: `OWN`. For the organisation's people and operators."""
    member_of_network(organisation)
    require(actor, "read", pledges_thing(organisation))
    rows = HourMonth.objects.filter(expert__organisation=organisation).select_related("expert")
    return [
        (f"{row.month:%Y-%m}", row.expert.name, row.expert.headline, " ".join(row.expert.counties),
         row.pledged, row.reserved, row.used, row.lapsed, row.free)
        for row in rows.order_by("-month", "expert__name", "id")
    ]  # fmt: skip


def open_rows() -> list[tuple[object, ...]]:
    """The network's hours by month, and by kind or county of organisations; fewer than three are left out."""
    with wall.system():
        return [row for by in ("kind", "county") for row in _grouped(by)]


def _grouped(by: str) -> Iterable[tuple[object, ...]]:
    group = f"expert__organisation__{by}"
    rows: Any = HourMonth.objects.order_by("-month", group).values_list("month", group)
    found = rows.annotate(
        organisations=Count("expert__organisation", distinct=True),
        experts=Count("expert", distinct=True),
        **{f"sum_{name}": Sum(name) for name in HOURS},
    )
    for month, value, *numbers in found.filter(organisations__gte=FEWEST)[:MOST]:
        yield f"{month:%Y-%m}", by, value, *numbers


def csv_response(name: str, text: str) -> HttpResponse:
    """A CSV file to keep; with a mark so that spreadsheets read it as UTF-8."""
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
@authorised(PERSON)
def pledges_csv(request: Request, organisation: UUID) -> HttpResponse:
    return csv_response("hours.csv", table(OWN, own_rows(request.actor, organisation)))


@require_GET
@authorised(ANYONE)
def statistics_csv(request: Request) -> HttpResponse:
    return csv_response("hours-of-the-network.csv", table(OPEN, open_rows()))
