"""The addresses of the house's own pages."""

from django.urls import path

from dugnad.web.house import data, health, jobs, log, mark, metrics, problems, state, why

urlpatterns = [
    path("ledger/", log.entries, name="ledger"),
    path("ledger/state/", state.state, name="ledger_state"),
    path("ledger/state/checkpoint.txt", state.checkpoint_file, name="ledger_checkpoint"),
    path("ledger/check/", state.check_proof, name="ledger_check"),
    path("ledger/<int:index>/", log.entry, name="ledger_entry"),
    path("ledger/<int:index>/proof.json", log.proof_file, name="ledger_proof"),
    path("ledger/<int:index>/proof.txt", log.proof_text, name="ledger_proof_text"),
    path("why/<str:kind>/<uuid:thing>/", why.page, name="why"),
    path("you/data/", data.your_data, name="your_data"),
    path("you/data/export/", data.export, name="your_data_export"),
    path("you/data/erase/", data.erase, name="your_data_erase"),
    path("erased/", data.erased, name="erased"),
    path("jobs/<uuid:job>/", jobs.job, name="job"),
    path("jobs/<uuid:job>/progress/", jobs.progress, name="job_progress"),
    path("jobs/<uuid:job>/stop/", jobs.stop, name="job_stop"),
    path("jobs/<uuid:job>/result/", jobs.result, name="job_result"),
    path("docs/problems", problems.page, name="problems"),
    path("favicon.ico", mark.favicon, name="favicon"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
]
