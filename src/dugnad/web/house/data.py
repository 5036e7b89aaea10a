"""`/you/data/`: what is stored about the reader, all of it in one file, and its erasure."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.kernel.areas import ANYONE, PERSON, authorised, manifests
from dugnad.kernel.areas.http import Request
from dugnad.kernel.jobs.selectors import jobs
from dugnad.kernel.problems import Invalid
from dugnad.kernel.rights import selectors, services
from dugnad.kernel.rights.holdings import describe, described
from dugnad.web.house.forms import EraseForm
from dugnad.web.house.jobs import shown
from dugnad.web.identity.leaving import leave_nothing

MADE = 5
Crumb = dict[str, str]


def _account() -> Crumb:
    return {"label": _("Your account"), "url": reverse("you")}


@require_GET
@authorised(PERSON)
@never_cache
def your_data(request: Request) -> HttpResponse:
    held = [(m.title, [describe(data) for data in m.personal_data]) for m in manifests() if m.personal_data]
    made = [shown(job) for job in jobs(request.actor, services.EXPORT)[:MADE]]
    return render(request, "house/data.html", {"held": held, "jobs": made, "crumbs": [_account()]})


@require_POST
@authorised(PERSON)
def export(request: Request) -> HttpResponse:
    return redirect("job", services.ask_export(actor=request.actor).id)


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
@never_cache
def erase(request: Request) -> HttpResponse:
    word = services.confirmation(request.user)
    form = EraseForm(request.POST if request.method == "POST" else None, word)
    if form.is_valid():
        try:
            services.erase(actor=request.actor, typed=form.cleaned_data["typed"])
        except Invalid as wrong:
            form.add_error("typed", str(wrong.fields["typed"]))
        else:
            logout(request)
            answer = redirect("erased")
            leave_nothing(answer)
            return answer
    told = {
        "form": form,
        "held": described(),
        "alone_in": selectors.alone_in(request.actor),
        "crumbs": [_account(), {"label": _("Your data"), "url": reverse("your_data")}],
    }
    return render(request, "house/erase.html", told, status=422 if form.errors else 200)


@require_GET
@authorised(ANYONE)
def erased(request: Request) -> HttpResponse:
    return render(request, "house/erased.html")
