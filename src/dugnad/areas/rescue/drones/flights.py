"""Flies what was asked for, for as long as the installation runs. Only the newest telemetry is kept."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from dugnad.areas.rescue.buildings.things import find_building
from dugnad.areas.rescue.buildings.things import thing_of as thing_of_building
from dugnad.areas.rescue.drones import inventing
from dugnad.areas.rescue.drones.ports import NowPort, drones
from dugnad.areas.rescue.drones.services import IN_AIR, end_flight
from dugnad.areas.rescue.drones.telling import log_line
from dugnad.areas.rescue.drones.words import FAULTS
from dugnad.areas.rescue.incidents.things import find_incident
from dugnad.areas.rescue.incidents.things import thing_of as thing_of_incident
from dugnad.areas.rescue.models import Flight
from dugnad.areas.rescue.models.drones import FlightState
from dugnad.kernel.access import wall
from dugnad.kernel.live.ticks import tell

log = logging.getLogger(__name__)
LOOK_EVERY = 0.5
HINT_EVERY = 1.0
TICK = "rescue.flight"


def give_up_old() -> int:
    """Mark what was in the air when the platform stopped as lost: nobody follows it any more."""
    rows = Flight.objects.select_related("mission").filter(state__in=IN_AIR).exclude(taken_at=None)
    for row in rows:
        end_flight(row, FlightState.LOST, "restarted")
        log_line(row, str(FAULTS["restarted"]))
    return len(rows)


def take_up() -> list[Flight]:
    """The flights that wait, each given to one taker only."""
    taken = []
    waiting = Flight.objects.select_related("mission").filter(state=FlightState.UPLOADING, taken_at=None)
    for row in waiting:
        now = timezone.now()
        if Flight.objects.filter(id=row.id, taken_at=None).update(taken_at=now):
            row.taken_at = now
            taken.append(row)
    return taken


class Flying:
    """One flight, from taking it up to its end."""

    def __init__(self, row: Flight, stopping: Event) -> None:
        from dugnad.areas.rescue.drones.planning import kept

        self.row = row
        self.stopping = stopping
        self.home = Event()
        self.mission = kept(row.mission)
        self.seen: Mapping[int, Sequence[float]] = self.mission.progress()
        self.hinted = 0.0
        self.flying = False
        self.inventing = inventing.Inventing(row)

    def run(self) -> None:
        """Fly it, and note how it ended."""
        asked = self.mission.asked
        outcome = drones().fly(
            self.mission.places,
            asked.profile,
            asked.speed,
            invented=self.row.invented,
            tell=self.tell,
            stopping=self.stopping,
            home=self.home,
        )
        end_flight(self.row, outcome.state, outcome.reason)
        log_line(self.row, self._ended(outcome.state, outcome.reason))
        self._hint(always=True)

    def _ended(self, state: str, reason: str) -> str:
        if state == FlightState.LANDED:
            return _("The drone has landed: %(name)s") % {"name": self.row.mission.name}
        return str(FAULTS.get(reason, reason))

    def tell(self, now: NowPort) -> None:
        """Keep where the drone is; the one before is forgotten."""
        if not self.flying:
            self.flying = True
            log_line(self.row, _("The drone is in the air: %(name)s") % {"name": self.row.mission.name})
        telemetry = self.told(now)
        Flight.objects.filter(id=self.row.id, state__in=IN_AIR).update(
            state=FlightState.FLYING, telemetry=telemetry
        )
        asked = Flight.objects.filter(id=self.row.id).values_list("home_asked_at", flat=True).first()
        if asked:
            self.home.set()
        self.inventing.turn(telemetry["coverage"])
        self._hint()

    def told(self, now: NowPort) -> dict[str, Any]:
        """The telemetry as it is kept: degrees, metres, shares; `facades`: what was seen of each so far."""
        done = min(now.places, len(self.mission.waypoints))
        facades = {str(number): shares[done] for number, shares in self.seen.items()}
        wanted = [share for number, share in facades.items() if number in self._wanted()]
        return {
            "latitude": now.latitude,
            "longitude": now.longitude,
            "place": self._place(now),
            "height": round(now.height, 1),
            "heading": round(now.heading),
            "battery": now.battery,
            "link": now.link,
            "returning": now.returning,
            "facades": facades,
            "coverage": round(sum(wanted) / len(wanted), 3) if wanted else 0.0,
            "at": timezone.now().isoformat(),
        }

    def _place(self, now: NowPort) -> list[float] | None:
        """Where it is in the building's own axes, for drawings."""
        origin = self.mission.origin
        if origin is None or now.latitude is None or now.longitude is None:
            return None
        return [round(value, 1) for value in origin.local(now.latitude, now.longitude)]

    def _wanted(self) -> set[str]:
        """The facades that the mission is for."""
        asked = self.mission.asked
        if asked.kind == "sweep":
            return {str(asked.facade)}
        return {"-1"} if asked.kind == "roof" else {str(number) for number in self.seen if number >= 0}

    def _hint(self, *, always: bool = False) -> None:
        """Tell screens to look again, once a second at most: a picture costs more than a position."""
        if not always and time.monotonic() - self.hinted < HINT_EVERY:
            return
        self.hinted = time.monotonic()
        tell(TICK, thing_of_building(find_building(self.row.mission.building_id)))
        if self.row.incident_id:
            tell(TICK, thing_of_incident(find_incident(self.row.incident_id)))


def fly_one(row: Flight, stopping: Event) -> None:
    """Fly one flight to its end; a fault of ours ends it as failed, not silently."""
    with wall.system(), override(settings.LANGUAGE_CODE):
        try:
            Flying(row, stopping).run()
        except Exception as fault:
            log.exception("a flight stumbled")
            end_flight(row, FlightState.FAILED, type(fault).__name__)


def _in_thread(row: Flight, stopping: Event) -> None:
    try:
        fly_one(row, stopping)
    finally:
        connection.close()


def fly(stopping: Event) -> None:
    """Take up flights as they are asked for, each in a thread of its own."""
    threads: list[Thread] = []
    with wall.system(), override(settings.LANGUAGE_CODE):
        give_up_old()
        while not stopping.wait(LOOK_EVERY):
            close_old_connections()
            for row in take_up():
                thread = Thread(target=_in_thread, args=(row, stopping), name=f"flight {row.id}", daemon=True)
                thread.start()
                threads.append(thread)
            threads = [thread for thread in threads if thread.is_alive()]
        for thread in threads:
            thread.join(5)
