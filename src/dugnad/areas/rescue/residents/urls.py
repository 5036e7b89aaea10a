"""This part's pages."""

from django.urls import URLPattern, path

from dugnad.areas.rescue.residents.pages import blocked, care, openings, own

HELP = "help/<uuid:resident>/"
CARE = "care/<uuid:organisation>/"
SERVED = CARE + "<uuid:resident>/"
OPENING = "openings/<uuid:opening>/"

urlpatterns: list[URLPattern] = [
    path("help/", own.registrations, name="registrations"),
    path("help/find/", own.find, name="find_place"),
    path("help/register/<uuid:building>/", own.register, name="register"),
    path("help/code/", blocked.code, name="code"),
    path(HELP, own.registration, name="registration"),
    path(HELP + "change/", own.change, name="change_registration"),
    path(HELP + "confirm/", own.confirm, name="confirm_registration"),
    path(HELP + "withdraw/", own.withdraw, name="withdraw"),
    path(HELP + "tags/", own.add_tag, name="add_tag"),
    path(HELP + "tags/<uuid:tag>/remove/", own.remove_tag, name="remove_tag"),
    path(HELP + "habits/", own.add_habit, name="add_habit"),
    path(HELP + "habits/<uuid:habit>/remove/", own.remove_habit, name="remove_habit"),
    path("care/", care.care_services, name="care_services"),
    path(CARE, care.care, name="care"),
    path(CARE + "find/", care.find_for, name="find_place_for"),
    path(CARE + "register/<uuid:building>/", care.register_for, name="register_for"),
    path(SERVED + "replace/", care.replace, name="replace_registration"),
    path(SERVED + "tag/", care.tag_for, name="tag_for"),
    path(SERVED + "told/", care.told, name="looks_told"),
    path("openings/", openings.openings, name="openings"),
    path("openings/ask/", openings.ask, name="ask_opening"),
    path(OPENING, openings.opening, name="opening"),
    path(OPENING + "answer/", openings.answer, name="answer_opening"),
    path(OPENING + "people/", openings.people, name="opened_people"),
]
