"""This part's pages, under /competence/."""

from django.urls import URLPattern, path

from dugnad.areas.competence.needs.pages import asking, offering, passing, requests, statistics

urlpatterns: list[URLPattern] = [
    path("ask/", asking.ask, name="ask"),
    path("needs/", asking.needs, name="needs"),
    path("needs/<uuid:need>/", asking.need, name="need"),
    path("needs/<uuid:need>/change/", asking.change_need, name="change_need"),
    path("needs/<uuid:need>/hide/", asking.hide_need, name="hide_need"),
    path("needs/<uuid:need>/send/", asking.send_need, name="send_need"),
    path("needs/<uuid:need>/offers/<uuid:offer>/", offering.ask_for, name="ask_for"),
    path("needs/<uuid:need>/none/", asking.none_of_these, name="none_of_these"),
    path("needs/<uuid:need>/turn/<slug:act>/", asking.turn_need, name="turn_need"),
    path("needs/statistics/", statistics.needs_statistics, name="needs_statistics"),
    path("needs/statistics/<uuid:organisation>.csv", statistics.needs_csv, name="needs_csv"),
    path("missing/", statistics.gaps_page, name="gaps"),
    path("missing.csv", statistics.gaps_csv, name="gaps_csv"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<uuid:contact>/", requests.contact, name="contact"),
    path("requests/<uuid:contact>/time.ics", requests.contact_time, name="contact_time"),
    path("requests/<uuid:contact>/pass-on/", passing.pass_on_contact, name="pass_on_contact"),
    path("requests/<uuid:contact>/<slug:act>/", requests.move_contact, name="move_contact"),
    path("queue/", requests.queue, name="queue"),
    path("queue/<uuid:need>/pass-on/", passing.pass_on_need, name="pass_on_need"),
    path("queue/<uuid:need>/reply/", requests.reply_need, name="reply_need"),
]
