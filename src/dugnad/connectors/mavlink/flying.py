"""A mission flown over MAVLink: uploaded, begun, followed until the vehicle has landed.

Source: MAVLink's mission protocol (MISSION_COUNT, MISSION_REQUEST_INT, MISSION_ITEM_INT, MISSION_ACK).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Any

from dugnad.connectors.mavlink.items import Item

os.environ.setdefault("MAVLINK20", "1")

ARM, START = 400, 300
UPLOAD_WITHIN = 20.0
ANSWER_WITHIN = 5.0
# Without a heartbeat for so long the link is lost, and after so long it is given up.
LOST_AFTER = 3.0
GIVEN_UP_AFTER = 60.0
TELL_EVERY = 0.5
LANDED = 1
IN_AIR = 2


class CannotFly(Exception):
    """The vehicle is not there, or did not take the mission. `reason` is a code, `detail` the vehicle's own number."""

    def __init__(self, reason: str, detail: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


@dataclass(slots=True)
class Telemetry:
    """The vehicle now: degrees, metres above home, share of battery left (None: unknown), the item it is at.

    `reached`: items of the mission that it has been at; `link`: whether it is heard.
    """

    latitude: float | None = None
    longitude: float | None = None
    height: float = 0.0
    heading: float = 0.0
    battery: float | None = None
    item: int = 0
    reached: tuple[int, ...] = ()
    link: bool = True
    landed: bool = False


Tell = Callable[[Telemetry], None]


def fly(address: str, mission: Sequence[Item], tell: Tell, stopping: Event) -> Telemetry:
    """Upload a mission to the vehicle at `address` (as pymavlink writes it: udpin:127.0.0.1:14550), begin it and
    follow it; `tell` is called about twice a second. Returns the last telemetry when it has landed, or when
    `stopping` is set. Raises CannotFly.
    """
    from pymavlink import mavutil

    try:
        link = mavutil.mavlink_connection(address, source_system=255, autoreconnect=False)
    except (OSError, ValueError, ImportError) as failure:
        raise CannotFly("no_link") from failure
    try:
        if link.wait_heartbeat(timeout=ANSWER_WITHIN) is None:
            raise CannotFly("no_vehicle")
        upload(link, mission)
        _command(link, ARM, 1)
        _command(link, START)
        return _follow(link, tell, stopping)
    finally:
        link.close()


def upload(link: Any, mission: Sequence[Item]) -> None:
    """Hand the mission over, item by item as the vehicle asks for them."""
    link.mav.mission_count_send(link.target_system, link.target_component, len(mission), 0)
    end = time.monotonic() + UPLOAD_WITHIN
    while time.monotonic() < end:
        asked = link.recv_match(
            type=["MISSION_REQUEST_INT", "MISSION_REQUEST", "MISSION_ACK"], blocking=True, timeout=1.0
        )
        if asked is None:
            continue
        if asked.get_type() == "MISSION_ACK":
            if asked.type:
                raise CannotFly("refused", asked.type)
            return
        if asked.seq < len(mission):
            _send(link, asked.seq, mission[asked.seq])
    raise CannotFly("upload_timed_out")


def _send(link: Any, number: int, item: Item) -> None:
    params = item.params
    link.mav.mission_item_int_send(
        link.target_system,
        link.target_component,
        number,
        item.frame,
        int(item.command),
        number == 0,
        1,
        *params[:4],
        *_whole(item),
        params[6],
        0,
    )


def _whole(item: Item) -> tuple[int, int]:
    """Latitude and longitude as MAVLink sends them; other commands' parameters as they are."""
    scale = 1e7 if item.frame != 2 else 1
    return round(item.params[4] * scale), round(item.params[5] * scale)


def _command(link: Any, command: int, *params: float) -> None:
    values = (*params, *([0.0] * (7 - len(params))))
    link.mav.command_long_send(link.target_system, link.target_component, command, 0, *values)
    end = time.monotonic() + ANSWER_WITHIN
    while time.monotonic() < end:
        answer = link.recv_match(type="COMMAND_ACK", blocking=True, timeout=0.5)
        if answer is not None and answer.command == command:
            if answer.result:
                raise CannotFly("command_refused", command)
            return
    raise CannotFly("no_answer", command)


def _follow(link: Any, tell: Tell, stopping: Event) -> Telemetry:
    now = Telemetry()
    flown = False
    heard = told = time.monotonic()
    while not stopping.is_set():
        message = link.recv_match(blocking=True, timeout=0.2)
        moment = time.monotonic()
        if message is not None:
            heard = moment
            _take(now, message)
            flown = flown or now.height > 1.0
        now.link = moment - heard < LOST_AFTER
        if moment - heard > GIVEN_UP_AFTER:
            raise CannotFly("lost")
        over = flown and now.landed
        if over or moment - told >= TELL_EVERY:
            told = moment
            tell(now)
        if over:
            break
    return now


def _take(now: Telemetry, message: Any) -> None:
    kind = message.get_type()
    if kind == "GLOBAL_POSITION_INT":
        now.latitude, now.longitude = message.lat / 1e7, message.lon / 1e7
        now.height, now.heading = message.relative_alt / 1000, message.hdg / 100
    elif kind == "SYS_STATUS" and message.battery_remaining >= 0:
        now.battery = message.battery_remaining / 100
    elif kind == "MISSION_CURRENT":
        now.item = message.seq
    elif kind == "MISSION_ITEM_REACHED" and message.seq not in now.reached:
        now.reached = (*now.reached, message.seq)
    elif kind == "EXTENDED_SYS_STATE":
        now.landed = message.landed_state == LANDED
