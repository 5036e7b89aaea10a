"""Pages of experts."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dugnad.areas.competence.models import Expert, Skill
from dugnad.areas.competence.pledges import (
    experts,
    hours,
    selectors,
    showing,
)
from dugnad.areas.competence.pledges.forms import (
    ChangeExpertForm,
    ExpertForm,
    MonthForm,
    initial_of,
    uuid_of,
)
from dugnad.areas.competence.pledges.pages.common import (
    PER_PAGE,
    act_of,
    crumbs,
    filters,
    form_page,
    form_page_of,
    languages_of,
    owner_of,
    tell_turned,
)
from dugnad.areas.competence.pledges.things import expert_of, thing_of
from dugnad.areas.competence.rules.pledges import expert_thing
from dugnad.kernel.access.gate import ask, require
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.models import County
from dugnad.kernel.problems import Invalid

LINES = 20
EXPERT_ACTS: dict[str, Callable[..., Expert]] = {
    "pause": experts.pause_expert,
    "resume": experts.resume_expert,
    "withdraw": experts.withdraw_expert,
    "restore": experts.restore_expert,
}


@require_GET
@authorised(PERSON)
def expert_list(request: Request) -> HttpResponse:
    chosen, skill = filters(request), _skill(request)
    found = selectors.find_experts(request.actor, **chosen, skill=skill)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    free = selectors.free_hours_of([row.id for row in page], showing.this_month())
    shown = {
        "page": page,
        "rows": [(row, free.get(row.id, 0)) for row in page],
        "chosen": chosen,
        "skill": Skill.objects.filter(id=skill).first() if skill else None,
        "filtered": any(chosen.values()) or skill,
        "counties": County.choices,
        "own": selectors.administered(request.actor),
        "crumbs": crumbs(),
    }
    return render(request, "competence/pledges_experts.html", shown)


def _skill(request: Request) -> UUID | None:
    try:
        return UUID(request.GET.get("skill", ""))
    except ValueError:
        return None


@require_GET
@authorised(PERSON)
def expert(request: Request, expert: UUID) -> HttpResponse:
    return _expert_page(request, selectors.expert(request.actor, expert))


def _expert_page(request: Request, row: Expert, form: MonthForm | None = None) -> HttpResponse:
    thing = thing_of(row)
    kept = showing.months_of(row.id)
    own = bool(ask(request.actor, "hours", thing))
    month = showing.this_month()
    shown = {
        "row": row,
        "skills": row.skills.all(),
        "counties": [County(code).label for code in row.counties],
        "languages": languages_of(row),
        "free": [
            (showing.month_words(one.month), one.free) for one in kept if one.month >= month and row.active
        ],
        "bars": showing.bars_of_months(kept) if own else [],
        "legend": showing.LEGEND,
        "entries": selectors.entries(request.actor, row.id)[:LINES] if own else [],
        "may_change": bool(ask(request.actor, "change", thing)),
        "is_own": bool(ask(request.actor, "agree", thing)),
        "months": [(f"{one:%Y-%m-%d}", showing.month_words(one)) for one in hours.months_ahead(month)],
        "form": form,
        "kind": thing.kind.name,
        "crumbs": crumbs((str(_("Experts")), reverse("competence:experts"))),
    }
    return render(request, "competence/pledges_expert.html", shown, status=422 if form else 200)


@form_page
@authorised(PERSON)
def add_expert(request: Request, organisation: UUID) -> HttpResponse:
    owner = owner_of(request, organisation)
    require(request.actor, "add", expert_thing(None, organisation))
    people = selectors.may_be_pledged(organisation)
    start = {"languages": ["nb"], "remote": True}
    form = ExpertForm(request.POST or None, people=people, initial=start)
    if form.is_valid():
        try:
            said = form.said
            who = said.pop("person")
            person = uuid_of(who, "person") if who else None
            made = experts.add_expert(actor=request.actor, organisation=organisation, person=person, **said)
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _saved(made))
            return redirect("competence:expert", made.id)
    return form_page_of(request, form, _("Pledge an expert"), owner)


def _saved(row: Expert) -> str:
    if row.person_id and not row.agreed_at:
        return _("%(name)s is asked, and is found by nobody before they agree.") % {"name": row.name}
    return _("Saved.")


@form_page
@authorised(PERSON)
def change_expert(request: Request, expert: UUID) -> HttpResponse:
    row = expert_of(expert)
    require(request.actor, "change", thing_of(row))
    form = ChangeExpertForm(request.POST or None, named=row.person_id is not None, initial=initial_of(row))
    if form.is_valid():
        try:
            experts.change_expert(actor=request.actor, expert=row.id, **form.said)
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("competence:expert", row.id)
    return form_page_of(request, form, _("Change %(name)s") % {"name": row.name}, row.organisation)


@require_POST
@authorised(PERSON)
def turn_expert(request: Request, expert: UUID, act: str) -> HttpResponse:
    row = act_of(EXPERT_ACTS, act)(actor=request.actor, expert=expert)
    tell_turned(request, act, row.name)
    return redirect("competence:expert", row.id)


@require_POST
@authorised(PERSON)
def set_month(request: Request, expert: UUID) -> HttpResponse:
    row = selectors.expert(request.actor, expert)
    require(request.actor, "change", thing_of(row))
    form = MonthForm(request.POST)
    if form.is_valid():
        try:
            hours.pledge(actor=request.actor, expert=row.id, **form.cleaned_data)
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("competence:expert", row.id)
    return _expert_page(request, row, form)
