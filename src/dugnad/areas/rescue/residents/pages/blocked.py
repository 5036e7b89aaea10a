"""Registrations with a secret address: found by their code only, which no address of a page ever holds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dugnad.areas.rescue.models import Resident
from dugnad.areas.rescue.residents import places, selectors, services
from dugnad.areas.rescue.residents.forms import CodeForm, NeedForm, initial_of
from dugnad.areas.rescue.residents.pages.own import shown, status, way
from dugnad.areas.rescue.residents.services.rows import by_code
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid, NotFound


@never_cache
@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def code(request: Request) -> HttpResponse:
    """Ask for the code; with it show, change or withdraw the registration."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            return _found(request, by_code(form.cleaned_data["code"]), form.cleaned_data["code"])
        except NotFound:
            form.add_error("code", _("No registration has this code."))
    about = {"form": form, "crumbs": way()}
    return render(request, "rescue/residents_code.html", about, status=status(form))


def _found(request: Request, row: Resident, code: str) -> HttpResponse:
    if "withdraw" in request.POST:
        services.withdraw_by_code(code=code)
        messages.success(request, _("The registration is withdrawn. All of it is deleted."))
        return redirect("rescue:registrations")
    form = NeedForm(
        request.POST if "change" in request.POST else None,
        floors=places.floors(row.building),
        initial=initial_of(row),
    )
    if form.is_valid() and _changed(form, code):
        row, saved = by_code(code), True
    else:
        saved = False
    about: dict[str, Any] = {**shown(row), "looks": selectors.looks_at(row), "form": form, "code": code}
    about |= {"crumbs": way(), "saved": saved}
    return render(request, "rescue/residents_by_code.html", about, status=status(form))


def _changed(form: NeedForm, code: str) -> bool:
    try:
        services.change_by_code(code=code, space=form.cleaned_data["space"], need=form.need)
    except Invalid as wrong:
        form.tell(wrong)
        return False
    return True
