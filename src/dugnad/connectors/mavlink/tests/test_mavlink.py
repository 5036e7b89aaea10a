"""Missions are flown against a vehicle that speaks MAVLink on loopback, and files are read by MAVSDK's importer."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from math import hypot
from pathlib import Path

import pytest

from dugnad.connectors.mavlink.flying import CannotFly, Telemetry, fly
from dugnad.connectors.mavlink.items import PROFILES, Command, Item, Place, items
from dugnad.connectors.mavlink.planfile import plan_file
from dugnad.connectors.mavlink.standin import METRES, StandIn
from dugnad.engines.coverage import Block, Kind, Wish, plan_mission
from dugnad.engines.coverage.globe import Origin
from tests.served import free_port

HOME = Origin(60.3713, 5.3489, turned=20)
BLOCK = Block(((0, 0), (30, 0), (30, 15), (0, 15)), 12)


def places(kind: Kind = Kind.SWEEP) -> list[Place]:
    mission = plan_mission(BLOCK, Wish(kind, stand_off=10.0))
    return [
        Place(
            *HOME.globe(p.x, p.y), p.z, HOME.heading(p.heading), p.pitch, p.picture, (*HOME.globe(15, 0), p.z)
        )
        for p in mission.waypoints
    ]


@contextmanager
def vehicle(port: int, **options: object) -> Iterator[StandIn]:
    """A stand-in that speaks to a port, in a thread that ends with the test."""
    craft = StandIn(f"udpout:127.0.0.1:{port}", *HOME.globe(15, -30), hurry=15.0, **options)  # type: ignore[arg-type]
    stopping = threading.Event()
    thread = threading.Thread(target=craft.run, args=(stopping,), daemon=True)
    thread.start()
    try:
        yield craft
    finally:
        stopping.set()
        thread.join(10)


@pytest.mark.parametrize("name", list(PROFILES))
def test_a_mission_is_uploaded_flown_and_followed_until_it_has_landed(name: str) -> None:
    port, told = free_port(), []
    asked = places()
    mission = items(asked, PROFILES[name], speed=4.0)
    with vehicle(port) as craft:
        last = fly(f"udpin:127.0.0.1:{port}", mission, lambda now: told.append(now.height), threading.Event())
    assert last.landed
    assert last.link
    assert max(told) > 1
    assert craft.pictures == sum(place.picture for place in asked)
    assert 0 < (last.battery or 0) <= 1
    assert max(last.reached) == len(mission) - 1
    for place in asked:
        assert nearest(craft, place) < 1.0


def nearest(craft: StandIn, place: Place) -> float:
    """Metres from the path that was flown to a place."""
    return min(
        hypot((a - place.latitude) * METRES, (b - place.longitude) * METRES / 2, c - place.height)
        for a, b, c in craft.path
    )


def test_a_vehicle_that_refuses_a_command_says_so_and_another_profile_helps() -> None:
    port = free_port()
    asked = places()[:4]
    with vehicle(port, refuses=(int(Command.ROI_LOCATION),)), pytest.raises(CannotFly) as refused:
        fly(f"udpin:127.0.0.1:{port}", items(asked, PROFILES["roi"], 4.0), ignore, threading.Event())
    assert (refused.value.reason, refused.value.detail) == ("refused", 3)
    port = free_port()
    with vehicle(port, refuses=(int(Command.ROI_LOCATION),)):
        mission = items(asked, PROFILES["roi-old"], 4.0)
        assert fly(f"udpin:127.0.0.1:{port}", mission, ignore, threading.Event()).landed


def ignore(now: Telemetry) -> None:
    """Nobody follows."""


def test_no_vehicle_is_told_and_a_lost_link_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dugnad.connectors.mavlink.flying.LOST_AFTER", 1.0)
    monkeypatch.setattr("dugnad.connectors.mavlink.flying.GIVEN_UP_AFTER", 5.0)
    nobody = f"udpin:127.0.0.1:{free_port()}"
    with monkeypatch.context() as quick:
        quick.setattr("dugnad.connectors.mavlink.flying.ANSWER_WITHIN", 0.3)
        with pytest.raises(CannotFly, match="no_vehicle"):
            fly(nobody, items(places(), PROFILES["px4"], 4.0), ignore, threading.Event())
    with pytest.raises(CannotFly, match="no_link"):
        fly("nonsense", items(places(), PROFILES["px4"], 4.0), ignore, threading.Event())
    links: list[bool] = []
    port = free_port()
    stopping = threading.Event()
    craft = StandIn(f"udpout:127.0.0.1:{port}", *HOME.globe(0, -30), hurry=0.5)
    thread = threading.Thread(target=craft.run, args=(stopping,), daemon=True)
    thread.start()

    def watch(now: Telemetry) -> None:
        links.append(now.link)
        if now.link:
            stopping.set()

    with pytest.raises(CannotFly, match="lost"):
        fly(f"udpin:127.0.0.1:{port}", items(places(), PROFILES["px4"], 4.0), watch, threading.Event())
    thread.join(10)
    assert True in links
    assert links[-1] is False


@pytest.mark.parametrize("name", list(PROFILES))
def test_a_plan_file_is_read_back_by_mavsdk(name: str, tmp_path: Path) -> None:
    if find_spec("mavsdk") is None:
        pytest.skip("mavsdk is not installed")
    mission = items(places(), PROFILES[name], speed=4.0)
    file = tmp_path / "mission.plan"
    fence = [HOME.globe(50, 50), HOME.globe(60, 50), HOME.globe(60, 60)]
    file.write_bytes(plan_file(mission, PROFILES[name], 4.0, [fence]))
    judge = Path(__file__).with_name("judge.py")
    port = free_port()
    with vehicle(port):
        ran = subprocess.run(
            [sys.executable, str(judge), str(file), str(port)],
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert ran.returncode == 0, ran.stderr
    read = json.loads(ran.stdout.splitlines()[-1])
    # The importer itself puts ArduPilot's item 0 (home) before the file's items.
    assert [entry[0] for entry in read][-len(own(mission, name)) :] == [
        int(i.command) for i in own(mission, name)
    ]
    for item, (_, _, x, y, z) in zip(own(mission, name), read[-len(own(mission, name)) :], strict=True):
        if item.frame == 3:
            assert (x, y, z) == pytest.approx(
                (item.params[4] * 1e7, item.params[5] * 1e7, item.params[6]), abs=1
            )


def own(mission: list[Item], name: str) -> list[Item]:
    return mission[1:] if PROFILES[name].home_first else mission


def test_a_mission_without_places_is_no_mission() -> None:
    with pytest.raises(ValueError, match="place"):
        items([], PROFILES["px4"], 4.0)
