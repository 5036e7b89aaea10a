"""The addresses: the house's own pages, then those of each area under its name."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

from dugnad.kernel.areas import manifests
from dugnad.web import home
from dugnad.web.later import Later

handler400 = "dugnad.web.faults.bad_request"
handler403 = "dugnad.web.faults.forbidden"
handler404 = "dugnad.web.faults.not_found"
handler500 = "dugnad.web.faults.failed"

# The API first: addresses are tried in this order, and it is asked most and must answer soonest.
urlpatterns: list[URLPattern | URLResolver] = [
    Later(RoutePattern("api/v1/"), "dugnad.web.operations", app_name="ninja", namespace="api-1"),
    path("", home.home, name="home"),
    path("ask/", home.ask, name="ask"),
    path("language/", home.set_language, name="set_language"),
    path("", include("dugnad.web.identity.urls")),
    path("", include("dugnad.web.house.urls")),
    *(path(f"{m.name}/", include(m.pages)) for m in manifests() if m.pages),
]
