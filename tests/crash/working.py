"""Run as a process: the worker, with one job more. The job has its effect in the middle, and waits around it.

It tells where it is by making files in its folder, and goes on past a place when the file that lets it is there.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

NAME = "crash.add_unit"
PLACES = ("before", "after")


def wait_at(folder: Path, place: str) -> None:
    """Say that this place is reached, and stay until it may be passed."""
    with (folder / place).open("a") as file:
        file.write("reached\n")
    while not (folder / f"past-{place}").exists():
        time.sleep(0.01)


def add_unit(progress: Any, *, folder: str, organisation: str, unit: str) -> None:
    """Add a unit unless it is there: run twice, it does no harm."""
    from dugnad.kernel.access import Actor
    from dugnad.kernel.organisations import services
    from dugnad.kernel.organisations.models import Unit

    wait_at(Path(folder), "before")
    progress.say(50, "half")
    if not Unit.objects.filter(organisation=organisation, name=unit).exists():
        services.add_unit(actor=Actor(operator=True), organisation=UUID(organisation), name=unit)
    wait_at(Path(folder), "after")


def main() -> None:
    from dugnad.kernel.access import wall
    from dugnad.kernel.areas import Job
    from dugnad.kernel.jobs.kinds import declared
    from dugnad.web.worker import Worker

    wall.work_as_system()
    declared()[NAME] = Job(NAME, "Add a unit", add_unit)
    Worker().run()


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dugnad.web.settings")
    django.setup()
    sys.exit(main())
