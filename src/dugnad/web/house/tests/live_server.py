"""A whole installation on a port, for tests of the live streams: python -m ...live_server PORT.

Prints its people, their sessions and organisations as JSON, then serves. Each line of JSON on its standard input
is carried out in the same process and answered. Lines that are answers begin with `MARK`.
"""

from __future__ import annotations

import json
import secrets
import sys
import threading
import time
from typing import Any
from uuid import UUID

import django

MARK = "answer: "
PLACES = ("Bergen", "Oslo", "Narvik", "Halden", "Mo i Rana")


def main() -> None:
    django.setup()
    from dugnad.web.database import make_or_upgrade

    make_or_upgrade()
    _say(_people())
    threading.Thread(target=_obey, daemon=True).start()
    from dugnad.web.demo import run

    run("127.0.0.1", int(sys.argv[1]))


def _say(answer: object) -> None:
    print(MARK + json.dumps(answer), flush=True)


def _people() -> dict[str, dict[str, str]]:
    from tests import people

    made = {}
    for name in PLACES:
        organisation = people.city(f"Eksempel {name}")
        person = people.person(f"Person {name}", organisation, "administrator")
        made[name] = {
            "organisation": str(organisation.id),
            "person": str(person.id),
            "session": _session(person),
        }
    return made


def _session(person: Any) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person)
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def _obey() -> None:
    for line in sys.stdin:
        command = json.loads(line)
        _say(_carry_out(command.pop("do"), **command))


def _carry_out(do: str, **values: str) -> object:
    from django.contrib.sessions.models import Session
    from django.test import Client

    from dugnad.kernel.identity.models import Person
    from dugnad.kernel.live.hub import hub
    from dugnad.kernel.organisations import services
    from tests import people

    if do == "change":
        services.change_organisation(
            actor=people.PLATFORM, organisation=UUID(values["organisation"]), about=secrets.token_hex(4)
        )
    if do == "log out":
        client = Client(SERVER_NAME="127.0.0.1")
        client.cookies["session"] = values["session"]
        client.post("/account/logout/")
        return Session.objects.filter(session_key=values["session"]).exists()
    if do == "end role":
        person = Person.objects.get(id=values["person"])
        role = person.memberships.get(organisation=values["organisation"], ended_at=None)
        people.services.give_role(
            actor=people.PLATFORM,
            organisation=role.organisation_id,
            person=people.person("Other"),
            role="administrator",
        )
        services.end_role(actor=people.PLATFORM, membership=role.id)
        _until_sealed()
    return hub.count_of(UUID(values["person"]).hex) if do == "count" else None


def _until_sealed() -> None:
    """So that who listens from now on is told of nothing that was before."""
    from dugnad.kernel.ledger.models import Event

    while Event.objects.filter(index=None).exists():
        time.sleep(0.01)


if __name__ == "__main__":
    main()
