"""This part's pages, under /lab/."""

from django.urls import path

from dugnad.areas.lab.maturity.pages import answering, results, rounds

ONE = "maturity/<uuid:assessment>/"
urlpatterns = [
    path("maturity/", rounds.overview, name="maturity"),
    path("maturity/start/<uuid:organisation>/", rounds.start, name="maturity_start"),
    path(ONE, results.assessment, name="assessment"),
    path(f"{ONE}about/", rounds.about, name="maturity_about"),
    path(f"{ONE}<int:number>/", answering.question, name="maturity_question"),
    path(f"{ONE}review/", answering.summary, name="maturity_summary"),
    path(f"{ONE}finish/", answering.finish, name="maturity_finish"),
    path(f"{ONE}remove/", rounds.remove, name="maturity_remove"),
    path(f"{ONE}result.csv", results.export_csv, name="maturity_csv"),
    path(f"{ONE}result.json", results.export_json, name="maturity_json"),
]
