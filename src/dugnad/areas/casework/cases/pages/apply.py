"""What one may apply for, the form, and one's own cases."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dugnad.areas.casework import sources
from dugnad.areas.casework.cases import applying, selectors
from dugnad.areas.casework.cases.forms import ApplicationForm
from dugnad.areas.casework.cases.parting import asked
from dugnad.areas.casework.cases.rules_of import adopted, rules
from dugnad.areas.casework.models import Case
from dugnad.areas.casework.models.cases import CaseState
from dugnad.areas.casework.packages.words import said
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid, Problem


def crumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    """From the person's own cases on."""
    first = {"label": _("Casework"), "url": reverse("casework:packages")}
    return [first, *({"label": label, "url": url} for label, url in more)]


def answers(request: Request) -> dict[str, str]:
    """What was written in the form, by field."""
    return {name: request.POST[name] for name in request.POST if name != "csrfmiddlewaretoken"}


@require_safe
@authorised(PERSON)
def cases(request: Request) -> HttpResponse:
    offers = {(one.organisation_id, one.version.package.slug): one for one in reversed(selectors.offers())}
    rows = sorted(offers.values(), key=lambda one: (one.organisation.name, one.version.package.slug))
    shown = {
        "own": [(row, said(row.title)) for row in selectors.own(request.actor)],
        "offers": [(one, said(one.version.package.title)) for one in rows],
        "desks": selectors.desks(request.actor),
        "archives": selectors.archives(request.actor),
        "crumbs": crumbs((_("Your cases"), "")),
    }
    return render(request, "casework/cases.html", shown)


@require_POST
@authorised(PERSON)
def begin(request: Request, organisation: UUID, slug: str) -> HttpResponse:
    row = applying.begin(actor=request.actor, organisation=organisation, slug=slug)
    return redirect("casework:application", row.id)


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def application(request: Request, case: UUID) -> HttpResponse:
    row = selectors.case(request.actor, case, "write")
    if row.state != CaseState.DRAFT:
        return redirect("casework:case", case)
    adoption, _running = adopted(row.organisation_id, row.slug, timezone.localdate())
    package, _overlay = rules(adoption)
    written = answers(request)
    first = {"written": row.written, "homes": "no", "moved": "no", **row.answers}
    city = row.organisation.number
    lists = {fact.name: sources.choices(package, fact, city) for fact in asked(package)}
    form = ApplicationForm(package, written if request.method == "POST" else None, first, lists)
    if request.method == "POST" and _sent(request, row, form, written):
        messages.success(request, _("The application is sent."))
        return redirect("casework:case", case)
    title = said(row.title)
    shown = {"case": row, "title": title, "form": form, "package": package, "summary": said(package.summary)}
    shown["crumbs"] = crumbs((_("Your cases"), reverse("casework:cases")), (title, ""))
    return render(request, "casework/application.html", shown, status=422 if form.errors else 200)


def _sent(request: Request, row: Case, form: ApplicationForm, written: dict[str, str]) -> bool:
    try:
        applying.send(actor=request.actor, case=row.id, answers=written)
    except Invalid as wrong:
        form.is_valid()
        form.errors.clear()
        for name, words in wrong.fields.items():
            form.add_error(name if name in form.fields else None, str(words))
        return False
    return True


@require_POST
@authorised(PERSON)
def save(request: Request, case: UUID) -> HttpResponse:
    applying.save(actor=request.actor, case=case, answers=answers(request))
    if request.headers.get("HX-Request"):
        return render(request, "casework/saved.html", {"at": timezone.localtime()})
    messages.success(request, _("What you have written is kept."))
    return redirect("casework:application", case)


@require_POST
@authorised(PERSON)
def withdraw(request: Request, case: UUID) -> HttpResponse:
    try:
        applying.withdraw(actor=request.actor, case=case)
    except Problem as wrong:
        if wrong.status in (401, 403, 404):
            raise
        messages.error(request, str(wrong.detail or wrong.title))
        return redirect("casework:case", case)
    messages.success(request, _("The application is withdrawn."))
    return redirect("casework:cases")
