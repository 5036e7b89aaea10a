"""Alarms received, the lines they come over, and who answers where."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dugnad.areas.rescue.alarms import selectors, services
from dugnad.areas.rescue.alarms.forms import AlarmFilter, ChangedLineForm, DistrictForm, NewLineForm
from dugnad.areas.rescue.alarms.places import fire_services
from dugnad.areas.rescue.alarms.supervision import thing_of_line
from dugnad.areas.rescue.models import Building, Line
from dugnad.areas.rescue.rules import line_thing, unplaced_thing
from dugnad.kernel.access.gate import ask, require
from dugnad.kernel.areas import OPERATOR, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Invalid

form_page = require_http_methods(["GET", "POST"])
PAGE_SIZE = 25
TEST_MINUTES = 60


@require_safe
@authorised(PERSON)
def alarms(request: Request) -> HttpResponse:
    form = AlarmFilter(request.GET)
    chosen = form.chosen
    page = Paginator(
        selectors.alarms(request.actor, words=chosen["words"], kind=chosen["kind"]), PAGE_SIZE
    ).get_page(request.GET.get("page"))
    nobodys = selectors.unplaced(request.actor).count() if selectors.may_see_unplaced(request.actor) else 0
    shown = {"form": form, "filtered": any(chosen.values()), "page": page, "nobodys": nobodys}
    shown |= {"total": page.paginator.count, "silent": selectors.silent(request.actor)}
    return render(request, "rescue/alarms_list.html", shown)


@require_safe
@authorised(PERSON)
def alarm(request: Request, alarm: UUID) -> HttpResponse:
    row = selectors.alarm(request.actor, alarm)
    return render(request, "rescue/alarms_one.html", {"alarm": row, "crumbs": _crumbs()})


@require_safe
@authorised(PERSON)
def unplaced(request: Request) -> HttpResponse:
    found = selectors.unplaced(request.actor)
    may_take = bool(ask(request.actor, "take", unplaced_thing(None, fire_services())))
    shown = {"incidents": found, "may_take": may_take, "crumbs": _crumbs()}
    return render(request, "rescue/alarms_unplaced.html", shown)


@require_POST
@authorised(PERSON)
def take(request: Request, incident: UUID) -> HttpResponse:
    try:
        services.take(actor=request.actor, incident=incident)
    except Conflict as taken:
        messages.error(request, str(taken.detail))
    else:
        messages.success(request, _("Your fire service has the incident now."))
    return redirect("rescue:unplaced")


@form_page
@authorised(PERSON)
def lines(request: Request, building: UUID) -> HttpResponse:
    row = selectors.building_with_lines(request.actor, building)
    may_change = bool(ask(request.actor, "change", line_thing(None, row.owner_id, None)))
    form = NewLineForm(request.POST or None)
    if request.method == "POST":
        require(request.actor, "change", line_thing(None, row.owner_id, None))
        if form.is_valid() and _add(request, row, form):
            return redirect("rescue:lines", row.id)
    shown = {"building": row, "lines": list(selectors.lines(row)), "may_change": may_change, "form": form}
    shown |= {"crumbs": _crumbs(), "now": timezone.now()}
    return render(request, "rescue/alarms_lines.html", shown, status=_status(form))


def _add(request: Request, building: Building, form: NewLineForm) -> bool:
    try:
        made = services.add_line(actor=request.actor, building=building.id, **form.cleaned_data)
    except Invalid as wrong:
        form.tell(wrong)
        return False
    messages.success(request, _("Line %(account)s was added.") % {"account": made.account})
    return True


@form_page
@authorised(PERSON)
def line(request: Request, building: UUID, line: UUID) -> HttpResponse:
    row = _changeable(request, building, line)
    form = ChangedLineForm(request.POST or None, initial={"every": row.every})
    if form.is_valid():
        try:
            services.change_line(actor=request.actor, line=row.id, **form.cleaned_data)
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("rescue:lines", building)
    shown = {"line": row, "building": row.building, "form": form, "now": timezone.now()}
    shown |= {"crumbs": _crumbs((_("Alarm lines"), reverse("rescue:lines", args=[building])))}
    return render(request, "rescue/alarms_line.html", shown, status=_status(form))


@require_POST
@authorised(PERSON)
def put_in_test(request: Request, building: UUID, line: UUID) -> HttpResponse:
    row = _changeable(request, building, line)
    ends = "end" in request.POST
    services.put_in_test(actor=request.actor, line=row.id, minutes=0 if ends else TEST_MINUTES)
    messages.success(request, _("The test is over.") if ends else _("The line is in test for an hour."))
    return redirect("rescue:lines", building)


@require_POST
@authorised(PERSON)
def remove_line(request: Request, building: UUID, line: UUID) -> HttpResponse:
    row = _changeable(request, building, line)
    services.remove_line(actor=request.actor, line=row.id)
    messages.success(request, _("The line was removed."))
    return redirect("rescue:lines", building)


def _changeable(request: Request, building: UUID, line: UUID) -> Line:
    row = selectors.line(request.actor, building, line)
    require(request.actor, "change", thing_of_line(row))
    return row


@form_page
@authorised(OPERATOR)
def districts(request: Request) -> HttpResponse:
    form = DistrictForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.add_district(
                actor=request.actor, municipality=data["municipality"], service=UUID(data["service"])
            )
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("rescue:districts")
    shown = {"form": form, "districts": list(selectors.districts()), "crumbs": _crumbs()}
    return render(request, "rescue/alarms_districts.html", shown, status=_status(form))


@require_POST
@authorised(OPERATOR)
def remove_district(request: Request, district: UUID) -> HttpResponse:
    services.remove_district(actor=request.actor, district=district)
    messages.success(request, _("Nobody answers there now."))
    return redirect("rescue:districts")


def _crumbs(*more: tuple[str, str]) -> list[dict[str, Any]]:
    way = [(_("Alarms"), reverse("rescue:alarms")), *more]
    return [{"label": label, "url": url} for label, url in way]


def _status(form: NewLineForm | ChangedLineForm | DistrictForm) -> int:
    return 422 if form.is_bound and form.errors else 200
