"""For the archive: one closed case as XML or ZIP, and all that was closed between two days."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from dugnad.areas.casework.cases import selectors
from dugnad.areas.casework.cases.noark import packing
from dugnad.areas.casework.cases.pages.apply import crumbs
from dugnad.areas.casework.packages.words import said
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict, Invalid

YEAR = dt.timedelta(days=365)


class DaysForm(forms.Form):
    """From and to; what they may be is said by the service."""

    first = forms.DateField(label=gettext_lazy("Closed from"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=gettext_lazy("Closed until"), widget=forms.DateInput(attrs={"type": "date"}))


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def archive(request: Request, organisation: UUID) -> HttpResponse:
    rows = selectors.to_archive(request.actor, organisation)
    today = timezone.localdate()
    form = DaysForm(request.POST or None, initial={"first": today - YEAR, "last": today})
    if request.method == "POST" and form.is_valid():
        try:
            job = packing.ask(actor=request.actor, organisation=organisation, **form.cleaned_data)
            return redirect("job", job.id)
        except Invalid as wrong:
            for name, words in wrong.fields.items():
                form.add_error(name, str(words))
    shown = {
        "organisation": Organisation.objects.get(id=organisation),
        "form": form,
        "cases": [(row, said(row.title)) for row in rows[:100]],
        "crumbs": crumbs((_("The archive"), "")),
    }
    return render(request, "casework/archive.html", shown, status=422 if form.errors else 200)


def _file(request: Request, case: UUID, *, whole: bool) -> HttpResponse:
    row = selectors.case(request.actor, case, "journal")
    try:
        content = packing.package(row) if whole else packing.journal(row)
    except Conflict as wrong:
        messages.error(request, str(wrong.detail))
        return redirect("casework:case", case)
    kind, ending = ("application/zip", "zip") if whole else ("application/xml; charset=utf-8", "xml")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{row.reference}.{ending}"'
    return response


@require_safe
@authorised(PERSON)
def journal(request: Request, case: UUID) -> HttpResponse:
    return _file(request, case, whole=False)


@require_safe
@authorised(PERSON)
def package(request: Request, case: UUID) -> HttpResponse:
    return _file(request, case, whole=True)
