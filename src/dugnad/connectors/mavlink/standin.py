"""A vehicle that speaks MAVLink without being one: for the demo and for tests. It flies straight from item to item."""

from __future__ import annotations

import os
import time
from math import atan2, cos, degrees, hypot, radians
from threading import Event
from typing import Any

os.environ.setdefault("MAVLINK20", "1")

QUADROTOR, GENERIC, ACTIVE, STANDBY = 2, 0, 4, 3
METRES = 111_320.0
WAYPOINT, RETURN, TAKE_OFF, ROI_LOCATION = 16, 20, 22, 195
ARM, START = 400, 300
UNSUPPORTED = 3
BATTERY_LASTS = 1500.0
# Degrees: a centimetre.
NEAR = 1e-7


class StandIn:
    """One vehicle at a place on the ground. `hurry`: how much faster than in life it flies.

    `refuses`: commands that it does not take in a mission.
    """

    def __init__(
        self,
        address: str,
        latitude: float,
        longitude: float,
        *,
        hurry: float = 1.0,
        refuses: tuple[int, ...] = (),
    ) -> None:
        self.address = address
        self.home = (latitude, longitude)
        self.place = [latitude, longitude, 0.0]
        self.heading = 0.0
        self.hurry = hurry
        self.refuses = refuses
        self.items: dict[int, Any] = {}
        self.expected = 0
        self.current = 0
        self.speed = 3.0
        self.flying = False
        self.flew = 0.0
        self.returning = False
        self.pictures = 0
        self.path: list[tuple[float, float, float]] = []

    def run(self, stopping: Event) -> None:
        """Answer and fly until told to stop."""
        from pymavlink import mavutil

        self.link = mavutil.mavlink_connection(self.address, source_system=1, source_component=1)
        try:
            before = beat = time.monotonic()
            while not stopping.is_set():
                message = self.link.recv_match(blocking=True, timeout=0.05)
                if message is not None:
                    self._answer(message)
                now = time.monotonic()
                self._move((now - before) * self.hurry)
                before = now
                if now - beat >= 0.2:
                    beat = now
                    self._tell()
        finally:
            self.link.close()

    def _answer(self, message: Any) -> None:
        kind = message.get_type()
        if kind == "MISSION_COUNT":
            self.items, self.expected = {}, message.count
            self._ask(0)
        elif kind == "MISSION_ITEM_INT":
            self._take(message)
        elif kind == "COMMAND_LONG":
            self._obey(message)

    def _ask(self, number: int) -> None:
        self.link.mav.mission_request_int_send(255, 0, number, 0)

    def _take(self, item: Any) -> None:
        if item.command in self.refuses:
            self.link.mav.mission_ack_send(255, 0, UNSUPPORTED, 0)
            return
        self.items[item.seq] = item
        if len(self.items) == self.expected:
            self.link.mav.mission_ack_send(255, 0, 0, 0)
        else:
            self._ask(item.seq + 1)

    def _obey(self, message: Any) -> None:
        known = message.command in (ARM, START, RETURN)
        if message.command == RETURN and self.flying:
            self.returning = True
        if message.command == START and self.items:
            self.flying, self.current, self.flew, self.returning = True, 0, 0.0, False
        self.link.mav.command_ack_send(message.command, 0 if known else UNSUPPORTED)

    def _move(self, seconds: float) -> None:
        while self.flying and seconds > 0:
            self.flew += seconds
            item = self.items.get(self._home_item() if self.returning else self.current)
            if item is None:
                self.flying = False
                return
            seconds = self._fly(item, seconds)

    def _home_item(self) -> int:
        """The item that returns, at the end of every mission."""
        return next((n for n, item in self.items.items() if item.command == RETURN), -1)

    def _fly(self, item: Any, seconds: float) -> float:
        """Fly towards an item's place; returns the seconds left when it is reached."""
        target = self._target(item)
        if target is None:
            self._done(item)
            return seconds
        north = (target[0] - self.place[0]) * METRES
        east = (target[1] - self.place[1]) * METRES * cos(radians(self.place[0]))
        up = target[2] - self.place[2]
        far = hypot(north, east, up)
        step = self.speed * seconds
        share = 1.0 if far <= step else step / far
        self.place = [a + share * (b - a) for a, b in zip(self.place, target, strict=True)]
        self.path.append((self.place[0], self.place[1], self.place[2]))
        if hypot(north, east) > 0.5:
            self.heading = degrees(atan2(east, north)) % 360
        if share < 1.0:
            return 0.0
        if item.command != RETURN or target[2] == 0.0:
            self._done(item)
        return seconds - far / self.speed

    def _target(self, item: Any) -> tuple[float, float, float] | None:
        if item.command in (WAYPOINT, TAKE_OFF):
            # ArduPilot's item 0 is home, on the ground.
            return None if item.seq == 0 and item.z == 0 else (item.x / 1e7, item.y / 1e7, item.z)
        return self._way_home() if item.command == RETURN else None

    def _way_home(self) -> tuple[float, float, float]:
        """Level to above home, then down, as autopilots return."""
        there = all(abs(here - end) < NEAR for here, end in zip(self.place, self.home, strict=False))
        return (*self.home, 0.0 if there else self.place[2])

    def _done(self, item: Any) -> None:
        if self.returning:
            # It came home because it was told to, not because its mission said so.
            self.flying = False
            return
        self.link.mav.mission_item_reached_send(item.seq)
        self.pictures += item.command in (203, 2000)
        if item.command == 178:
            self.speed = max(0.5, item.param2)
        self.current += 1
        if item.command == RETURN:
            self.flying = False

    def _tell(self) -> None:
        mav = self.link.mav
        mav.heartbeat_send(QUADROTOR, GENERIC, 0, 0, ACTIVE if self.flying else STANDBY)
        latitude, longitude, height = self.place
        whole = (round(latitude * 1e7), round(longitude * 1e7), round(height * 1000), round(height * 1000))
        mav.global_position_int_send(0, *whole, 0, 0, 0, round(self.heading * 100))
        left = max(0, round(100 * (1 - self.flew / BATTERY_LASTS)))
        mav.sys_status_send(0, 0, 0, 0, 12_000, -1, left, 0, 0, 0, 0, 0, 0)
        mav.mission_current_send(self.current)
        mav.extended_sys_state_send(0, 2 if self.flying else 1)
