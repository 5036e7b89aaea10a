"""The box, what answers it, and what the asker does with the answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.areas.competence.models import Need, NeedState
from dugnad.areas.competence.needs import selectors, showing, similar
from dugnad.areas.competence.needs.asked import anonymous
from dugnad.areas.competence.needs.forms import AskForm, HideForm, NeedForm, SendForm
from dugnad.areas.competence.needs.indexing import EXPERTS, OFFERS
from dugnad.areas.competence.needs.services import asking, contacting
from dugnad.areas.competence.rules.needs import LIVE
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.matching import warming
from dugnad.kernel.organisations.selectors import members_of_network
from dugnad.kernel.problems import Conflict, Invalid, NotFound

form_page = require_http_methods(["GET", "POST"])
PAGE = 20
TURNS: dict[str, Callable[..., Need]] = {
    "withdraw": asking.withdraw_need,
    "reopen": asking.reopen_need,
    "join": partial(asking.join_round, join=True),
    "leave": partial(asking.join_round, join=False),
    "hand": asking.hand_over,
}


def crumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    """Where one is, from the area's first page on."""
    way = [(str(_("Competence")), reverse("competence:overview")), *more]
    return [{"label": label, "url": url} for label, url in way]


@form_page
@authorised(ANYONE)
def ask(request: Request) -> HttpResponse:
    """The box. Who is signed in for an organisation gets a need that is kept; others get answers that are not."""
    form = AskForm(
        request.POST or None, actor=request.actor, initial={"text": request.GET.get("q", "")[:1000]}
    )
    warming.soon(EXPERTS, OFFERS)
    text = request.POST.get("text", "") if request.method == "POST" else request.GET.get("q", "")[:1000]
    if form.is_bound and form.own:
        made = _kept(request, form)
        if made:
            return redirect("competence:need", made.id)
    shown: dict[str, Any] = {"form": form, "crumbs": crumbs(), "text": text}
    if text.strip() and not (form.is_bound and form.own):
        shown |= anonymous(request.actor, text, request.POST.get("number", ""), noted=form.is_bound)
        if wrong := shown.get("number_wrong"):
            form.add_error("number", wrong)
    return render(request, "competence/needs_ask.html", shown, status=_status(form))


def _kept(request: Request, form: AskForm) -> Need | None:
    if not form.is_valid():
        return None
    chosen = form.cleaned_data["organisation"] or next(iter(form.own))
    try:
        return asking.ask(actor=request.actor, organisation=UUID(chosen), text=form.cleaned_data["text"])
    except Invalid as wrong:
        form.tell(wrong)
        return None


@require_GET
@authorised(PERSON)
def needs(request: Request) -> HttpResponse:
    page = Paginator(selectors.needs(request.actor), PAGE).get_page(request.GET.get("page"))
    waiting = selectors.received(request.actor).filter(state__in=LIVE).count()
    shown = {"page": page, "received": waiting, "crumbs": crumbs()}
    return render(request, "competence/needs_list.html", shown)


@require_GET
@authorised(PERSON)
def need(request: Request, need: UUID) -> HttpResponse:
    """A need with its answers, for the asker; who was asked is led to the request."""
    row = selectors.need(request.actor, need)
    if row.organisation_id not in request.actor.organisations:
        asked = selectors.received(request.actor).filter(need=row).first()
        if asked is None:
            raise NotFound
        return redirect("competence:contact", asked.id)
    return render(request, "competence/needs_need.html", _shown(request, row))


def _shown(request: Request, row: Need) -> dict[str, Any]:
    contacts = list(selectors.contacts_of(row))
    open_ = row.state not in (NeedState.WITHDRAWN, NeedState.DONE) and not row.forgotten_at
    shown: dict[str, Any] = {"row": row, "contacts": contacts, "open": open_, "crumbs": _in_needs()}
    if not row.forgotten_at:
        found = selectors.answers(request.actor, row)
        liked = similar.liked_experts(row, [hit.expert.id for hit in found.experts])
        asked = {one.expert_id or one.offer_id: one for one in contacts if one.state in LIVE}
        shown |= showing.cards(found, liked, row.hours)
        shown |= {"asked": asked, "words": showing.marked(row.text, showing.asked_words(found))}
        shown["others"] = similar.chosen_skills(row)
    shown["hidden"] = list(row.hidden_from.values_list("name", flat=True))
    return shown


