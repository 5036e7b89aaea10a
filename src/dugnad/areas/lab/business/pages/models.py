"""Pages of models: the list, a new one, the canvas."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.areas.lab.business import examples, keeping, numbers, selectors, services, showing
from dugnad.areas.lab.business.document import State, faults, get
from dugnad.areas.lab.business.examples.values import Example
from dugnad.areas.lab.business.forms import NewForm, tell
from dugnad.areas.lab.business.pages.frame import Shown, seen, status
from dugnad.areas.lab.business.revising import state_of, thing_of
from dugnad.areas.lab.business.screens import SCENARIOS, STRATEGIES
from dugnad.areas.lab.business.steps import find, step_of_fault
from dugnad.areas.lab.business.tabs import address
from dugnad.areas.lab.business.words import LEVERS, fault_words, scenario_name
from dugnad.areas.lab.business.words import SCENARIOS as SCENARIO_WORDS
from dugnad.areas.lab.models import BusinessModel, CommentInvitation
from dugnad.kernel.access.gate import ask
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Forbidden, Problem

FROM_FILE = "file"
form_page = require_http_methods(["GET", "POST"])


@require_GET
@authorised(ANYONE)
def overview(request: Request) -> HttpResponse:
    """What the lab can do, and one's own models."""
    own = list(selectors.own_models(request.actor)[:5]) if request.actor.person else []
    kinds = [(title, summary) for title, summary in SCENARIO_WORDS.values()]
    return render(request, "lab/overview.html", {"own": own, "kinds": kinds})


@require_GET
@authorised(PERSON)
def models(request: Request) -> HttpResponse:
    """The models of one's own organisations."""
    rows = [{"row": row, "ready": not faults(row.document)} for row in selectors.own_models(request.actor)]
    asked = [_asked(one) for one in selectors.invitations_to(request.actor)]
    shown = {"models": rows, "may_add": selectors.owners(request.actor).exists(), "invitations": asked}
    return render(request, "lab/business_models.html", shown)


def _asked(one: CommentInvitation) -> dict[str, str]:
    """An invitation as the list shows it: the model's name only once it is open."""
    until = _("until %(date)s") % {"date": date_format(localtime(one.until), "DATE_FORMAT")}
    if one.accepted_at:
        url, title = reverse("lab:model", args=[one.model_id]), one.model.title
        return {
            "url": url,
            "title": title,
            "meta": f"{one.owner.name}, {until}",
            "kind": "fine",
            "state": _("Open"),
        }
    url = reverse("lab:comment_invitation", args=[one.id])
    return {"url": url, "title": one.owner.name, "meta": until, "kind": "watch", "state": _("Waits for you")}


def owner_choices(request: Request) -> list[tuple[str, str]]:
    """For which organisations the actor may make models. Forbidden when for none."""
    owners = [(str(row.id), row.name) for row in selectors.owners(request.actor)]
    if not owners:
        raise Forbidden(_("You can make models for an organisation in which you have a role."))
    return owners


@form_page
@authorised(PERSON)
def new(request: Request) -> HttpResponse:
    """A new model, empty or from an example."""
    language = get_language() or "nb"
    offered = [(one.key, _offer(one, language)) for one in examples.EXAMPLES.values()]
    form = NewForm(request.POST or None, owners=owner_choices(request), examples=offered)
    if form.is_valid():
        try:
            made = services.add_model(actor=request.actor, **_begun(form.cleaned_data, language))
        except Problem as wrong:
            tell(form, wrong)
        else:
            if form.cleaned_data["example"] == FROM_FILE:
                return redirect("lab:model_files", made.id)
            return redirect("lab:model" if made.example else "lab:model_guide", made.id)
    crumbs = [{"label": _("Business models"), "url": reverse("lab:models")}]
    shown = {"form": form, "crumbs": crumbs}
    return render(request, "lab/business_new.html", shown, status=status(form))


def _offer(one: Example, language: str) -> str:
    title, about = examples.spoken(one.title, language), examples.spoken(one.about, language)
    return f"{title.partition(': ')[2].capitalize()}. {about}"


def _begun(values: dict[str, Any], language: str) -> dict[str, Any]:
    """What a service needs for a new model of these values."""
    asked = {"organisation": UUID(values["organisation"]), "title": values["title"]}
    if values["example"] not in examples.EXAMPLES:
        return asked
    start = f"{timezone.localdate():%Y-%m}"
    _title, document, canvas = examples.begun(values["example"], language, start)
    return asked | {"document": document, "canvas": canvas, "example": values["example"]}


@require_GET
@authorised(PERSON)
def canvas(request: Request, model: UUID) -> HttpResponse:
    """The whole canvas: words and figures of the nine blocks, disruptions, strategies."""
    row, shown = seen(request, model, "lab:model")
    state = state_of(row)
    month = {name: showing.kroner(amount) for name, amount in showing.month(state).items()}
    shown |= {
        "month": month,
        "blocks": list(showing.blocks(state, selectors.comment_counts(request.actor, row))),
        "scenarios": list(_scenarios(row, state)),
        "strategies": list(_strategies(row, state)),
        "comments_url": address("lab:comments", row),
        "why": selectors.why(request.actor, row),
        "may_remove": bool(ask(request.actor, "remove", thing_of(row))),
        **(_unfinished(request, row, state) if shown["own"] else {}),
    }
    return render(request, "lab/business_canvas.html", shown)


def _unfinished(request: Request, row: BusinessModel, state: State) -> Shown:
    """What the model lacks, and what one has typed and not saved."""
    lacks = []
    for fault in faults(row.document):
        key = step_of_fault(fault.path)
        step = find(state, key)
        where = step.question if step else key
        url = reverse("lab:model_step", args=[row.id, key])
        lacks.append({"url": url, "where": where, "text": fault_words(fault)})
    return {"faults": lacks, "waiting": list(_waiting(request, row, state))}


def _waiting(request: Request, row: BusinessModel, state: State) -> Any:
    for key in keeping.kept(request.actor, row):
        kind, _sep, n = key.rpartition("-")
        listed = {"scenario": "scenarios", "strategy": "strategies"}.get(kind)
        if listed and n.isdecimal():
            part = get(state, ("document", listed, int(n)))
            if part is not None:
                yield {"title": part["name"], "url": reverse("lab:model_item", args=[row.id, listed, int(n)])}
        elif step := find(state, key):
            yield {"title": step.question, "url": reverse("lab:model_step", args=[row.id, key])}


def _scenarios(row: BusinessModel, state: State) -> Any:
    for n, one in enumerate(get(state, SCENARIOS) or []):
        stated = one.get("probability")
        share = "" if stated is None else numbers.written(stated * 100, 3)
        yield {
            "name": one.get("name") or scenario_name(one["kind"]),
            "title": scenario_name(one["kind"]),
            "url": reverse("lab:model_item", args=[row.id, "scenarios", n]),
            "probability": _("%(share)s %%, your own figure") % {"share": share} if share else "",
        }


def _strategies(row: BusinessModel, state: State) -> Any:
    for n, one in enumerate(get(state, STRATEGIES) or []):
        changes = [str(LEVERS[name]) for name in one.get("changes") or {} if name in LEVERS]
        url = reverse("lab:model_item", args=[row.id, "strategies", n])
        yield {"name": one["name"], "url": url, "text": ", ".join(changes)}


@require_POST
@authorised(PERSON)
def remove(request: Request, model: UUID) -> HttpResponse:
    """Delete a model."""
    services.remove_model(actor=request.actor, model=model)
    messages.success(request, _("The model was deleted."))
    return redirect("lab:models")
