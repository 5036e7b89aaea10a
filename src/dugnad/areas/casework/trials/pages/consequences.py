"""Who gains, who loses and what it costs: ask, follow, read, take out, throw away."""

from __future__ import annotations

import csv
import io
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dugnad.areas.casework.models import Consequence
from dugnad.areas.casework.packages.pages import shared
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rules.trials import consequence_thing, consequences_thing
from dugnad.areas.casework.trials import consequences as services
from dugnad.areas.casework.trials import selectors
from dugnad.areas.casework.trials.forms import ConsequenceForm
from dugnad.areas.casework.trials.population import guesses
from dugnad.areas.casework.trials.showing import shown as result_shown
from dugnad.areas.casework.trials.showing import table
from dugnad.areas.casework.trials.sides import facts_of_both, first_sides, measures, rules_of, sides
from dugnad.areas.casework.trials.words import condition_words
from dugnad.kernel.access.gate import ask as allowed
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import NotFound


@require_http_methods(["GET", "HEAD", "POST"])
@authorised(PERSON)
def ask(request: Request, organisation: UUID, slug: str) -> HttpResponse:
    rows = selectors.analyses(request.actor, organisation, slug)
    found = sides(request.actor, slug)
    if not found:
        raise NotFound
    form = _form(request, found, organisation)
    if form.is_bound and form.is_valid():
        write = lambda: services.ask(  # noqa: E731
            actor=request.actor, organisation=organisation, slug=slug, asked=form.asked()
        )
        places = {f"facts.{fact.name}": form.place(f"facts.{fact.name}") for fact, _guess in form.facts}
        made = shared.saved(form, write, names=places)
        if made:
            return redirect("casework:consequence", analysis=made.id)
    city = get_object_or_404(Organisation, id=organisation)
    shown = {
        "organisation": city,
        "title": _title(found, slug),
        "form": form,
        "analyses": rows.order_by("-asked_at")[:30],
        "may_ask": bool(allowed(request.actor, "add", consequences_thing(organisation))),
        "facts": [fact.name for fact, _guess in form.facts],
        "crumbs": shared.crumbs(
            (_title(found, slug), reverse("casework:package", args=[slug])), (_("Consequences"), "")
        ),
    }
    return render(request, "casework/trials_consequences.html", shown, status=shared.status(form))


def _title(found: list[tuple[str, str]], slug: str) -> str:
    return said(rules_of(found[0][0]).package.title) or slug


def _form(request: Request, found: list[tuple[str, str]], organisation: UUID) -> ConsequenceForm:
    """The form for the two sides that are chosen, else for what the organisation uses now and the newest."""
    given = request.POST if request.method == "POST" else request.GET
    keys = [one for one, _words in found]
    now, newest = first_sides(request.actor, keys, organisation)
    after = given.get("after") if given.get("after") in keys else newest
    before = given.get("before") if given.get("before") in keys else now
    both = (rules_of(before or ""), rules_of(after or ""))
    guessed = {one.name: one for rules in both for one in guesses(rules.package, timezone.localdate())}
    packages, amounts = [one.package for one in both], measures(*both)
    first = amounts[0] if amounts else ""
    return ConsequenceForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        sides=found,
        measures=[(name, condition_words(name, *packages)) for name in amounts],
        facts=[(fact, guessed[fact.name]) for fact in facts_of_both(*both)],
        initial={"before": before, "after": after, "day": timezone.localdate(), "measure": first},
    )


@require_safe
@authorised(PERSON)
def analysis(request: Request, analysis: UUID) -> HttpResponse:
    row = selectors.analysis(request.actor, analysis)
    back = reverse("casework:consequences", args=[row.organisation_id, row.slug])
    told: dict[str, Any] = {
        "row": row,
        "job": selectors.job(row.id, row.state, _("Reckoning the consequences")),
        "may_delete": bool(allowed(request.actor, "delete", consequence_thing(row))),
        "back": back,
        "crumbs": shared.crumbs((_("Consequences"), back), (_("Result"), "")),
    }
    if row.result:
        told |= result_shown(row, (get_language() or "nb")[:2])
    return render(request, "casework/trials_consequence.html", told)


@require_safe
@authorised(PERSON)
def figures(request: Request, analysis: UUID) -> HttpResponse:
    row = selectors.analysis(request.actor, analysis)
    answer = HttpResponse(_csv(row), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="consequences-{row.slug}.csv"'
    return answer


def _csv(row: Consequence) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerows(table(row, (get_language() or "nb")[:2]) if row.result else [])
    return out.getvalue().encode("utf-8-sig")


@require_POST
@authorised(PERSON)
def delete(request: Request, analysis: UUID) -> HttpResponse:
    row = selectors.analysis(request.actor, analysis)
    return shared.done(
        request,
        lambda: services.delete(actor=request.actor, analysis=analysis),
        _("The analysis is thrown away."),
        reverse("casework:consequences", args=[row.organisation_id, row.slug]),
    )
