"""Requests: those received, and one of them for both sides with every move."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dugnad.areas.competence.models import Contact, Side
from dugnad.areas.competence.needs import calendar, selectors
from dugnad.areas.competence.needs.forms import (
    FinishForm,
    FinishOfferForm,
    PromiseForm,
    ProposeForm,
    ReasonForm,
    ReplyForm,
)
from dugnad.areas.competence.needs.line import line_of
from dugnad.areas.competence.needs.pages.asking import crumbs
from dugnad.areas.competence.needs.services import asking, contacting
from dugnad.areas.competence.needs.things import thing_of_contact
from dugnad.areas.competence.rules.needs import Act, Standing, allowed
from dugnad.kernel.access.gate import ask
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.forms import Form
from dugnad.kernel.problems import Conflict, Invalid, NotFound

PAGE = 25
FORMS: dict[str, type[Form]] = {
    Act.ACCEPT: Form,
    Act.DECLINE: ReasonForm,
    Act.PROPOSE: ProposeForm,
    Act.PROMISE: PromiseForm,
    Act.WITHDRAW: Form,
    Act.UNDO: Form,
    Act.FINISH: FinishForm,
    Act.CLOSE: ReasonForm,
}
SERVICES: dict[str, Callable[..., Contact]] = {
    Act.ACCEPT: contacting.accept,
    Act.DECLINE: contacting.decline,
    Act.PROPOSE: contacting.propose,
    Act.PROMISE: contacting.promise,
    Act.WITHDRAW: contacting.withdraw,
    Act.UNDO: contacting.undo,
    Act.FINISH: contacting.finish,
    Act.CLOSE: contacting.close,
}


@require_GET
@authorised(PERSON)
def requests(request: Request) -> HttpResponse:
    """What was asked of the reader's organisations; what waits for them first."""
    rows = selectors.received(request.actor)
    waiting = [row for row in rows if row.turn == Side.RECEIVER]
    others = Paginator([row for row in rows if row.turn != Side.RECEIVER][::-1], PAGE)
    shown = {"waiting": waiting, "page": others.get_page(request.GET.get("page")), "crumbs": crumbs()}
    return render(request, "competence/needs_requests.html", shown)


@require_GET
@authorised(PERSON)
def contact(request: Request, contact: UUID) -> HttpResponse:
    return _page(request, selectors.contact(request.actor, contact))


@require_POST
@authorised(PERSON)
def move_contact(request: Request, contact: UUID, act: str) -> HttpResponse:
    """One move; what is wrong is told at the field."""
    row = selectors.contact(request.actor, contact)
    if act not in FORMS:
        raise NotFound
    form = _kind(Act(act), row)(request.POST)
    if form.is_valid():
        try:
            SERVICES[act](actor=request.actor, contact=row.id, **form.cleaned_data)
        except Invalid as wrong:
            form.tell(wrong)
        except Conflict as no:
            messages.error(request, str(no.detail))
            return redirect("competence:contact", row.id)
        else:
            messages.success(request, _told(act))
            return redirect("competence:queue" if act == Act.CLOSE else "competence:contact", *_at(row, act))
    return _page(request, row, act, form)


def _at(row: Contact, act: str) -> list[UUID]:
    return [] if act == Act.CLOSE else [row.id]


def _told(act: str) -> str:
    words = {
        Act.ACCEPT: _("Agreed. The hours are reserved."),
        Act.DECLINE: _("They are told. You can undo this until tomorrow."),
        Act.PROPOSE: _("The time is proposed."),
        Act.PROMISE: _("They are told when you answer."),
        Act.WITHDRAW: _("Withdrawn. You can undo this until tomorrow."),
        Act.UNDO: _("Undone. It waits for an answer again."),
        Act.FINISH: _("Thank you. It helps those who ask next."),
        Act.CLOSE: _("Closed. Both sides are told."),
    }
    return words[Act(act)]


def _page(request: Request, row: Contact, act: str = "", bound: Form | None = None) -> HttpResponse:
    sides = _sides(request, row)
    standing = Standing(row.state, row.turn, row.moved_at)
    acts = {each for side in sides for each in allowed(standing, side, timezone.now())}
    if not sides:
        acts = {Act.CLOSE} if row.escalated_at and row.turn else set()
    need = selectors.need_text_of(request.actor, row)
    shown = {
        "row": row,
        "need": need,
        "sides": sides,
        "acts": acts,
        "forms": {each: _form(each, row, act, bound) for each in acts},
        "act": act,
        "place": selectors.place_in_queue(row),
        "line": line_of(request.actor, row),
        "crumbs": _crumbs(sides, row),
    }
    return render(request, "competence/needs_contact.html", shown, status=422 if bound else 200)


def _sides(request: Request, row: Contact) -> list[Side]:
    thing = thing_of_contact(row)
    may = {Side.ASKER: "steer", Side.RECEIVER: "answer"}
    return [side for side, action in may.items() if ask(request.actor, action, thing)]


def _form(each: Act, row: Contact, act: str, bound: Form | None) -> Form:
    if bound is not None and each == act:
        return bound
    if each is Act.FINISH and row.expert_id:
        return FinishForm(initial={"hours_used": row.hours})
    if each is Act.PROPOSE:
        return ProposeForm(initial={"minutes": row.minutes or 60, "where": row.where})
    return _kind(each, row)()


def _kind(each: Act, row: Contact) -> type[Form]:
    return FinishOfferForm if each is Act.FINISH and row.offer_id else FORMS[each]


def _crumbs(sides: list[Side], row: Contact) -> list[dict[str, str]]:
    if Side.ASKER in sides:
        return crumbs((str(_("What we asked for")), reverse("competence:needs")))
    return crumbs((str(_("Requests")), reverse("competence:requests")))


@require_GET
@authorised(PERSON)
def contact_time(request: Request, contact: UUID) -> HttpResponse:
    """The time as a calendar file; NotFound where none was proposed."""
    row = selectors.contact(request.actor, contact)
    content = calendar.file_of(row)
    if content is None:
        raise NotFound
    answer = HttpResponse(content, content_type=calendar.CONTENT_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="dugnad.ics"'
    return answer


@require_GET
@authorised(PERSON)
def queue(request: Request) -> HttpResponse:
    """What waits for a human: needs without a good answer, and requests that nobody answered."""
    shown = {
        "handed": selectors.handed(request.actor),
        "silent": selectors.silent(request.actor),
        "form": ReplyForm(),
        "crumbs": crumbs(),
    }
    return render(request, "competence/needs_queue.html", shown)


@require_POST
@authorised(PERSON)
def reply_need(request: Request, need: UUID) -> HttpResponse:
    form = ReplyForm(request.POST)
    try:
        asking.reply(actor=request.actor, need=need, text=request.POST.get("text", ""))
    except Invalid as wrong:
        form.is_valid()
        form.tell(wrong)
        shown = {"handed": selectors.handed(request.actor), "silent": selectors.silent(request.actor)}
        shown |= {"form": form, "at": need, "crumbs": crumbs()}
        return render(request, "competence/needs_queue.html", shown, status=422)
    messages.success(request, _("They have your answer."))
    return redirect("competence:queue")
