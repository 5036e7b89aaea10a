"""Rules on past cases: ask for it, follow it, see which cases would end otherwise."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dugnad.areas.casework.models import Adoption, PackageVersion, ShadowCase
from dugnad.areas.casework.packages.forms import DAY, Form
from dugnad.areas.casework.packages.pages import shared
from dugnad.areas.casework.packages.pages.rules import address
from dugnad.areas.casework.packages.selectors import adoption as adoption_by_id
from dugnad.areas.casework.packages.selectors import document_of, version_by_id
from dugnad.areas.casework.packages.services import OPEN
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rulebook.document import Package
from dugnad.areas.casework.trials import selectors
from dugnad.areas.casework.trials.panel import runs_address
from dugnad.areas.casework.trials.shadow import ask, past
from dugnad.areas.casework.trials.subjects import (
    Subject,
    digest_of,
    of_run,
    package_of,
    version_of,
    whose,
)
from dugnad.areas.casework.trials.words import condition_words, result_words, value_words
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

EACH_PAGE = 50


class ShadowForm(Form):
    """By which day's law."""

    day = forms.DateField(
        label=gettext_lazy("By the law of"),
        required=False,
        help_text=gettext_lazy("Empty: each case by the law of its own day."),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@authorised(PERSON)
def shadow(request: Request, version: UUID) -> HttpResponse:
    return _past_cases(request, version_by_id(request.actor, version))


@require_http_methods(["GET", "HEAD", "POST"])
@authorised(PERSON)
def adoption_shadow(request: Request, adoption: UUID) -> HttpResponse:
    return _past_cases(request, adoption_by_id(request.actor, adoption))


def _past_cases(request: Request, row: Subject) -> HttpResponse:
    runs = selectors.runs(request.actor, row)
    form = ShadowForm(request.POST) if request.method == "POST" else ShadowForm()
    if form.is_bound and form.is_valid():
        write = lambda: ask(actor=request.actor, row=row, day=form.cleaned_data["day"])  # noqa: E731
        made = shared.saved(form, write)
        if made:
            return redirect("casework:shadow_run", run=made.id)
    shown = {
        **_head(row),
        "digest": digest_of(row),
        "form": form,
        "runs": [(one, selectors.counts(request.actor, one)) for one in runs[:20]],
        "past": past(row).values("case").distinct().count() if row.state in OPEN else 0,
        "may_run": selectors.may_see_cases(request.actor, row) and row.state in OPEN,
        "crumbs": shared.crumbs(_crumb(row), (_("Past cases"), "")),
    }
    return render(request, "casework/trials_shadow.html", shown, status=shared.status(form))


@require_safe
@authorised(PERSON)
def run(request: Request, run: UUID) -> HttpResponse:
    row = selectors.run(request.actor, run)
    tried = of_run(row)
    sees = selectors.may_see_cases(request.actor, tried)
    packages = _packages(row.version)
    shown: dict[str, Any] = {
        **_head(tried),
        "row": row,
        "job": selectors.job(row.id, row.state, _("Trying the rules on past cases")),
        "counts": (counts := selectors.counts(request.actor, row)),
        "moves": [(*(result_words(one, *packages) for one in ends), n) for *ends, n in counts["moves"]],
        "sees": sees,
        "stale": row.digest != digest_of(tried),
        "crumbs": shared.crumbs(_crumb(tried), (_("Past cases"), runs_address(tried)), (_("Result"), "")),
    }
    if sees:
        page = Paginator(selectors.cases(request.actor, row), EACH_PAGE).get_page(request.GET.get("page"))
        shown |= {"page": page, "cases": [_case(one, packages) for one in page]}
        shown["opens"] = (whose(tried), "caseworker") in request.actor.roles
    return render(request, "casework/trials_shadow_run.html", shown)


def _head(row: Subject) -> dict[str, Any]:
    """What the heading tells: the rules, their version, and the city whose use of them it is."""
    city = row.organisation.name if isinstance(row, Adoption) else ""
    return {
        "title": said(package_of(row).title),
        "number": version_of(row).number,
        "city": city,
        "back": _crumb(row)[1],
    }


def _crumb(row: Subject) -> tuple[str, str]:
    if isinstance(row, Adoption):
        return row.organisation.name, reverse("casework:adoption", args=[row.id])
    return said(row.package.title), address(row)


def _packages(version: PackageVersion) -> tuple[Package, ...]:
    """The version's package, and the one before it for names that are gone."""
    before = version.package.versions.filter(number__lt=version.number).first()
    return tuple(document_of(one) for one in (version, before) if one)


def _case(one: ShadowCase, packages: tuple[Package, ...]) -> dict[str, Any]:
    language = (get_language() or "nb")[:2]
    facts = {fact.name: said(fact.label) for fact in packages[0].facts}
    return {
        "case": one.case,
        "cannot": one.kind == "cannot",
        "before": result_words(one.before, *packages),
        "after": result_words(one.after, *packages),
        "same_end": one.before == one.after,
        "missing": [facts.get(name, name) for name in one.missing],
        "differs": [
            (condition_words(each["decision"], *packages),
             value_words(each["before"], language), value_words(each["after"], language))
            for each in one.differs
        ],
    }  # fmt: skip
