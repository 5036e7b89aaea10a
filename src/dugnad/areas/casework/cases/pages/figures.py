"""How cases end, and how long they take, without names; and how many automatic decisions are looked through."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from dugnad.areas.casework.cases import sampling, statistics
from dugnad.areas.casework.cases.pages.apply import crumbs
from dugnad.areas.casework.models import Sampling
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Invalid


class SamplingForm(forms.Form):
    """One of how many."""

    one_of = forms.IntegerField(
        label=gettext_lazy("One of"),
        help_text=gettext_lazy("So many automatic decisions, drawn by chance. 1: every one."),
        widget=forms.NumberInput(attrs={"min": 1, "max": Sampling.MOST}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@authorised(PERSON)
def figures(request: Request, organisation: UUID) -> HttpResponse:
    found = statistics.figures(request.actor, organisation)
    form = SamplingForm(request.POST or None, initial={"one_of": sampling.one_of(organisation)})
    if request.method == "POST" and form.is_valid() and _saved(request, organisation, form):
        messages.success(request, _("Saved."))
        return redirect("casework:figures", organisation)
    shown = {
        "organisation": Organisation.objects.get(id=organisation),
        "groups": found,
        "least": statistics.LEAST,
        "form": form,
        "crumbs": crumbs((_("Figures"), "")),
    }
    return render(request, "casework/figures.html", shown, status=422 if form.errors else 200)


def _saved(request: Request, organisation: UUID, form: SamplingForm) -> bool:
    try:
        sampling.set_one_of(
            actor=request.actor, organisation=organisation, number=form.cleaned_data["one_of"]
        )
    except Invalid as wrong:
        form.add_error("one_of", str(wrong.fields["one_of"]))
        return False
    return True
