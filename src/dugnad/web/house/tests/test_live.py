"""Live streams from a real server on loopback."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dugnad.web.house.tests.live_server import MARK

ROOT = Path(__file__).parents[5]
LONGEST = 30.0
# Longer than the server takes to tell, for what must not come.
QUIET = 1.0


class Server:
    """The server's process, and what it said of its people."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("DUGNAD_")}
        environment |= {
            "DUGNAD_HOME": str(folder),
            "DUGNAD_SECRET_KEY": "only-for-tests-" + "x" * 50,
            "DUGNAD_ORIGIN": f"http://127.0.0.1:{self.port}",
            "DJANGO_SETTINGS_MODULE": "dugnad.web.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        command = [sys.executable, "-m", "dugnad.web.house.tests.live_server", str(self.port)]
        with (folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
            )
        self.people: dict[str, dict[str, str]] = self._answer()

    def _answer(self) -> Any:
        while line := self.process.stdout.readline():  # type: ignore[union-attr]
            if line.startswith(MARK):
                return json.loads(line.removeprefix(MARK))
        raise AssertionError("the server ended")

    def do(self, what: str, **values: str) -> Any:
        """Carry something out in the server's process."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps({"do": what, **values}) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def change(self, name: str) -> None:
        self.do("change", organisation=self.people[name]["organisation"])

    def listen(self, session: str, last: str = "", method: str = "GET") -> Listener:
        return Listener(self.port, session, last, method)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=LONGEST)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()


class Listener:
    """One open stream, read as a browser reads it."""

    def __init__(self, port: int, session: str, last: str, method: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
        headers = {"Cookie": f"session={session}", "Accept": "text/event-stream"}
        headers |= {"Last-Event-ID": last} if last else {}
        self.connection.request(method, "/live", headers=headers)
        self.response = self.connection.getresponse()
        self.status = self.response.status
        self.id = ""
        if self.status == 200:
            self.hear()

    def hear(self) -> dict[str, str] | None:
        """The next message (the first, which has no data, gives {}); None when the stream has ended."""
        data: dict[str, str] = {}
        while line := self.response.readline():
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name == "id":
                self.id = value
            if name == "data":
                data = json.loads(value)
            if line == b"\n":
                return data
        return None

    def hear_of(self, event: str) -> dict[str, str]:
        """The next message about such an event; signs of life and others are passed over."""
        while (told := self.hear()) is not None:
            if told.get("event") == event:
                return told
        raise AssertionError("the stream ended")

    def stays_quiet(self) -> bool:
        """Whether nothing but signs of life is told for a while."""
        self.connection.sock.settimeout(QUIET)
        try:
            while (told := self.hear()) == {}:
                pass
            return told is None
        except TimeoutError:
            return True

    def close(self) -> None:
        self.response.close()
        self.connection.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("live"))
    end = time.monotonic() + LONGEST
    while True:
        try:
            socket.create_connection(("127.0.0.1", made.port), timeout=1).close()
            break
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.05)
    yield made
    made.stop()


@pytest.fixture
def listeners() -> Iterator[list[Listener]]:
    opened: list[Listener] = []
    yield opened
    for listener in opened:
        listener.close()


CHANGED = "organisations.changed"


def test_a_person_hears_only_what_concerns_them(server: Server, listeners: list[Listener]) -> None:
    bergen, oslo = (server.listen(server.people[name]["session"]) for name in ("Bergen", "Oslo"))
    listeners += [bergen, oslo]
    assert bergen.response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    server.change("Bergen")
    told = bergen.hear_of(CHANGED)
    organisation = server.people["Bergen"]["organisation"]
    assert told == {"event": CHANGED, "kind": "organisations.organisation", "thing": organisation}
    assert oslo.stays_quiet()


def test_what_was_missed_is_told_on_coming_back(server: Server, listeners: list[Listener]) -> None:
    session = server.people["Bergen"]["session"]
    first = server.listen(session)
    server.change("Bergen")
    first.hear_of(CHANGED)
    last = first.id
    first.close()
    for name in ("Bergen", "Oslo", "Bergen"):
        server.change(name)
    again = server.listen(session, last)
    listeners.append(again)
    ids = []
    for _ in range(2):
        again.hear_of(CHANGED)
        ids.append(int(again.id))
    assert ids == sorted(ids)
    assert ids[0] > int(last)
    assert again.stays_quiet()


def test_one_who_heard_nothing_yet_misses_nothing_either(server: Server, listeners: list[Listener]) -> None:
    session = server.people["Bergen"]["session"]
    first = server.listen(session)
    last = first.id
    first.close()
    assert last.lstrip("-").isdigit()
    server.change("Bergen")
    again = server.listen(session, last)
    listeners.append(again)
    again.hear_of(CHANGED)


def test_nobody_else_is_let_in(server: Server, listeners: list[Listener]) -> None:
    session = server.people["Oslo"]["session"]
    refused = [server.listen(text) for text in ("", "nonsense", "x" * 4000, "a=b; c", '"\\')]
    refused.append(server.listen(session, method="POST"))
    listeners += refused
    assert [listener.status for listener in refused] == [401, 401, 401, 401, 401, 405]


def test_one_person_cannot_take_all_streams(server: Server, listeners: list[Listener]) -> None:
    session = server.people["Halden"]["session"]
    opened = [server.listen(session) for _ in range(25)]
    listeners += opened
    statuses = [listener.status for listener in opened]
    assert 503 in statuses
    assert set(statuses) == {200, 503}
    other = server.listen(server.people["Bergen"]["session"])
    listeners.append(other)
    assert other.status == 200


def test_a_stream_that_was_left_is_forgotten(server: Server) -> None:
    narvik = server.people["Narvik"]
    listener = server.listen(narvik["session"])
    assert server.do("count", person=narvik["person"]) == 1
    listener.close()
    end = time.monotonic() + LONGEST
    while server.do("count", person=narvik["person"]):
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_stream_ends_with_the_role_that_it_rests_on_and_with_the_session(
    server: Server, listeners: list[Listener]
) -> None:
    rana = server.people["Mo i Rana"]
    listener = server.listen(rana["session"])
    listeners.append(listener)
    server.do("end role", person=rana["person"], organisation=rana["organisation"])
    while listener.hear() is not None:
        pass
    later = server.listen(rana["session"])
    listeners.append(later)
    server.change("Mo i Rana")
    assert later.stays_quiet()
    last = server.listen(rana["session"])
    listeners.append(last)
    assert server.do("log out", session=rana["session"]) is False
    while last.hear() is not None:
        pass
    listeners.append(server.listen(rana["session"]))
    assert listeners[-1].status == 401
