"""The page of zones where one may not fly, or must ask first."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dugnad.areas.rescue.drones.forms import ZonesForm
from dugnad.areas.rescue.drones.pages.shared import form_page, status
from dugnad.areas.rescue.drones.words import RESTRICTIONS
from dugnad.areas.rescue.drones.zones import LARGEST, replace_zones, too_large
from dugnad.areas.rescue.drones.zones import zones as all_zones
from dugnad.areas.rescue.rules import zone_thing
from dugnad.kernel.access.gate import ask
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid

ZONES_SHOWN = 100


@form_page
@authorised(PERSON)
def zones(request: Request) -> HttpResponse:
    form = ZonesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > LARGEST:
                raise Invalid(fields={"file": too_large()})
            number = replace_zones(actor=request.actor, content=file.read())
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("%(number)s zones are in place.") % {"number": number})
            return redirect("rescue:zones")
    page = Paginator(all_zones(), ZONES_SHOWN).get_page(request.GET.get("page"))
    rows = [(one, RESTRICTIONS.get(one.restriction, one.restriction)) for one in page]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "may_change": bool(ask(request.actor, "change", zone_thing())),
    }
    return render(request, "rescue/drones_zones.html", context, status=status(form))
