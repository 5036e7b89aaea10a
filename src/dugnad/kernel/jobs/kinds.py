"""The jobs that manifests declare."""

from __future__ import annotations

from functools import cache

from dugnad.kernel.areas.manifest import Job
from dugnad.kernel.areas.registry import manifests


@cache
def declared() -> dict[str, Job]:
    """Every job that a manifest declares, by name."""
    return {job.name: job for manifest in manifests() for job in manifest.jobs}


def stoppable(name: str) -> bool:
    """Whether the one who asked for it may stop it."""
    return name in declared() and declared()[name].stoppable


def is_apart(name: str) -> bool:
    """Whether it runs in a process of its own."""
    return name in declared() and declared()[name].apart


def title(name: str) -> str:
    """What a job is called, to the reader."""
    return str(declared()[name].says) if name in declared() else name
