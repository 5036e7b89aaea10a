"""Pages of disruptions and strategies: picked, adjusted, removed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.areas.lab.business import keeping, screens, selectors
from dugnad.areas.lab.business.differing import differences
from dugnad.areas.lab.business.document import get
from dugnad.areas.lab.business.forms import tell
from dugnad.areas.lab.business.pages.frame import Shown, changed, whole
from dugnad.areas.lab.business.revising import ChangedMeanwhile, state_of
from dugnad.areas.lab.business.words import SCENARIOS, SOURCES
from dugnad.areas.lab.models import BusinessModel
from dugnad.engines.foresight.scenarios import CATALOGUE
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Invalid, NotFound

form_page = require_http_methods(["GET", "POST"])
STEPS = {"scenarios": "scenario", "strategies": "strategy"}


def _kind(kind: str) -> str:
    if kind not in STEPS:
        raise NotFound
    return kind


@require_POST
@authorised(PERSON)
def add(request: Request, model: UUID, kind: str) -> HttpResponse:
    """A new disruption of the catalogue, or a new strategy."""
    row, _shown = changed(request, model)
    try:
        of = request.POST.get("of", "")
        n = screens.add_item(actor=request.actor, row=row, kind=_kind(kind), of=of)
    except Conflict as wrong:
        messages.error(request, str(wrong.detail))
        return redirect("lab:model_step", row.id, kind)
    return redirect("lab:model_item", row.id, kind, n)


@form_page
@authorised(PERSON)
def item(request: Request, model: UUID, kind: str, n: int) -> HttpResponse:
    """One disruption or strategy: its fields, with its equations and sources beside."""
    row, shown = changed(request, model)
    key = f"{STEPS[_kind(kind)]}-{n}"
    if request.method == "POST":
        return _answered(request, row, (kind, n, key), shown)
    if "fresh" in request.GET:
        keeping.let_go(request.actor, row, key)
    typed = keeping.kept_in(request.actor, row, key)
    state = selectors.state_at(row, typed[1]) if typed else state_of(row)
    form = screens.item_form(kind, state, n, typed[0] if typed else None)
    shown |= {"base": typed[1] if typed else row.revision, "typed": bool(typed)}
    return _page(request, form, (kind, n, key), shown)


def _answered(
    request: Request, row: BusinessModel, which: tuple[str, int, str], shown: Shown
) -> HttpResponse:
    kind, n, key = which
    base = whole(request.POST.get("base"), row.revision)
    form = _posted(request, row, kind, n, base)
    if form.is_valid():
        try:
            screens.save_item(actor=request.actor, row=row, base=base, kind=kind, n=n, form=form)
        except Invalid as wrong:
            tell(form, wrong)
        except ChangedMeanwhile as meanwhile:
            return _conflict(request, row, which, (form, meanwhile), shown)
        else:
            keeping.let_go(request.actor, row, key)
            messages.success(request, _("Saved."))
            return redirect("lab:model_step", row.id, kind)
    return _page(request, form, which, shown | {"base": base})


def _posted(request: Request, row: BusinessModel, kind: str, n: int, base: int) -> Any:
    state, of = selectors.state_at(row, base), request.POST.get("of", "")
    if of and get(state, screens.item_path(kind, n)) is None:
        return screens.again_form(kind, state, of, request.POST)
    return screens.item_form(kind, state, n, request.POST)


def _conflict(
    request: Request, row: BusinessModel, which: tuple[str, int, str], found: tuple[Any, Any], shown: Shown
) -> HttpResponse:
    """Theirs beside what was typed; the next save is over it, where it stands now, or brings it back."""
    (kind, n, key), (form, meanwhile), state = which, found, state_of(row)
    shown |= {"base": meanwhile.revision, "meanwhile": str(meanwhile.detail), "code": 409}
    if meanwhile.place is None:
        n = len(get(state, ("document", kind)) or [])
        again = reverse("lab:model_step", args=[row.id, kind])
        return _page(request, form, (kind, n, key), shown | {"gone": True, "of": _of(form), "again": again})
    n = int(meanwhile.place[-1])
    differing = differences(screens.item_form(kind, state, n), form)
    again = reverse("lab:model_item", args=[row.id, kind, n]) + "?fresh"
    return _page(request, form, (kind, n, key), shown | {"differing": differing, "again": again})


def _of(form: Any) -> str:
    return str(form.scenario["kind"]) if hasattr(form, "scenario") else "strategy"


def _page(request: Request, form: Any, which: tuple[str, int, str], shown: Shown) -> HttpResponse:
    kind, n, key = which
    wrong = form.is_bound and not shown.get("typed") and not form.is_valid()
    code = shown.pop("code", 422 if wrong else 200)
    context = shown | {"kind": kind, "n": n, "form": form, "key": key, **_about(kind, form)}
    return render(request, "lab/business_item.html", context, status=code)


def _about(kind: str, form: Any) -> Shown:
    """Equations and sources of a disruption."""
    if kind != "scenarios":
        return {"title": form["name"].value() or _("Strategy")}
    of = form.scenario["kind"]
    sources = {one.name: SOURCES.get(one.source, one.source) for one in CATALOGUE[of].parameters}
    rows = [{**row, "source": sources[row["spec"].name]} for row in form.rows()]
    title, summary = SCENARIOS[of]
    return {"title": title, "summary": summary, "equations": CATALOGUE[of].equations, "rows": rows}


@require_POST
@authorised(PERSON)
def remove(request: Request, model: UUID, kind: str, n: int) -> HttpResponse:
    """Take away a disruption or a strategy."""
    row, _shown = changed(request, model)
    base = whole(request.POST.get("base"), row.revision)
    try:
        path = screens.item_path(_kind(kind), n)
        screens.remove_item(actor=request.actor, row=row, base=base, path=path, what=kind)
    except Conflict as wrong:
        messages.error(request, str(wrong.detail))
    else:
        messages.success(request, _("Removed. You can bring it back from the history."))
    return redirect("lab:model_step", row.id, kind)
