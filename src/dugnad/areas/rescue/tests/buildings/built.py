"""What tests of buildings do to them: look, send, and let the worker work."""

from __future__ import annotations

from dugnad.kernel.jobs.kinds import declared
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress

API = "/api/v1/rescue/buildings"


def page(client, building, query="") -> str:
    return client.get(f"/rescue/buildings/{building.id}/{query}").content.decode()


def send(client, building, where, **data):
    return client.post(f"/rescue/buildings/{building.id}/{where}/", data)


def work(job_id) -> JobRun:
    """Run the job as the worker does, once and again."""
    job = JobRun.objects.get(id=job_id)
    for _time in range(2):
        declared()[job.name].run(Progress(job.id), **job.arguments)
    job.refresh_from_db()
    return job
