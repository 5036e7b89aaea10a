"""The members as a list and on a map, and one member's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dugnad.areas.network import selectors, sharing
from dugnad.areas.network.forms import MemberFilter
from dugnad.areas.network.rules import sharing_thing
from dugnad.areas.network.tree import tree
from dugnad.kernel.access import Thing
from dugnad.kernel.access.gate import ask
from dugnad.kernel.areas import ANYONE, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.models import Organisation, OrganisationKind
from dugnad.kernel.organisations.rules import ORGANISATION, organisation_thing
from dugnad.kernel.organisations.selectors import units_of

PAGE_SIZE = 25
SHOWN = ("change", "see_people", "correct_number", "leave")
LINE = ("id", "name", "number", "kind", "place", "invented")


@require_safe
@authorised(ANYONE)
def members(request: Request) -> HttpResponse:
    form = MemberFilter(request.GET)
    chosen = form.chosen
    found = selectors.members(request.actor, **chosen)
    shown: dict[str, Any] = {"form": form, "chosen": chosen, "filtered": any(chosen.values())}
    shown["selects"] = [_select(form, name, chosen[name]) for name in ("kind", "county")]
    if request.GET.get("view") == "map":
        shown |= _on_map(found)
    else:
        shown |= _as_list(found, request.GET.get("page"))
    shown["may_add"] = bool(ask(request.actor, "add", Thing(ORGANISATION)))
    shown["own"] = selectors.own(request.actor)
    return render(request, "network/members.html", shown)


def _select(form: MemberFilter, name: str, value: str) -> tuple[str, Any, list[tuple[str, Any, bool]]]:
    """A select as plain values: a widget would render a template for each of its options."""
    field = form.fields[name]
    options = [(code, text, code == value) for code, text in field.choices]  # type: ignore[attr-defined]
    return name, field.label, options


def _as_list(found: Any, number: str | None) -> dict[str, Any]:
    page = Paginator(found.values(*LINE), PAGE_SIZE).get_page(number)
    kinds = {code: str(words) for code, words in OrganisationKind.choices}
    return {"page": page, "total": page.paginator.count, "rows": [line_of(row, kinds) for row in page]}


def _on_map(found: Any) -> dict[str, Any]:
    points = selectors.places(found)
    total = found.count()
    return {"points": points, "total": total, "unplaced": total - len(points), "on_map": True}


def line_of(row: Mapping[str, Any], kinds: Mapping[str, str]) -> dict[str, Any]:
    """One line of the list, from the fields in LINE; the place only when the name does not say it."""
    place = row["place"] if row["place"] not in row["name"] else ""
    return {
        "title": row["name"],
        "url": selectors.address(row["id"]),
        "icon": selectors.icon_of(row["kind"]),
        "meta": " · ".join(filter(None, [kinds[row["kind"]], place])),
        "number": spaced(row["number"]),
        "invented": row["invented"],
    }


def spaced(number: str) -> str:
    """An organisation number as it is written: three groups that stay on one line."""
    return "\u00a0".join((number[:3], number[3:6], number[6:]))


@require_safe
@authorised(ANYONE)
def member(request: Request, organisation: UUID) -> HttpResponse:
    row = selectors.member(request.actor, organisation)
    thing = organisation_thing(organisation)
    may = {action: bool(ask(request.actor, action, thing)) for action in SHOWN}
    shown = {
        "organisation": row,
        "number": spaced(row.number),
        "may": may,
        "units": tree(units_of(organisation)),
        "points": selectors.points_of(row),
        "crumbs": crumbs(),
        "log": _log(request, organisation) if may["see_people"] else "",
        **_sharing(request, organisation),
    }
    return render(request, "network/member.html", shown)


def _log(request: Request, organisation: UUID) -> str:
    """Where the reader finds what has happened: all that concerns the own organisation, or that one thing."""
    field = "of" if organisation in request.actor.organisations else "thing"
    return f"{reverse('ledger')}?{field}={organisation}"


def _sharing(request: Request, organisation: UUID) -> dict[str, Any]:
    if ask(request.actor, "read", sharing_thing(organisation)):
        return {"sharing": sharing.sharing_of(request.actor, organisation)}
    return {"counts": sharing.counts_of(request.actor, organisation)}


def crumbs(row: Organisation | None = None, *more: tuple[str, str]) -> list[dict[str, str]]:
    """The way here: the list, the member, and `more` (label, url)."""
    way = [(_("Network"), reverse("network:members"))]
    if row:
        way.append((row.name, selectors.address(row.id)))
    return [{"label": label, "url": url} for label, url in [*way, *more]]
