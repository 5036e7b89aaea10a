"""This part's pages."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from dugnad.areas.rescue.exercises.starting import start
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request


@require_POST
@authorised(PERSON)
def drill(request: Request, building: UUID) -> HttpResponse:
    """Start a drill, or join the one that runs."""
    return redirect("rescue:incident", start(actor=request.actor, building=building).id)


urlpatterns: list[URLPattern] = [path("buildings/<uuid:building>/drill/", drill, name="drill")]
