"""Sightings by HTTP: judged, paced, and handed to where positions are kept."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.rescue.buildings.things import find_building, thing_of
from dugnad.areas.rescue.ports import messages
from dugnad.areas.rescue.sensing.sightings import Said, topic_of, written
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.problems import Problem

PER_SECOND, BURST = 20.0, 200.0
SENSORS_AT_MOST = 50_000


class TooFast(Problem):
    """A sensor sends more than one can; nothing of what it sent was used."""

    status = 429
    code = "sensor-too-fast"
    title = gettext_lazy("A sensor sends too much")


class NotConnected(Problem):
    """This installation has no broker, so sensors have nowhere to speak to."""

    status = 409
    code = "sensors-not-connected"
    title = gettext_lazy("Sensors are not connected here")


class BrokerDown(Problem):
    """The broker did not confirm; send again."""

    status = 503
    code = "broker-down"
    title = gettext_lazy("Sightings cannot be taken in just now")


@dataclass(slots=True)
class _Pace:
    tokens: float
    at: float


class Pacing:
    """How much each sensor may still send in this process (a token bucket for each)."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._paces: dict[tuple[UUID, str, str], _Pace] = {}

    def admit(self, building: UUID, said: Said, now: float) -> bool:
        """False when the sensor has sent more than 20 a second for longer than ten seconds."""
        with self._lock:
            if len(self._paces) >= SENSORS_AT_MOST:
                self._paces.clear()
            pace = self._paces.setdefault((building, said.kind, said.sensor), _Pace(BURST, now))
            pace.tokens = min(BURST, pace.tokens + (now - pace.at) * PER_SECOND) - 1.0
            pace.at = now
            refused = pace.tokens < 0.0
            pace.tokens = max(pace.tokens, 0.0)
            return not refused


pacing = Pacing()


@dataclass(frozen=True, slots=True)
class Taken:
    """How many sightings were taken in, and which sensors sent too much for theirs to be."""

    accepted: int
    too_fast: list[str]


def send_sightings(*, actor: Actor, building: UUID, sightings: Sequence[Said]) -> Taken:
    """Take in what sensors of a building saw. What each sighting leads to is told to nobody.

    NotFound for a building that the actor does not keep; TooFast when nothing could be taken; NotConnected
    without a broker; BrokerDown when it does not confirm.
    """
    row = find_building(building)
    require(actor, "change", thing_of(row))
    if not messages().available:
        raise NotConnected(_("Set DUGNAD_MQTT_URL to the address of a broker."))
    now = time.monotonic()
    good = [said for said in sightings if pacing.admit(building, said, now)]
    admitted = {id(said) for said in good}
    fast = sorted({said.sensor for said in sightings if id(said) not in admitted})
    if fast and not good:
        raise TooFast(_("%(sensors)s: at most 20 sightings a second.") % {"sensors": ", ".join(fast[:5])})
    if good:
        _hand_in(building, good)
    return Taken(len(good), fast)


def _hand_in(building: UUID, sightings: list[Said]) -> None:
    """To the store when it is in this process, else by the broker to the listener's."""
    if messages().here:
        from dugnad.areas.rescue.sensing.store import store

        store.take(building, sightings)
        return
    try:
        messages().publish(topic_of(building), written(sightings))
    except ConnectionError as fault:
        raise BrokerDown(_("The broker does not answer. Send again in a moment.")) from fault
