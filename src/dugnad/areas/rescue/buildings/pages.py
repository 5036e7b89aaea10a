"""Pages of buildings: the list, a building with its plan and report, corrections, detectors."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import sanitize_separators
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.areas.rescue.buildings import detecting, selectors, services
from dugnad.areas.rescue.buildings.forms import (
    PARTICULAR_LABELS,
    ChangeForm,
    DetectorsForm,
    NewBuildingForm,
    UploadForm,
    tell,
)
from dugnad.areas.rescue.buildings.showing import Shown
from dugnad.areas.rescue.buildings.things import thing_of
from dugnad.areas.rescue.models import Building
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Forbidden, Invalid

form_page = require_http_methods(["GET", "POST"])
PER_PAGE = 30
NUMBERS = ("width", "length")
FORM_AROUND = 64 * 1024


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200


def _crumbs(row: Building | None = None) -> list[dict[str, str]]:
    found = [{"label": _("Buildings"), "url": reverse("rescue:buildings")}]
    if row is not None:
        found.append({"label": row.name, "url": reverse("rescue:building", args=[row.id])})
    return found


@require_GET
@authorised(PERSON)
def buildings(request: Request) -> HttpResponse:
    page = Paginator(selectors.buildings(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    owns = any(role == "administrator" for _organisation, role in request.actor.roles)
    return render(request, "rescue/buildings.html", {"page": page, "may_add": owns})


@form_page
@authorised(PERSON)
def add(request: Request) -> HttpResponse:
    owners = [(str(row.id), row.name) for row in selectors.owners(request.actor)]
    if not owners:
        raise Forbidden(_("Only an organisation's administrators add its buildings."))
    form = NewBuildingForm(request.POST or None, owners=owners)
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            made = services.add_building(actor=request.actor, owner=UUID(values.pop("owner")), **values)
        except Invalid as wrong:
            tell(form, wrong)
        else:
            return redirect("rescue:building_upload", made.id)
    shown = {"form": form, "crumbs": _crumbs(), "title": _("Add a building")}
    return render(request, "rescue/building_form.html", shown, status=_status(form))


@require_GET
@authorised(PERSON)
def building(request: Request, building: UUID) -> HttpResponse:
    row = selectors.building(request.actor, building)
    return _building_page(request, row)


def _building_page(
    request: Request, row: Building, *, wrong: Invalid | None = None, asked: QueryDict | None = None
) -> HttpResponse:
    values = request.GET if asked is None else asked
    may_change = selectors.may_change(request.actor, row)
    shown = (
        Shown(row.plan, **{key: values.get(key, "") for key in ("storey", "pick", "show")})
        if row.plan
        else None
    )
    context = {
        "building": row,
        "shown": shown,
        "may_change": may_change,
        "may_fly": selectors.may_fly(request.actor, row),
        "crumbs": _crumbs(),
        "particulars": [(PARTICULAR_LABELS.get(k, k), lines) for k, lines in row.particulars.items()],
        "versions": selectors.versions(row) if may_change else [],
        "watched": [one for one in selectors.detectors(row) if shown and one.space == shown.pick]
        if shown
        else [],
        "detector_count": selectors.detectors(row).count(),
        "wrong": " ".join(str(text) for text in wrong.fields.values()) if wrong else "",
        "wrong_kind": values.get("kind", "") if wrong else "",
    }
    return render(request, "rescue/building.html", context, status=422 if wrong else 200)


@form_page
@authorised(PERSON)
def edit(request: Request, building: UUID) -> HttpResponse:
    row = _changeable(request, building)
    fields = ("name", "address", "municipality", "latitude", "longitude", "height")
    initial = {field: getattr(row, field) for field in fields}
    initial |= {key: "\n".join(lines) for key, lines in row.particulars.items()}
    form = ChangeForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.change_building(actor=request.actor, building=row.id, **form.changed)
        except Invalid as wrong:
            tell(form, wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("rescue:building", row.id)
    shown = {"form": form, "crumbs": _crumbs(row), "title": _("Change %(name)s") % {"name": row.name}}
    return render(request, "rescue/building_form.html", shown, status=_status(form))


def _changeable(request: Request, building: UUID) -> Building:
    row = selectors.building(request.actor, building)
    require(request.actor, "change", thing_of(row))
    return row


def _refuse_early(request: Request) -> None:
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > settings.MAX_UPLOAD + FORM_AROUND:
        raise Invalid(services.too_large(int(length)))


@form_page
@authorised(PERSON)
def upload(request: Request, building: UUID) -> HttpResponse:
    row = _changeable(request, building)
    _refuse_early(request)
    form = (
        UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    )
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > settings.MAX_UPLOAD:
                raise Invalid(fields={"file": services.too_large(file.size)})
            job = services.upload_plan(
                actor=request.actor, building=row.id, name=file.name, content=file.read()
            )
        except Invalid as wrong:
            tell(form, wrong)
        else:
            return redirect(f"{reverse('job', args=[job.id])}")
    shown = {"form": form, "building": row, "crumbs": _crumbs(row)}
    return render(request, "rescue/building_upload.html", shown, status=_status(form))


@require_POST
@authorised(PERSON)
def correct(request: Request, building: UUID) -> HttpResponse:
    row = selectors.building(request.actor, building)
    seen = _seen(request)
    try:
        made = services.correct(
            actor=request.actor,
            building=row.id,
            seen=seen,
            kind=request.POST.get("kind", ""),
            values=_values(request.POST),
        )
    except Invalid as wrong:
        return _building_page(request, row, wrong=wrong, asked=request.POST)
    except Conflict as changed:
        messages.error(request, str(changed.detail))
        return redirect(_place(row, request.POST))
    messages.success(request, _("Done: %(what)s.") % {"what": made.what})
    return redirect(_place(row, request.POST))


def _seen(request: Request) -> int:
    text = request.POST.get("seen", "")
    if not text.isdigit() or len(text) > 9:
        raise Invalid(_("Open the building's page again, and make the correction there."))
    return int(text)


def _values(form: QueryDict) -> dict[str, Any]:
    """What the form says, numbers as numbers; what is no number stays text and is refused by the service."""
    names = ("space", "a", "b", "way", "door", "name", "to")
    found: dict[str, Any] = {key: form[key] for key in names if form.get(key)}
    found["on"] = form.get("on") == "yes"
    for key in NUMBERS:
        if form.get(key, "").strip():
            found[key] = _number(str(form[key]))
    return found


def _number(text: str) -> float | str:
    try:
        return float(str(sanitize_separators(text.strip())).replace(",", "."))
    except ValueError:
        return text


def _place(row: Building, form: QueryDict) -> str:
    asked = {key: str(form[key]) for key in ("storey", "pick") if form.get(key)}
    return f"{reverse('rescue:building', args=[row.id])}?{urlencode(asked)}#plan"


@require_POST
@authorised(PERSON)
def undo(request: Request, building: UUID) -> HttpResponse:
    row = selectors.building(request.actor, building)
    try:
        made = services.undo(actor=request.actor, building=row.id, seen=_seen(request))
    except Conflict as changed:
        messages.error(request, str(changed.detail))
    else:
        messages.success(request, made.what)
    return redirect(_place(row, request.POST))


@form_page
@authorised(PERSON)
def detectors(request: Request, building: UUID) -> HttpResponse:
    row = selectors.building(request.actor, building)
    may_change = selectors.may_change(request.actor, row)
    form = DetectorsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            number = detecting.set_detectors(
                actor=request.actor, building=row.id, content=form.cleaned_data["file"].read(4_000_000)
            )
        except (Invalid, Conflict) as wrong:
            lines = wrong.extra.get("lines")
            for line in lines or []:
                form.add_error("file", str(line))
            if not lines:
                tell(form, wrong)
        else:
            messages.success(request, _("%(number)s detectors are in place.") % {"number": number})
            return redirect("rescue:building_detectors", row.id)
    names = {space["id"]: space["name"] for space in row.plan.plan["spaces"]} if row.plan else {}
    rows = [(one, names.get(one.space, "")) for one in selectors.detectors(row)]
    page = Paginator(rows, 100).get_page(request.GET.get("page"))
    shown = {"form": form, "building": row, "page": page, "may_change": may_change, "crumbs": _crumbs(row)}
    return render(request, "rescue/building_detectors.html", shown, status=_status(form))


@require_POST
@authorised(PERSON)
def set_detector(request: Request, building: UUID) -> HttpResponse:
    row = selectors.building(request.actor, building)
    space = request.POST.get("space", "")
    try:
        detecting.set_detector(
            actor=request.actor,
            building=row.id,
            address=request.POST.get("address", ""),
            space=space,
            label=request.POST.get("label", ""),
        )
    except Invalid as wrong:
        asked = request.POST.copy()
        asked["kind"] = "detector"
        return _building_page(request, row, wrong=wrong, asked=asked)
    messages.success(request, _("The detector is in place."))
    return redirect(_place(row, request.POST))


@require_POST
@authorised(PERSON)
def remove_detector(request: Request, building: UUID, detector: UUID) -> HttpResponse:
    row = selectors.building(request.actor, building)
    detecting.remove_detector(actor=request.actor, building=row.id, detector=detector)
    messages.success(request, _("The detector was removed."))
    return redirect("rescue:building_detectors", row.id)
