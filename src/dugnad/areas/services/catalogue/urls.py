"""This part's pages, under /services/."""

from __future__ import annotations

from django.urls import URLPattern, path

from dugnad.areas.services.catalogue import open_data, owning, pages

OWN, KEEP = "own/<uuid:organisation>/", "keep/<uuid:service>/"
urlpatterns: list[URLPattern] = [
    path("own/", owning.owners, name="owners"),
    path(OWN, owning.own, name="own"),
    path(OWN + "add/", pages.add, name="add"),
    path(OWN + "import/", owning.take, name="take"),
    path(KEEP, pages.keep, name="keep"),
    path(KEEP + "restore/<int:number>/", pages.restore, name="restore"),
    path(KEEP + "withdraw/", pages.withdraw, name="withdraw"),
    path(KEEP + "confirm/", pages.confirm, name="confirm"),
    path(KEEP + "base/", pages.seen_base, name="seen_base"),
    path("feedback/<uuid:feedback_id>/settle/", owning.settle, name="settle"),
    path("contact/<str:area>/", owning.contact, name="contact"),
    path("data/services.<str:form>", open_data.open_data, name="open_data"),
    path("data/<slug:slug>.<str:form>", open_data.one_as_data, name="one_as_data"),
]
