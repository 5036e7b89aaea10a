"""This part's pages, under /casework/."""

from __future__ import annotations

from django.urls import URLPattern, path

from dugnad.areas.casework.cases.pages import acts, apply, archive, corrections, desk, figures, one

ERRORS = "desk/<uuid:organisation>/errors/"
CASE = "cases/<uuid:case>/"
urlpatterns: list[URLPattern] = [
    path("cases/", apply.cases, name="cases"),
    path("desk/<uuid:organisation>/", desk.desk, name="desk"),
    path("desk/<uuid:organisation>/figures/", figures.figures, name="figures"),
    path("desk/<uuid:organisation>/archive/", archive.archive, name="archive"),
    path(ERRORS, corrections.errors, name="errors"),
    path(ERRORS + "<uuid:error>/", corrections.error, name="error"),
    path(ERRORS + "<uuid:error>/work/", corrections.work, name="error_work"),
    path(ERRORS + "<uuid:error>/run/", corrections.run, name="run_error"),
    path(ERRORS + "<uuid:error>/send/", corrections.send_all, name="send_corrections"),
    path("corrections/<uuid:correction>/send/", corrections.send, name="send_correction"),
    path("corrections/<uuid:correction>/stand/", corrections.stand, name="let_stand"),
    path("apply/<uuid:organisation>/<slug:slug>/", apply.begin, name="begin"),
    path(CASE, one.case, name="case"),
    path(CASE + "application/", apply.application, name="application"),
    path(CASE + "save/", apply.save, name="save_application"),
    path(CASE + "withdraw/", apply.withdraw, name="withdraw_application"),
    path(CASE + "fact/", acts.enter, name="enter_fact"),
    path(CASE + "judge/", acts.judge, name="judge"),
    path(CASE + "reopen/", acts.reopen, name="reopen"),
    path(CASE + "stand/", acts.stand, name="stand"),
    path(CASE + "controlled/", acts.controlled, name="controlled"),
    path(CASE + "appeal/", acts.appeal, name="appeal"),
    path(CASE + "appeals/<uuid:appeal>/withdraw/", acts.withdraw_appeal, name="withdraw_appeal"),
    path(CASE + "appeals/<uuid:appeal>/send-on/", acts.send_on, name="send_on"),
    path(CASE + "appeals/<uuid:appeal>/take-in/", acts.take_in, name="take_in_appeal"),
    path(CASE + "appeals/<uuid:appeal>/dismiss/", acts.dismiss, name="dismiss_appeal"),
    path(CASE + "appeals/<uuid:appeal>/settle/", acts.settle, name="settle_appeal"),
    path(CASE + "control/", acts.control, name="control"),
    path(CASE + "letters/<uuid:letter>.pdf", acts.letter, name="letter"),
    path(CASE + "journal.xml", archive.journal, name="journal"),
    path(CASE + "journal.zip", archive.package, name="journal_package"),
]
