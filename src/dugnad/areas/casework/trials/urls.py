"""This part's pages, under /casework/."""

from __future__ import annotations

from django.urls import URLPattern, path

from dugnad.areas.casework.trials.pages import consequences, shadow

ANALYSIS = "consequences/<uuid:analysis>/"
urlpatterns: list[URLPattern] = [
    path("versions/<uuid:version>/past-cases/", shadow.shadow, name="shadow"),
    path("in-use/<uuid:adoption>/past-cases/", shadow.adoption_shadow, name="adoption_shadow"),
    path("past-cases/<uuid:run>/", shadow.run, name="shadow_run"),
    path("rulebook/<uuid:organisation>/consequences/<slug:slug>/", consequences.ask, name="consequences"),
    path(ANALYSIS, consequences.analysis, name="consequence"),
    path(ANALYSIS + "figures.csv", consequences.figures, name="consequence_csv"),
    path(ANALYSIS + "delete/", consequences.delete, name="delete_consequence"),
]
