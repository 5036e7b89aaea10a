"""Buildings with alarm lines under one fire service, for what is measured from an alarm on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.world import use_home

MUNICIPALITY = "4601"


def prepare(home: Path, accounts: Sequence[str], build: Callable[[Any, str], None]) -> None:
    """An installation in `home` in which `build(owner, account)` made a building for each account.

    Leaves the accounts, and the session of a responder who took two steps, in files of these names.
    """
    use_home(home)
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    from dugnad.areas.rescue.alarms.services import add_district
    from dugnad.kernel.ledger.sealing import seal_all
    from tests import people

    settings.ALLOWED_HOSTS = ["testserver"]
    service, owner = people.city("Eksempel brannvesen"), people.company("Eksempel eier")
    add_district(actor=people.PLATFORM, service=service.id, municipality=MUNICIPALITY)
    for account in accounts:
        build(owner, account)
    client = Client()
    people.sign_in(client, people.person("Vakt", service, "responder"), second_factor=True)
    seal_all()
    (home / "accounts").write_text("\n".join(accounts))
    (home / "session").write_text(client.cookies[settings.SESSION_COOKIE_NAME].value)
