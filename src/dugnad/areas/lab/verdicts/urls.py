"""This part's pages, under /lab/."""

from django.urls import path

from dugnad.areas.lab.verdicts import choosing, curves, pages, papers

VERDICT = "models/<uuid:model>/verdict/"
urlpatterns = [
    path(VERDICT, pages.verdict, name="verdict"),
    path(VERDICT + "drawn/", pages.drawn, name="verdict_drawn"),
    path(VERDICT + "reckon/", pages.reckon, name="verdict_reckon"),
    path("models/<uuid:model>/strategies/", choosing.strategies, name="strategies"),
    path("models/<uuid:model>/report/", papers.report_page, name="report"),
    path("models/<uuid:model>/report.pdf", papers.report_pdf, name="report_pdf"),
    path("curves/", curves.calibrate, name="calibrate"),
]
