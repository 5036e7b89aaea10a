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

ARM, START, RETURN, TELL_OFTEN = 400, 300, 20, 511
# Of GLOBAL_POSITION_INT, SYS_STATUS, MISSION_CURRENT and EXTENDED_SYS_STATE: some autopilots send them only when asked.
WANTED = (33, 1, 42, 245)
IN_PROGRESS, GROUND_STATION, NO_AUTOPILOT = 5, 6, 8
UPLOAD_WITHIN = 20.0
ANSWER_WITHIN = 5.0
# Without a heartbeat for so long the link is lost, and after so long it is given up.
LOST_AFTER = 3.0
GIVEN_UP_AFTER = 60.0
TELL_EVERY = 0.5
BEAT_EVERY = 1.0
LANDED = 1


class CannotFly(Exception):
    """The vehicle is not there, or did not take the mission. `reason` is a code, `detail` the vehicle's own number."""

    def __init__(self, reason: str, detail: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


@dataclass(slots=True)
class Telemetry:
    """The vehicle now: degrees, metres above home, share of battery left (None: unknown), the item it is at.

    `reached`: items of the mission that it has been at; `link`: whether it is heard; `returning`: it was told to
    return and has answered that it does.
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
    returning: bool = False

    @property
    def passed(self) -> int:
        """The number of the last item that it is done with."""
        return max(self.item - 1, *self.reached, -1)


Tell = Callable[[Telemetry], None]


def fly(
    address: str, mission: Sequence[Item], tell: Tell, stopping: Event, home: Event | None = None
) -> Telemetry:
    """Upload a mission to the vehicle at `address` (as pymavlink writes it: udpin:127.0.0.1:14550), begin it and
    follow it; `tell` is called about twice a second. When `home` is set the vehicle is told to return and land.
    Returns the last telemetry when it has landed, or when `stopping` is set. Raises CannotFly.
    """
    from pymavlink import mavutil

    try:
        link = mavutil.mavlink_connection(address, source_system=255, autoreconnect=False)
    except (OSError, ValueError, ImportError) as failure:
        raise CannotFly("no_link") from failure
    try:
        _find(link)
        upload(link, mission)
        _ask_for_telemetry(link)
        _command(link, ARM, 1)
        _command(link, START)
        return _Following(link, tell, stopping, home or Event()).run()
    finally:
        link.close()


def _find(link: Any) -> None:
    """Wait for a vehicle; other ground stations on the line are none."""
    end = time.monotonic() + ANSWER_WITHIN
    while time.monotonic() < end:
        beat = link.recv_match(type="HEARTBEAT", blocking=True, timeout=0.2)
        if beat is not None and beat.autopilot != NO_AUTOPILOT:
            link.target_system, link.target_component = beat.get_srcSystem(), beat.get_srcComponent()
            return
    raise CannotFly("no_vehicle")


def _ask_for_telemetry(link: Any) -> None:
    """Twice a second; a vehicle that does not know the request sends what it sends."""
    for message in WANTED:
        link.mav.command_long_send(
            link.target_system, link.target_component, TELL_OFTEN, 0, message, 500_000, 0, 0, 0, 0, 0
        )


def upload(link: Any, mission: Sequence[Item]) -> None:
    """Hand the mission over, item by item as the vehicle asks for them."""
    link.mav.mission_count_send(link.target_system, link.target_component, len(mission), 0)
    end = time.monotonic() + UPLOAD_WITHIN
    begun = False
    while time.monotonic() < end:
        asked = link.recv_match(
            type=["MISSION_REQUEST_INT", "MISSION_REQUEST", "MISSION_ACK"], blocking=True, timeout=1.0
        )
        if asked is None:
            # What was sent may have been lost; a vehicle that has begun asks again itself.
            if not begun:
                link.mav.mission_count_send(link.target_system, link.target_component, len(mission), 0)
            continue
        begun = True
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
            if answer.result == IN_PROGRESS:
                continue
            if answer.result:
                raise CannotFly("command_refused", command)
            return
    raise CannotFly("no_answer", command)


class _Following:
    """One flight from its start until it has landed, or nobody wants to know any more."""

    def __init__(self, link: Any, tell: Tell, stopping: Event, home: Event) -> None:
        self.link = link
        self.tell = tell
        self.stopping = stopping
        self.home = home
        self.now = Telemetry()
        self.flown = False
        self.heard = self.told = self.beat = time.monotonic()

    def run(self) -> Telemetry:
        while not self.stopping.is_set():
            message = self.link.recv_match(blocking=True, timeout=0.2)
            moment = time.monotonic()
            if message is not None:
                self._hear(message, moment)
            if moment - self.heard > GIVEN_UP_AFTER:
                raise CannotFly("lost")
            over = self.flown and self.now.landed
            if over or moment - self.told >= TELL_EVERY:
                self.told = moment
                self.now.link = moment - self.heard < LOST_AFTER
                self.tell(self.now)
            if over:
                break
            self._say(moment)
        return self.now

    def _hear(self, message: Any, moment: float) -> None:
        self.heard = moment
        _take(self.now, message)
        # A short hop may be over between two telemetries; the items it has been at tell of it.
        self.flown = self.flown or self.now.height > 1.0 or len(self.now.reached) > 1
        kind = message.get_type()
        if kind == "COMMAND_ACK" and message.command == RETURN and message.result in (0, IN_PROGRESS):
            self.now.returning = True

    def _say(self, moment: float) -> None:
        """That somebody is here, once a second, and to come home until it has answered that it does."""
        if moment - self.beat < BEAT_EVERY:
            return
        self.beat = moment
        self.link.mav.heartbeat_send(GROUND_STATION, NO_AUTOPILOT, 0, 0, 0)
        if self.home.is_set() and not self.now.returning:
            self.link.mav.command_long_send(
                self.link.target_system, self.link.target_component, RETURN, 0, 0, 0, 0, 0, 0, 0, 0
            )


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
