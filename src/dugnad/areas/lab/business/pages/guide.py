"""Pages of the guide: one question each, kept as it is typed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import date
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.areas.lab.business import keeping, screens, selectors
from dugnad.areas.lab.business.differing import differences
from dugnad.areas.lab.business.document import STREAMS, State, get
from dugnad.areas.lab.business.forms import tell
from dugnad.areas.lab.business.pages.frame import Shown, changed, whole
from dugnad.areas.lab.business.revising import ChangedMeanwhile, state_of
from dugnad.areas.lab.business.showing import kroner, revenue
from dugnad.areas.lab.business.steps import Step, around
from dugnad.areas.lab.business.words import SCENARIOS
from dugnad.areas.lab.models import BusinessModel
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Invalid

form_page = require_http_methods(["GET", "POST"])


@require_GET
@authorised(PERSON)
def guide(request: Request, model: UUID) -> HttpResponse:
    """On with the questions, where one left off."""
    row, _shown = changed(request, model)
    waiting = keeping.kept(request.actor, row)
    return redirect("lab:model_step", row.id, screens.first_open(state_of(row), waiting))


@form_page
@authorised(PERSON)
def step(request: Request, model: UUID, step: str) -> HttpResponse:
    """One question."""
    row, shown = changed(request, model)
    if request.method == "POST":
        return _answered(request, row, step, shown)
    state = state_of(row)
    one = screens.step_or_404(state, step)
    if "fresh" in request.GET:
        keeping.let_go(request.actor, row, step)
    typed = keeping.kept_in(request.actor, row, step)
    form = screens.form_of(one, state, typed[0] if typed else None)
    shown |= {"base": typed[1] if typed else row.revision, "typed": bool(typed)}
    return _page(request, row, one, form, shown)


def _answered(request: Request, row: BusinessModel, key: str, shown: Shown) -> HttpResponse:
    base = whole(request.POST.get("base"), row.revision)
    state = selectors.state_at(row, base)
    one = screens.step_or_404(state, key)
    more = screens.MORE_ROWS if request.POST.get("go") == "more" else 0
    form: Any = screens.form_of(one, state, request.POST, more)
    if form is None or more:
        return _page(request, row, one, form, shown | {"base": base}, plain=True)
    if form.is_valid():
        try:
            saved = screens.save_step(actor=request.actor, row=row, base=base, step=one, form=form)
        except Invalid as wrong:
            tell(form, wrong)
        except ChangedMeanwhile as meanwhile:
            return _conflict(request, row, one, (form, meanwhile), shown)
        else:
            return _onward(request, saved, key)
    return _page(request, row, one, form, shown | {"base": base})


def _conflict(
    request: Request, row: BusinessModel, one: Step, found: tuple[Any, ChangedMeanwhile], shown: Shown
) -> HttpResponse:
    """What stands there now, beside what was typed; the next save is over it, or brings it back."""
    (form, meanwhile), state = found, state_of(row)
    shown |= {"base": meanwhile.revision, "meanwhile": str(meanwhile.detail), "code": 409}
    place = meanwhile.place
    if place is None:
        one = screens.step_or_404(state, "stream-new")
        again = reverse("lab:model_step", args=[row.id, "streams"])
        return _page(request, row, one, form, shown | {"gone": True, "again": again})
    if isinstance(place[-1], int):
        one = screens.step_or_404(state, f"{one.key.partition('-')[0]}-{place[-1]}")
    differing = differences(screens.form_of(one, state), form)
    again = reverse("lab:model_step", args=[row.id, one.key]) + "?fresh"
    return _page(request, row, one, form, shown | {"differing": differing, "again": again})


def _onward(request: Request, row: BusinessModel, key: str) -> HttpResponse:
    state = state_of(row)
    if key == "stream-new":
        key = f"stream-{len(get(state, STREAMS)) - 1}"
    _before, after, _n, _all = around(state, key)
    if request.POST.get("go") == "canvas" or not after:
        messages.success(request, _("Saved."))
        return redirect("lab:model", row.id)
    return redirect("lab:model_step", row.id, after)


def _page(
    request: Request, row: BusinessModel, one: Step, form: Any, shown: Shown, *, plain: bool = False
) -> HttpResponse:
    state = state_of(row)
    before, after, number, count = around(state, one.key)
    wrong = (
        form is not None and form.is_bound and not plain and not shown.get("typed") and not form.is_valid()
    )
    code = shown.pop("code", 422 if wrong else 200)
    context = shown | {
        "step": one,
        "form": form,
        "before": before,
        "after": after,
        "number": number,
        "count": count,
        **_listed(one, state),
    }
    return render(request, "lab/business_step.html", context, status=code)


def _listed(one: Step, state: State) -> Shown:
    """The rows of a step that is a list of links."""
    if one.kind == "streams":
        rows = get(state, STREAMS) or []
        return {"streams": [(n, f"stream-{n}", row, kroner(revenue(row))) for n, row in enumerate(rows)]}
    if one.kind == "scenarios":
        picked = [(n, row, SCENARIOS[row["kind"]][0]) for n, row in enumerate(get(state, one.path) or [])]
        return {"picked": picked, "catalogue": [(kind, *words) for kind, words in SCENARIOS.items()]}
    if one.kind == "strategies":
        return {"picked": [(n, row, "") for n, row in enumerate(get(state, one.path) or [])]}
    return {}


@require_POST
@authorised(PERSON)
def keep(request: Request, model: UUID, step: str) -> HttpResponse:
    """Keep what stands in the fields now; answers with a few words for the page."""
    row, _shown = changed(request, model)
    base = whole(request.POST.get("base"), row.revision)
    try:
        keeping.keep(actor=request.actor, row=row, step=step, base=base, typed=request.POST)
    except Invalid as wrong:
        return HttpResponse(str(wrong.detail), content_type="text/plain; charset=utf-8")
    at = date(timezone.localtime(), "H:i:s")
    return HttpResponse(_("Kept at %(time)s") % {"time": at}, content_type="text/plain; charset=utf-8")


@require_POST
@authorised(PERSON)
def remove_stream(request: Request, model: UUID, n: int) -> HttpResponse:
    """Take away a stream."""
    row, _shown = changed(request, model)
    base = whole(request.POST.get("base"), row.revision)
    try:
        screens.remove_item(actor=request.actor, row=row, base=base, path=(*STREAMS, n), what="streams")
    except Conflict as wrong:
        messages.error(request, str(wrong.detail))
    else:
        messages.success(request, _("The stream was removed. You can bring it back from the history."))
    return redirect("lab:model_step", row.id, "streams")
