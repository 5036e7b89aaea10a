"""A hint that positions moved reaches the screens of those it concerns, from another process, and nobody else's."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from dugnad.areas.rescue.incidents.things import thing_of
from dugnad.areas.rescue.models import Incident
from dugnad.areas.rescue.sensing.freezing import TICK
from dugnad.areas.rescue.tests import makers_residents as makers
from dugnad.areas.rescue.tests.sensed import house
from dugnad.kernel.live.ticks import tell
from tests.served import serve
from tests.world import World


@contextmanager
def stream(address: str, world: World, role: str) -> Iterator[http.client.HTTPResponse]:
    """An open stream of the person's; its first message has come."""
    session = world.client(role).cookies["session"].value
    door = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    try:
        door.request("GET", "/live", headers={"Cookie": f"session={session}"})
        answer = door.getresponse()
        assert answer.status == 200
        while answer.readline().strip():
            pass
        yield answer
        answer.close()
    finally:
        door.close()


def next_message(answer: http.client.HTTPResponse) -> tuple[bytes, bytes]:
    """The next message that says something: its id line, if any, and its data line."""
    number = b""
    while True:
        line = answer.readline().strip()
        if line.startswith(b"id:"):
            number = line
        if line.startswith(b"data:"):
            return number, line


@contextmanager
def moving(*incidents: Incident) -> Iterator[None]:
    """People move in the incidents: hints come again and again."""
    things, done = [thing_of(incident) for incident in incidents], threading.Event()

    def move() -> None:
        while not done.wait(0.1):
            for thing in things:
                tell(TICK, thing)
        connection.close()

    thread = threading.Thread(target=move)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(10)


@pytest.mark.django_db(transaction=True)
def test_a_hint_reaches_those_whom_it_concerns(world: World, tmp_path: Path) -> None:
    ours = makers.incident(house(world.own), world.partner)
    theirs = makers.incident(house(world.other), world.other)
    with (
        serve(tmp_path / "log") as address,
        stream(address, world, "partner responder") as responder,
        stream(address, world, "other responder") as stranger,
        moving(ours, theirs),
    ):
        for answer, incident in ((responder, ours), (stranger, theirs)):
            for number, data in (next_message(answer), next_message(answer)):
                assert number == b""
                assert TICK.encode() in data
                assert str(incident.id).encode() in data
