"""This part's pages, under /services/."""

from __future__ import annotations

from django.urls import URLPattern, path

from dugnad.areas.services.door import pages, place_pages

urlpatterns: list[URLPattern] = [
    path("", pages.door, name="door"),
    path("place/", place_pages.place, name="place"),
    path("place/forget/", place_pages.forget_place, name="forget_place"),
    path("themes/<slug:theme>/", pages.theme, name="theme"),
    path("life/<slug:slug>/", pages.life_event, name="life_event"),
    path("s/<slug:slug>/", pages.service, name="service"),
    path("s/<slug:slug>/wrong/", pages.wrong, name="wrong"),
]
