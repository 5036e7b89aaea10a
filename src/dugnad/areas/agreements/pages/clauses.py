"""Writing the clauses of a draft."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.areas.agreements import selectors, services
from dugnad.areas.agreements.content import ClauseView, Content, content_of
from dugnad.areas.agreements.forms import SharingForm, TextForm, clause_values, say
from dugnad.areas.agreements.models import AgreementState, ClauseKind
from dugnad.areas.agreements.presentation import crumb, crumbs, paragraphs
from dugnad.areas.agreements.rules import Period
from dugnad.areas.agreements.words import SharingFacts, sentence
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Invalid, NotFound

ClauseForm = TextForm | SharingForm


def _draft(request: Request, agreement: UUID) -> Content:
    content = content_of(selectors.full_agreement(request.actor, agreement))
    if content.row.state != AgreementState.DRAFT:
        raise Conflict(_("This agreement is no longer a draft. Its text is locked."))
    return content


def _back(agreement: UUID, place: str = "") -> HttpResponse:
    return redirect(reverse("agreements:agreement", args=[agreement]) + place)


def _form(kind: str, content: Content, data: Any = None, initial: dict[str, Any] | None = None) -> ClauseForm:
    if kind == ClauseKind.SHARING:
        return SharingForm(data, initial=initial, content=content)
    return TextForm(data, initial=initial)


def _page(
    request: Request, content: Content, form: ClauseForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"crumbs": crumbs(crumb(content.row)), "form": form, "agreement": content.row, **more}
    sharing = isinstance(form, SharingForm)
    context |= {"sharing": sharing, "said": _said(form, content) if isinstance(form, SharingForm) else ""}
    return render(request, "agreements/clause.html", context, status=422 if form.errors else status)


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def add_text(request: Request, agreement: UUID) -> HttpResponse:
    return _add(request, agreement, ClauseKind.TEXT, _("New clause"))


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def add_sharing(request: Request, agreement: UUID) -> HttpResponse:
    return _add(request, agreement, ClauseKind.SHARING, _("New clause that shares"))


def _add(request: Request, agreement: UUID, kind: str, heading: str) -> HttpResponse:
    content = _draft(request, agreement)
    form = _form(kind, content, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_clause(actor=request.actor, agreement=agreement, values=form.values)
        except Invalid as problem:
            say(form, problem)
        else:
            return _back(agreement, f"#{made.id}")
    return _page(request, content, form, heading=heading)


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def change(request: Request, agreement: UUID, clause: UUID) -> HttpResponse:
    content = _draft(request, agreement)
    stored = _stored(content, clause)
    form = _form(stored.kind, content, request.POST or None, _initial(stored, content))
    heading = _("Clause %(number)s") % {"number": stored.number}
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, agreement, clause, form)
        except Invalid as problem:
            say(form, problem)
        except Conflict as problem:
            if "theirs" not in problem.extra:
                raise
            return _conflict(request, agreement, clause, heading)
        else:
            return _back(agreement, f"#{clause}")
    return _page(request, content, form, heading=heading)


def _stored(content: Content, clause: UUID) -> ClauseView:
    found = next((one for one in content.clauses if one.id == clause), None)
    if found is None:
        raise NotFound
    return found


def _initial(stored: ClauseView, content: Content) -> dict[str, Any]:
    return clause_values(stored, content.period.first, content.period.last)


def _save(request: Request, agreement: UUID, clause: UUID, form: ClauseForm) -> None:
    seen = form.cleaned_data["seen"] or 0
    services.change_clause(
        actor=request.actor, agreement=agreement, clause=clause, seen=seen, values=form.values
    )


def _conflict(request: Request, agreement: UUID, clause: UUID, heading: str) -> HttpResponse:
    """Both texts: what the other one stored, and one's own in the form, to be stored on top or given up."""
    content = _draft(request, agreement)
    theirs = _stored(content, clause)
    typed = request.POST.copy()
    typed["seen"] = str(theirs.version)
    form = _form(theirs.kind, content, typed)
    shown = {
        "heading": theirs.heading,
        "paragraphs": paragraphs(theirs.text),
        "words": content.sentence(theirs),
    }
    return _page(request, content, form, 409, heading=heading, theirs=shown)


@require_GET
@authorised(PERSON)
def words(request: Request, agreement: UUID) -> HttpResponse:
    """What the clause that is being written would share, in words."""
    content = _draft(request, agreement)
    form = SharingForm(request.GET, content=content)
    form.is_valid()
    return render(request, "agreements/parts/words.html", {"said": _words(form.cleaned_data, content)})


def _said(form: SharingForm, content: Content) -> str:
    if form.is_bound:
        form.is_valid()
        return _words(form.cleaned_data, content)
    typed = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    sides = {side: [UUID(one) for one in typed[side] or []] for side in ("givers", "receivers")}
    return _words(typed | sides, content)


def _words(typed: dict[str, Any], content: Content) -> str:
    if not all(typed.get(name) for name in ("givers", "receivers", "what", "purpose")):
        return ""
    period = Period(typed.get("starts") or content.row.effective, typed.get("ends") or content.row.expiry)
    facts = SharingFacts(
        tuple(typed["givers"]), tuple(typed["receivers"]), typed["what"], typed["purpose"], period
    )
    return sentence(facts, content.names, content.period)


@require_POST
@authorised(PERSON)
def add_standard(request: Request, agreement: UUID) -> HttpResponse:
    key = request.POST.get("key", "")
    made = services.add_standard_clause(actor=request.actor, agreement=agreement, key=key)
    return _back(agreement, f"#{made.id}")


@require_POST
@authorised(PERSON)
def move(request: Request, agreement: UUID, clause: UUID) -> HttpResponse:
    up = request.POST.get("direction") == "up"
    services.move_clause(actor=request.actor, agreement=agreement, clause=clause, up=up)
    return _back(agreement, f"#{clause}")


@require_POST
@authorised(PERSON)
def remove(request: Request, agreement: UUID, clause: UUID) -> HttpResponse:
    services.remove_clause(actor=request.actor, agreement=agreement, clause=clause)
    messages.info(request, _("The clause is taken out. You can put it back below the text."))
    return _back(agreement, "#removed")


@require_POST
@authorised(PERSON)
def restore(request: Request, agreement: UUID, clause: UUID) -> HttpResponse:
    services.restore_clause(actor=request.actor, agreement=agreement, clause=clause)
    return _back(agreement, f"#{clause}")
