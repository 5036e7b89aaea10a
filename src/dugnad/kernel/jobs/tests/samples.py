"""How the routes of jobs are tried."""

from __future__ import annotations

from uuid import UUID

from dugnad.kernel.access import Actor
from dugnad.kernel.jobs.services import Progress, mark_finished, start
from tests.world import Builder, Sample, World


def _job(world: World) -> dict[str, UUID]:
    """A finished job of the administrator of `own`."""
    run = start("rights.export", actor=Actor(world.people["own administrator"].id))
    Progress(run.id).hand_over("a.txt", b"text")
    mark_finished(run.id)
    return {"job": run.id}


def _waiting(world: World) -> Sample:
    """A job of the administrator of `own` that waits and may be stopped."""
    own = Actor(world.people["own administrator"].id)
    return Sample({"job": start("lab.reckon", actor=own, model="", part="depth", asked={}).id}, data={})


SAMPLES: dict[str, Builder] = {
    "job": _job,
    "job_progress": _job,
    "job_result": _job,
    "job_stop": _waiting,
    "POST /jobs/{job}/stop": _waiting,
    "GET /jobs/{job}": _job,
    "GET /jobs/{job}/result": _job,
}
