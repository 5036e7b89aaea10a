"""Pages of labs, courses and solutions."""

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

from dugnad.areas.competence.models import Offer, OfferKind
from dugnad.areas.competence.pledges import (
    offers,
    publiccode,
    selectors,
)
from dugnad.areas.competence.pledges.forms import (
    FileForm,
    OfferForm,
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
from dugnad.areas.competence.pledges.things import offer_of, thing_of_offer
from dugnad.areas.competence.rules.pledges import offer_thing
from dugnad.kernel.access.gate import ask, require
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.models import County
from dugnad.kernel.organisations.selectors import members_of_network
from dugnad.kernel.problems import Invalid

OFFER_ACTS: dict[str, Callable[..., Offer]] = {
    "pause": offers.pause_offer,
    "resume": offers.resume_offer,
    "withdraw": offers.withdraw_offer,
    "restore": offers.restore_offer,
}


@require_GET
@authorised(ANYONE)
def offer_list(request: Request) -> HttpResponse:
    chosen = filters(request)
    kind = request.GET.get("kind", "")
    kind = kind if kind in OfferKind.values else ""
    found = selectors.find_offers(request.actor, **chosen, kind=kind)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "chosen": {**chosen, "kind": kind},
        "filtered": kind or any(chosen.values()),
        "kinds": OfferKind.choices,
        "counties": County.choices,
        "own": selectors.administered(request.actor),
        "crumbs": crumbs(),
    }
    return render(request, "competence/pledges_offers.html", shown)


@require_GET
@authorised(ANYONE)
def offer(request: Request, offer: UUID) -> HttpResponse:
    row = selectors.offer(request.actor, offer)
    thing = thing_of_offer(row)
    uses = list(members_of_network(request.actor).filter(id__in=row.reuses.values("organisation")))
    mine = list(members_of_network(request.actor).filter(id__in=request.actor.organisations))
    shown = {
        "row": row,
        "skills": row.skills.all(),
        "counties": [County(code).label for code in row.counties],
        "languages": languages_of(row),
        "facts": publiccode.facts(row),
        "uses": uses,
        "may_use": [(one, one in uses) for one in mine] if ask(request.actor, "reuse", thing) else [],
        "may_change": bool(ask(request.actor, "change", thing)),
        "kind": thing.kind.name,
        "crumbs": crumbs((str(_("Labs, courses and solutions")), reverse("competence:offers"))),
    }
    return render(request, "competence/pledges_offer.html", shown)


@form_page
@authorised(PERSON)
def add_offer(request: Request, organisation: UUID) -> HttpResponse:
    owner = owner_of(request, organisation)
    require(request.actor, "add", offer_thing(None, organisation))
    start = {"languages": ["nb"], "remote": True, "kind": request.GET.get("kind", "")}
    form = OfferForm(request.POST or None, initial=start)
    if form.is_valid():
        try:
            made = offers.add_offer(actor=request.actor, organisation=organisation, **form.said)
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("competence:offer", made.id)
    return form_page_of(request, form, _("Add a lab, a course or a solution"), owner)


@form_page
@authorised(PERSON)
def change_offer(request: Request, offer: UUID) -> HttpResponse:
    row = offer_of(offer)
    require(request.actor, "change", thing_of_offer(row))
    form = OfferForm(request.POST or None, initial=initial_of(row))
    if form.is_valid():
        try:
            offers.change_offer(actor=request.actor, offer=row.id, **form.said)
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("competence:offer", row.id)
    return form_page_of(request, form, _("Change %(name)s") % {"name": row.title}, row.organisation)


@form_page
@authorised(PERSON)
def import_publiccode(request: Request, organisation: UUID) -> HttpResponse:
    owner = owner_of(request, organisation)
    require(request.actor, "add", offer_thing(None, organisation))
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        content = form.cleaned_data["file"].read(publiccode.MOST_BYTES + 1)
        try:
            made = publiccode.import_file(actor=request.actor, organisation=organisation, content=content)
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Imported. Choose its skills, so that it is found."))
            return redirect("competence:change_offer", made.id)
    where = crumbs((owner.name, reverse("competence:pledges", args=[owner.id])))
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request, "competence/pledges_publiccode.html", {"form": form, "crumbs": where}, status=status
    )


@require_POST
@authorised(PERSON)
def turn_offer(request: Request, offer: UUID, act: str) -> HttpResponse:
    row = act_of(OFFER_ACTS, act)(actor=request.actor, offer=offer)
    tell_turned(request, act, row.title)
    return redirect("competence:offer", row.id)


@require_POST
@authorised(PERSON)
def tell_reuse(request: Request, offer: UUID) -> HttpResponse:
    organisation = uuid_of(request.POST.get("organisation", ""), "organisation")
    uses = request.POST.get("uses", "") == "yes"
    offers.tell_reuse(actor=request.actor, offer=offer, organisation=organisation, uses=uses)
    return redirect("competence:offer", offer)
