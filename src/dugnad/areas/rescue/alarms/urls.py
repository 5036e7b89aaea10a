"""This part's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from dugnad.areas.rescue.alarms import pages

LINES = "buildings/<uuid:building>/lines/"
urlpatterns: list[URLPattern] = [
    path("alarms/", pages.alarms, name="alarms"),
    path("alarms/unplaced/", pages.unplaced, name="unplaced"),
    path("alarms/unplaced/<uuid:incident>/take/", pages.take, name="take_unplaced"),
    path("alarms/<uuid:alarm>/", pages.alarm, name="alarm"),
    path(LINES, pages.lines, name="lines"),
    path(LINES + "<uuid:line>/", pages.line, name="line"),
    path(LINES + "<uuid:line>/test/", pages.put_in_test, name="test_line"),
    path(LINES + "<uuid:line>/remove/", pages.remove_line, name="remove_line"),
    path("districts/", pages.districts, name="districts"),
    path("districts/<uuid:district>/remove/", pages.remove_district, name="remove_district"),
]
