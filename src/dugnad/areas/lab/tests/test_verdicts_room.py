"""The engine room: apart from the pages, bounded, stopped when asked, gone when idle or when nobody is left."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dugnad.areas.lab.tests.firm import bakery
from dugnad.areas.lab.verdicts import figures
from dugnad.areas.lab.verdicts.room.rooms import MOST_WAITING, Broken, Full, Room
from dugnad.engines.foresight.errors import Cancelled, Refused

LONG: dict[str, Any] = {"document": bakery(), "futures": 2_000_000, "seed": 1}


@pytest.fixture
def room() -> Iterator[Room]:
    one = Room()
    yield one
    one.stop()


def until(true: Callable[[], bool], seconds: float = 20.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_room_gives_the_digits_of_the_figures(room: Room) -> None:
    asked: dict[str, Any] = {"document": bakery(months=24), "seed": 5, "futures": 500}
    assert room.ask("verdict", **asked) == figures.verdict(**asked)


def test_the_pages_of_the_lab_do_not_load_what_is_compiled() -> None:
    code = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dugnad.web.settings")
import django; django.setup()
import dugnad.areas.lab.pages, dugnad.areas.lab.api, dugnad.areas.lab.area
from dugnad.areas.lab.verdicts.room import rooms
print([name for name in ("numba", "llvmlite", "scipy") if name in sys.modules])
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_what_is_refused_there_is_refused_here_with_its_field(room: Room) -> None:
    with pytest.raises(Refused) as no:
        room.ask("verdict", document=bakery(), futures=10**9)
    assert (no.value.code, no.value.path) == ("too_many", "futures")


def test_a_call_that_fails_leaves_the_room_standing(room: Room) -> None:
    with pytest.raises(Broken):
        room.ask("verdict", nonsense=1)
    assert room.ask("calibrate", sales=[1, 2])["curves"]


def test_progress_is_heard_and_a_call_can_be_stopped(room: Room) -> None:
    room.ask("calibrate", sales=[1])
    assert room.process
    first, seen = room.process.pid, []

    def heard(done: int, total: int) -> bool:
        seen.append((done, total))
        return False

    with pytest.raises(Cancelled):
        room.ask("verdict", heard=heard, document=bakery(), futures=20_000)
    assert seen == [(1, 4)]
    assert not alive(first)
    assert room.ask("calibrate", sales=[1])["curves"]


def test_what_takes_too_long_is_ended(room: Room) -> None:
    room.ask("calibrate", sales=[1])
    assert room.process
    first = room.process.pid
    with pytest.raises(Broken):
        room.ask("verdict", seconds=0.2, **LONG)
    assert not alive(first)


def test_too_many_are_told_to_come_back(room: Room) -> None:
    room.ask("calibrate", sales=[1])
    refused: list[str] = []

    def ask() -> None:
        try:
            room.ask("verdict", seconds=2, **LONG)
        except Full:
            refused.append("full")
        except Broken:
            refused.append("late")

    threads = [threading.Thread(target=ask) for _ in range(MOST_WAITING)]
    for thread in threads:
        thread.start()
    assert until(lambda: room.waiting == MOST_WAITING)
    with pytest.raises(Full):
        room.ask("calibrate", sales=[1])
    for thread in threads:
        thread.join()
    assert refused


def test_what_is_no_longer_wanted_is_ended(room: Room) -> None:
    room.ask("calibrate", sales=[1])
    assert room.process
    process, still = room.process, threading.Event()
    still.set()
    ended: list[str] = []

    def asks() -> None:
        with pytest.raises(Cancelled):
            room.ask("verdict", seconds=60, still=still.is_set, **LONG)
        ended.append("cancelled")

    threads = [threading.Thread(target=asks) for _ in range(2)]
    for thread in threads:
        thread.start()
    assert until(lambda: room.waiting == 2)
    still.clear()
    for thread in threads:
        thread.join()
    # One was under way and one waited for its turn.
    assert ended == ["cancelled"] * 2
    assert process.poll() is not None
    assert room.ask("calibrate", sales=[1])["curves"]


def test_an_idle_room_is_empty_and_opens_again() -> None:
    room = Room(idle=3.0)
    try:
        room.ask("calibrate", sales=[1])
        assert room.process
        first = room.process
        assert until(lambda: first.poll() is not None)
        assert room.ask("calibrate", sales=[1])["curves"]
    finally:
        room.stop()


def test_the_room_ends_with_the_one_who_opened_it() -> None:
    code = """
import os
from dugnad.areas.lab.tests.firm import bakery
from dugnad.areas.lab.verdicts.room.rooms import Room
room = Room()
room.ask("calibrate", sales=[1])
print(room.process.pid, flush=True)
from dugnad.areas.lab.verdicts.room import frames
frames.write(room.process.stdin.fileno(), {"call": "verdict", "heard": False,
    "arguments": {"document": bakery(), "futures": 2_000_000}})
os._exit(0)
"""
    run = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True)
    assert until(lambda: not alive(int(run.stdout)), 10)


def test_the_room_gets_no_secrets(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUGNAD_SECRET_KEY", "invented")
    room.ask("calibrate", sales=[1])
    assert room.process
    with open(f"/proc/{room.process.pid}/environ", "rb") as file:
        assert b"invented" not in file.read()
    assert os.environ["DUGNAD_SECRET_KEY"] == "invented"
