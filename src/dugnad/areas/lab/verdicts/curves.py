"""The page where a series of one's own is fitted to the curves of diffusion, and put in a model."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from dugnad.areas.lab.business import selectors as business
from dugnad.areas.lab.business.files.found import LARGEST_SHEET
from dugnad.areas.lab.verdicts import fitting, pasted, using
from dugnad.areas.lab.verdicts.room import rooms
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid, Problem

Json = dict[str, Any]
KINDS = {
    "sales": gettext_lazy("What was sold in each period"),
    "share": gettext_lazy("The share of the new in each period"),
    "generations": gettext_lazy("What was sold of each generation, a column each, the oldest first"),
}
PERIODS = {
    "year": gettext_lazy("A year"),
    "quarter": gettext_lazy("A quarter"),
    "month": gettext_lazy("A month"),
}


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def calibrate(request: Request) -> HttpResponse:
    """A pasted series, or a spreadsheet, against the curves of diffusion; nothing is stored unless it is put to use."""
    kind, period = (_chosen(request, *one) for one in (("kind", KINDS), ("period", PERIODS)))
    shown: Json = {"kind": kind, "period": period, "kinds": KINDS, "periods": PERIODS, "crumbs": _crumbs()}
    shown |= {"sales": request.POST.get("sales", ""), "curves": [], "wrong": ""}
    try:
        rows = _given(request, kind)
        if rows:
            shown["sales"] = _written(rows) if request.FILES else shown["sales"]
            shown["curves"] = [
                one | {"may_be": using.kinds(one["key"]) if "key" in one else {}}
                for one in fitting.fitted(rooms.quick, kind, rows)
            ]
            if request.POST.get("model"):
                return _used(request, shown["curves"], len(rows[0]), period)
    except Invalid as invalid:
        words = " ".join(str(one) for one in invalid.fields.values())
        known = request.POST.get("curve") in {one.get("key") for one in shown["curves"]}
        at_curve = known and "use" in invalid.fields
        shown |= _use_refused(request, words) if at_curve else {"wrong": words}
    shown["models"] = business.own_models(request.actor)[:100] if shown["curves"] else []
    status = 422 if shown["wrong"] or "wrong_use" in shown else 200
    return render(request, "lab/verdicts_calibrate.html", shown, status=status)


def _use_refused(request: Request, words: str) -> Json:
    """Why a curve cannot stand in the model, at that curve, with what was chosen there."""
    names = {"wrong_curve": "curve", "chosen_model": "model", "chosen_as": "as"}
    return {"wrong_use": words} | {key: request.POST.get(name, "") for key, name in names.items()}


def _chosen(request: Request, name: str, known: Json) -> str:
    given = request.POST.get(name, "")
    return given if given in known else next(iter(known))


def _given(request: Request, kind: str) -> list[list[float]]:
    file = request.FILES.get("file")
    if file is not None:
        return pasted.from_sheet(file.read(LARGEST_SHEET + 1), kind)
    text = request.POST.get("sales", "")
    return pasted.series(text, kind) if text.strip() else []


def _written(rows: list[list[float]]) -> str:
    """Rows as a person would paste them: a line a period."""
    return "\n".join(
        "\t".join(f"{one:.10g}".replace(".", ",") for one in line) for line in zip(*rows, strict=True)
    )


def _used(request: Request, curves: list[Json], periods: int, period: str) -> HttpResponse:
    found = next((one for one in curves if one.get("key") == request.POST.get("curve")), None)
    if found is None:
        raise Invalid(fields={"use": _("There is no such curve.")})
    try:
        row = business.visible_model(request.actor, UUID(request.POST["model"]))
        wanted = request.POST.get("as", "")
        n = using.use(
            actor=request.actor,
            row=row,
            found=found["found"],
            periods=periods,
            period=period,
            wanted=wanted,
        )
    except (ValueError, Problem) as wrong:
        words = str(getattr(wrong, "detail", "")) or _("There is no such model.")
        raise wrong if isinstance(wrong, Invalid) else Invalid(fields={"use": words}) from wrong
    messages.success(request, _("The curve stands in the model. Look through its numbers."))
    return redirect("lab:model_item", row.id, "scenarios", n)


def _crumbs() -> list[dict[str, str]]:
    return [{"label": _("Business models"), "url": reverse("lab:models")}]
