"""Run as a process: adds units as fast as it can, and says each one's name once its transaction is over."""

from __future__ import annotations

import os
import sys
from itertools import count
from uuid import UUID


def main(organisation: UUID, name: str) -> None:
    from dugnad.kernel.access import Actor, wall
    from dugnad.kernel.organisations.services import add_unit

    wall.work_as_system()
    platform = Actor(operator=True)
    for number in count():
        unit = add_unit(actor=platform, organisation=organisation, name=f"{name} {number}")
        os.write(1, f"{unit.id}\n".encode())


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dugnad.web.settings")
    django.setup()
    main(UUID(sys.argv[1]), sys.argv[2])
