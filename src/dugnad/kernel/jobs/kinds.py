"""The jobs that manifests declare."""

from __future__ import annotations

from functools import cache

from dugnad.kernel.areas.manifest import Job
from dugnad.kernel.areas.registry import manifests


@cache
def declared() -> dict[str, Job]:
    """Every job that a manifest declares, by name."""
    return {job.name: job for manifest in manifests() for job in manifest.jobs}


def title(name: str) -> str:
    """What a job is called, to the reader."""
    return str(declared()[name].says) if name in declared() else name
