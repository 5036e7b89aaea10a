"""How the routes of jobs are tried."""

from __future__ import annotations

from uuid import UUID

from dugnad.kernel.access import Actor
from dugnad.kernel.jobs.services import Progress, mark_finished, start
from tests.world import Builder, World


def _job(world: World) -> dict[str, UUID]:
    """A finished job of the administrator of `own`."""
    run = start("rights.export", actor=Actor(world.people["own administrator"].id))
    Progress(run.id).hand_over("a.txt", b"text")
    mark_finished(run.id)
    return {"job": run.id}


SAMPLES: dict[str, Builder] = {
    "job": _job,
    "job_progress": _job,
    "job_result": _job,
    "GET /jobs/{job}": _job,
    "GET /jobs/{job}/result": _job,
}
