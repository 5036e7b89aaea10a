"""What runs for as long as the installation does: hearing sensors, and once a second letting time pass."""

from __future__ import annotations

import logging
import time
from threading import Event

from django.db import close_old_connections, connections

from dugnad.areas.rescue.ports import messages
from dugnad.areas.rescue.sensing.feeding import Reporting
from dugnad.areas.rescue.sensing.freezing import Freezing
from dugnad.areas.rescue.sensing.sightings import TOPIC
from dugnad.areas.rescue.sensing.store import store
from dugnad.kernel.access import wall

log = logging.getLogger(__name__)
EVERY = 1.0
reporting = Reporting(store)


def hear(stopping: Event) -> None:
    """Take in sightings from the broker."""
    try:
        messages().subscribe([TOPIC], _take, stopping, link=reporting.link)
    finally:
        connections.close_all()


def _take(topic: str, payload: bytes) -> None:
    close_old_connections()
    store.take_message(topic, payload)


def follow(stopping: Event) -> None:
    """Once a second: let time pass, write down positions where an alarm lasts, and tell how the feeds do."""
    freezing = Freezing(store)
    try:
        while not stopping.wait(EVERY):
            close_old_connections()
            _second(freezing, stopping)
    finally:
        connections.close_all()


def _second(freezing: Freezing, stopping: Event) -> None:
    """One round; one that fails is told, and the next one comes a little later."""
    try:
        with wall.system():
            store.step(time.time())
            freezing.turn()
            reporting.turn(time.time())
    except Exception:
        log.exception("positions could not be followed")
        stopping.wait(2)
