"""This part's pages, under /competence/."""

from django.urls import URLPattern, path

from dugnad.areas.competence.pledges import exporting
from dugnad.areas.competence.pledges.pages import experts, offers, own

urlpatterns: list[URLPattern] = [
    path("experts/", experts.expert_list, name="experts"),
    path("experts/<uuid:expert>/", experts.expert, name="expert"),
    path("experts/<uuid:expert>/change/", experts.change_expert, name="change_expert"),
    path("experts/<uuid:expert>/month/", experts.set_month, name="set_month"),
    path("experts/<uuid:expert>/answer/", own.answer, name="answer_pledge"),
    path("experts/<uuid:expert>/<slug:act>/", experts.turn_expert, name="turn_expert"),
    path("offers/", offers.offer_list, name="offers"),
    path("offers/<uuid:offer>/", offers.offer, name="offer"),
    path("offers/<uuid:offer>/change/", offers.change_offer, name="change_offer"),
    path("offers/<uuid:offer>/reuse/", offers.tell_reuse, name="tell_reuse"),
    path("offers/<uuid:offer>/<slug:act>/", offers.turn_offer, name="turn_offer"),
    path("pledges/<uuid:organisation>/", own.pledges, name="pledges"),
    path("pledges/<uuid:organisation>/expert/", experts.add_expert, name="add_expert"),
    path("pledges/<uuid:organisation>/publiccode/", offers.import_publiccode, name="import_publiccode"),
    path("pledges/<uuid:organisation>/offer/", offers.add_offer, name="add_offer"),
    path("pledges/<uuid:organisation>/hours.csv", exporting.pledges_csv, name="pledges_csv"),
    path("statistics.csv", exporting.statistics_csv, name="statistics_csv"),
    path("yours/", own.yours, name="yours"),
    path("yours/limit/", own.change_limit, name="change_limit"),
]
