"""This part's pages."""

from django.urls import URLPattern, path

from dugnad.areas.rescue.incidents import pages, reporting

urlpatterns: list[URLPattern] = [
    path("", pages.incidents, name="overview"),
    path("worker.js", pages.worker, name="worker"),
    path("incidents/<uuid:incident>/", pages.incident, name="incident"),
    path("incidents/<uuid:incident>/picture/", pages.picture, name="picture"),
    path("incidents/<uuid:incident>/print/", pages.paper, name="print"),
    path("incidents/<uuid:incident>/report/", reporting.report, name="report"),
    path("incidents/<uuid:incident>/counts.cap.xml", reporting.cap, name="cap"),
    path("incidents/<uuid:incident>/note/", pages.note, name="note"),
    path("incidents/<uuid:incident>/close/", pages.close, name="close"),
    path("incidents/<uuid:incident>/teams/", pages.team_comes, name="team_comes"),
    path("incidents/<uuid:incident>/teams/<uuid:team>/leave/", pages.team_leaves, name="team_leaves"),
]
