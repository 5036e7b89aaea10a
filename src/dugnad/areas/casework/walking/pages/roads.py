"""Sections, and what people say of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.areas.casework.models import RoadAssessment
from dugnad.areas.casework.packages.pages.shared import done, saved, status
from dugnad.areas.casework.rules.walking import assessment_thing, walking_thing
from dugnad.areas.casework.walking import assessing, selectors, services, showing
from dugnad.areas.casework.walking.forms import AssessForm
from dugnad.areas.casework.walking.holding import covers
from dugnad.areas.casework.walking.pages.networks import up
from dugnad.engines.walking.network import from_steps
from dugnad.kernel.access.gate import ask
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def section(request: Request, organisation: UUID, section: str) -> HttpResponse:
    row = services.begin(request.actor, organisation, "assess" if request.method == "POST" else "read")
    one = assessing.section_of(row.id, section)
    form = AssessForm(request.POST) if request.method == "POST" else AssessForm()
    if form.is_bound and form.is_valid():
        made = saved(
            form,
            lambda: assessing.assess(
                actor=request.actor, organisation=row.id, section=section, said=form.said
            ),
        )
        if made:
            messages.success(request, _("Saved. It holds for those grades and days only."))
            return redirect("casework:assessment", made.id)
    name = one.name or _("Road without a name")
    shown = {
        "organisation": row,
        "name": name,
        "length": showing.in_metres(one.length),
        "shown": {"drawn": showing.section_drawn(one.points)},
        "said": [it for it in selectors.assessments(request.actor, row.id) if covers(it, one.points)],
        "form": form,
        "may_assess": bool(ask(request.actor, "assess", walking_thing(row.id))),
        "crumbs": up(row, (name, "")),
    }
    return render(request, "casework/walking_section.html", shown, status=status(form))


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def assessment(request: Request, assessment: UUID) -> HttpResponse:
    row = selectors.assessment(request.actor, assessment)
    form = AssessForm(request.POST, row=row) if request.method == "POST" else AssessForm(row=row)
    if form.is_bound and form.is_valid():
        made = saved(
            form, lambda: assessing.assess_anew(actor=request.actor, assessment=row.id, said=form.said)
        )
        if made:
            messages.success(request, _("Saved as the next version. The one before is kept."))
            return redirect("casework:assessment", made.id)
    return render(
        request, "casework/walking_assessment.html", _shown(request, row, form), status=status(form)
    )


def _shown(request: Request, row: RoadAssessment, form: AssessForm) -> dict[str, object]:
    versions = list(selectors.versions(row))
    open_still = not (row.superseded_at or row.withdrawn_at)
    thing = assessment_thing(row.id, row.organisation_id)
    name = row.section_name or _("Road without a name")
    return {
        "row": row,
        "name": name,
        "shown": {"drawn": showing.section_drawn(from_steps(row.points))},
        "versions": versions,
        "newest": versions[0],
        "form": form,
        "may_change": open_still and bool(ask(request.actor, "change", thing)),
        "kind": thing.kind.name,
        "crumbs": up(row.organisation, (name, "")),
    }


@require_POST
@authorised(PERSON)
def withdraw(request: Request, assessment: UUID) -> HttpResponse:
    row = selectors.assessment(request.actor, assessment)
    return done(
        request,
        lambda: assessing.withdraw(actor=request.actor, assessment=row.id, why=request.POST.get("why", "")),
        _("Withdrawn. It is kept, and holds no more."),
        request.path.removesuffix("withdraw/"),
    )
