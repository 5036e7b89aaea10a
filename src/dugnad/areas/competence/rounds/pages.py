"""Pages of rounds: the list, opening one, one round with its proposal or its result."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.areas.competence.charts import Row, stacked
from dugnad.areas.competence.models import Attempt, Placing, Round, RoundState
from dugnad.areas.competence.pledges.exporting import csv_response, table
from dugnad.areas.competence.pledges.forms import uuid_of
from dugnad.areas.competence.pledges.hours import months_ahead
from dugnad.areas.competence.pledges.pages.common import crumbs
from dugnad.areas.competence.rounds import selectors, services
from dugnad.areas.competence.rounds.forms import AgainForm, OpenForm, initial_of
from dugnad.areas.competence.rounds.values import Settings
from dugnad.areas.competence.rounds.words import SHORT, why
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Forbidden, Invalid, NotFound

form_page = require_http_methods(["GET", "POST"])
PER_PAGE = 25
KINDS = {"served": "fine", "partly": "watch"}
CSV = ("county", "size", "organisations", "needs", "hours_asked", "hours_given", "service_rate")


@require_GET
@authorised(ANYONE)
def round_list(request: Request) -> HttpResponse:
    page = Paginator(selectors.rounds(), PER_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "may_open": bool(selectors.runners(request.actor)), "crumbs": crumbs()}
    return render(request, "competence/rounds.html", shown)


@form_page
@authorised(PERSON)
def open_round(request: Request) -> HttpResponse:
    runners = selectors.runners(request.actor)
    if not runners:
        raise Forbidden(_("Rounds are run by hubs, and by those who run the platform."))
    months = months_ahead(timezone.localdate())
    start = {**initial_of(Settings()), "month": f"{months[0]:%Y-%m-%d}"}
    form = OpenForm(request.POST or None, months=months, runners=runners, initial=start)
    if form.is_valid():
        said = form.cleaned_data
        runner = uuid_of(said["runner"], "runner") if said["runner"] else None
        try:
            made = services.open_round(
                actor=request.actor,
                title=said["title"],
                month=date.fromisoformat(said["month"]),
                settings=form.settings,
                runner=runner,
            )
        except (Invalid, Conflict) as wrong:
            form.tell(wrong)
        else:
            return redirect("competence:round", made.id)
    return _form(request, form, _("Open a round"))


def _form(request: Request, form: Any, title: str, **more: Any) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    where = crumbs((str(_("Rounds")), reverse("competence:rounds")))
    return render(
        request,
        "competence/rounds_form.html",
        {"form": form, "title": title, "crumbs": where, **more},
        status=status,
    )


@require_GET
@authorised(ANYONE)
def round_page(request: Request, round: UUID) -> HttpResponse:
    row = selectors.round_row(request.actor, round)
    attempt = selectors.latest(row)
    runs = selectors.may_run(request.actor, row)
    published = (
        attempt is not None and attempt.done_at is not None and (runs or row.state == RoundState.APPROVED)
    )
    shown = {
        "row": row,
        "attempt": attempt,
        "attempts": row.attempts.defer("input") if runs else [],
        "runs": runs,
        "job": _job(attempt) if runs and row.state == RoundState.COUNTING else None,
        "legend": (("served", _("Hours given")), ("unserved", _("Hours not given"))),
        "settings": Settings(**attempt.settings) if attempt else None,
        "published": published,
        "placings": [_placing(one) for one in selectors.placings(request.actor, row)],
        "crumbs": crumbs((str(_("Rounds")), reverse("competence:rounds"))),
    }
    if attempt and published:
        shown |= _fared(attempt)
    return render(request, "competence/round.html", shown)


def _fared(attempt: Attempt) -> dict[str, Any]:
    groups = selectors.public_groups(attempt.groups)
    asked, given = (sum(one[name] for one in attempt.groups) for name in ("asked", "given"))
    return {
        "groups": groups,
        "bars": stacked(
            Row(one.words, {"served": one.given, "unserved": one.asked - one.given}, _hours(one))
            for one in groups
        ),
        "asked": asked,
        "given": given,
        "rate": round(100 * given / asked) if asked else None,
        "price": 100 * (attempt.price or 0),
        "needs": sum(one["needs"] for one in attempt.groups),
    }


def _hours(one: selectors.Group) -> str:
    values = {"given": one.given, "asked": one.asked, "rate": round(100 * one.rate)}
    return _("%(given)d of %(asked)d hours, %(rate)d %%") % values


def _placing(one: Placing) -> dict[str, Any]:
    return {
        "row": one,
        "kind": KINDS.get(one.reason, "unknown"),
        "short": SHORT[one.reason](),
        "why": why(one.reason, one.values),
        "text": " ".join(one.need.text.split())[:120],
        "shares": one.shares.all(),
    }


def _job(attempt: Attempt | None) -> dict[str, Any] | None:
    from dugnad.kernel.access import wall
    from dugnad.kernel.jobs.models import JobRun

    with wall.system():
        found = (
            JobRun.objects.defer("result").filter(id=attempt.job).first() if attempt and attempt.job else None
        )
    if found is None:
        return None
    state = "waiting" if found.state == "queued" else found.state
    label = _("Working out a round of hours")
    return {
        "id": found.id,
        "label": label,
        "state": state,
        "done": found.progress,
        "total": 100,
        "message": found.message,
    }


@form_page
@authorised(PERSON)
def send_back(request: Request, round: UUID) -> HttpResponse:
    row, attempt = _proposal(request, round)
    form = AgainForm(request.POST or None, initial=initial_of(Settings(**attempt.settings)))
    if form.is_valid():
        seen = uuid_of(request.POST.get("seen", ""), "seen")
        try:
            services.send_back(
                actor=request.actor,
                round=row.id,
                seen=seen,
                settings=form.settings,
                why=form.cleaned_data["why"],
            )
        except Invalid as wrong:
            form.tell(wrong)
        else:
            return redirect("competence:round", row.id)
    return _form(request, form, _("Change the settings and work it out again"), seen=attempt.id)


def _proposal(request: Request, round: UUID) -> tuple[Round, Attempt]:
    row = selectors.round_row(request.actor, round)
    attempt = selectors.latest(row)
    if not selectors.may_run(request.actor, row):
        raise Forbidden
    if attempt is None or row.state != RoundState.PROPOSED:
        raise Conflict(_("There is no proposal to send back."))
    return row, attempt


@require_POST
@authorised(PERSON)
def approve(request: Request, round: UUID) -> HttpResponse:
    seen = uuid_of(request.POST.get("seen", ""), "seen")
    services.approve(actor=request.actor, round=round, seen=seen)
    return redirect("competence:round", round)


@require_POST
@authorised(PERSON)
def cancel(request: Request, round: UUID) -> HttpResponse:
    services.cancel(actor=request.actor, round=round)
    return redirect("competence:round", round)


@require_GET
@authorised(ANYONE)
def groups_csv(request: Request, round: UUID) -> HttpResponse:
    row = selectors.round_row(request.actor, round)
    attempt = selectors.latest(row)
    if attempt is None or row.state != RoundState.APPROVED:
        raise NotFound
    return csv_response(f"round-{row.month:%Y-%m}.csv", table(CSV, group_rows(attempt)))


def group_rows(attempt: Attempt) -> list[tuple[object, ...]]:
    """The published groups, then a line for the price of fairness."""
    rows: list[tuple[object, ...]] = [
        (one.county, one.size, one.organisations, one.needs, one.asked, one.given, f"{one.rate:.3f}")
        for one in selectors.public_groups(attempt.groups)
    ]
    return [*rows, ("price of fairness", "", "", "", "", "", f"{attempt.price or 0:.4f}")]
