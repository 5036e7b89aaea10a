"""This part's pages, under /competence/."""

from django.urls import URLPattern, path

from dugnad.areas.competence.rounds import pages

urlpatterns: list[URLPattern] = [
    path("rounds/", pages.round_list, name="rounds"),
    path("rounds/open/", pages.open_round, name="open_round"),
    path("rounds/<uuid:round>/", pages.round_page, name="round"),
    path("rounds/<uuid:round>/again/", pages.send_back, name="send_back"),
    path("rounds/<uuid:round>/approve/", pages.approve, name="approve_round"),
    path("rounds/<uuid:round>/cancel/", pages.cancel, name="cancel_round"),
    path("rounds/<uuid:round>/groups.csv", pages.groups_csv, name="groups_csv"),
]