def _in_needs(*more: tuple[str, str]) -> list[dict[str, str]]:
    return crumbs((str(_("What we asked for")), reverse("competence:needs")), *more)


def own_need(request: Request, need: UUID) -> Need:
    """The need, if the reader manages it."""
    return selectors.need(request.actor, need, "manage")


@form_page
@authorised(PERSON)
def change_need(request: Request, need: UUID) -> HttpResponse:
    row = own_need(request, need)
    start = {name: getattr(row, name) for name in asking.CHANGEABLE}
    form = NeedForm(request.POST or None, sent=row.sent_at is not None, initial=start)
    if form.is_valid():
        try:
            asking.change_need(actor=request.actor, need=row.id, **form.cleaned_data)
        except (Invalid, Conflict) as wrong:
            form.tell(wrong)
        else:
            return redirect("competence:need", row.id)
    return shown_form(request, row, form, _("Change what you need"), _("Save"))


@form_page
@authorised(PERSON)
def hide_need(request: Request, need: UUID) -> HttpResponse:
    row = own_need(request, need)
    rows = members_of_network(request.actor).exclude(id=row.organisation_id)
    others = [(str(id), name) for id, name in rows.values_list("id", "name")]
    start = {
        "hidden_industry": row.hidden_industry,
        "hidden_from": [str(id) for id in row.hidden_from.values_list("id", flat=True)],
    }
    form = HideForm(request.POST or None, others=others, initial=start)
    if form.is_valid():
        said = form.cleaned_data
        named = [UUID(id) for id in said["hidden_from"]]
        try:
            asking.hide_need(
                actor=request.actor, need=row.id, organisations=named, industry=said["hidden_industry"]
            )
        except (Invalid, Conflict) as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("competence:need", row.id)
    return shown_form(request, row, form, _("Who must not know of this?"), _("Save"))


@form_page
@authorised(PERSON)
def send_need(request: Request, need: UUID) -> HttpResponse:
    row = own_need(request, need)
    found = selectors.answers(request.actor, row)
    asked = set(row.contacts.filter(state__in=LIVE, offer=None).values_list("expert", flat=True))
    hits = [
        (str(hit.expert.id), f"{hit.expert.name}, {hit.expert.organisation.name}")
        for hit in [*found.experts, *found.near]
        if hit.expert.id not in asked
    ]
    start = {"experts": request.GET.getlist("expert"), "hours": row.hours}
    form = SendForm(request.POST or None, hits=hits, initial=start)
    if form.is_valid():
        said = form.cleaned_data
        chosen = [UUID(id) for id in said.pop("experts")]
        try:
            contacting.send(actor=request.actor, need=row.id, experts=chosen, **said)
        except (Invalid, Conflict) as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Sent. You get an e-mail when they answer."))
            return redirect("competence:need", row.id)
    return shown_form(request, row, form, _("Ask for help"), _("Send"))


def shown_form(request: Request, row: Need, form: Any, title: str, label: str) -> HttpResponse:
    """A form about a need on a page of its own."""
    back = (str(_("Answers")), reverse("competence:need", args=[row.id]))
    shown = {"row": row, "form": form, "title": title, "label": label, "crumbs": _in_needs(back)}
    return render(request, "competence/needs_form.html", shown, status=_status(form))


@require_GET
@authorised(PERSON)
def none_of_these(request: Request, need: UUID) -> HttpResponse:
    row = own_need(request, need)
    back = (str(_("Answers")), reverse("competence:need", args=[row.id]))
    shown = {"row": row, "crumbs": _in_needs(back), "hub": selectors.hub_for(row)}
    return render(request, "competence/needs_none.html", shown)


@require_POST
@authorised(PERSON)
def turn_need(request: Request, need: UUID, act: str) -> HttpResponse:
    if act not in TURNS:
        raise NotFound
    try:
        row = TURNS[act](actor=request.actor, need=need)
    except Conflict as closed:
        messages.error(request, str(closed.detail))
    else:
        messages.success(request, _told(act, row))
    return redirect("competence:need", need)


def _told(act: str, row: Need) -> str:
    who = row.matcher.name if row.matcher else _("Those who run the platform")
    words = {
        "withdraw": _("Withdrawn. Nobody you asked can read it any more. You can undo this."),
        "reopen": _("It is open again. Requests must be sent anew."),
        "join": _("It takes part in the next round."),
        "leave": _("It no longer takes part in rounds."),
        "hand": _("%(who)s will look at it and answer you.") % {"who": who},
    }
    return words[act]


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200
