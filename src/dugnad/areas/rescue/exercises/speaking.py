"""Sensors of an exercise: they speak over the broker like any other."""

from __future__ import annotations

import json
import logging
from uuid import UUID

from django.utils import timezone

from dugnad.areas.rescue.exercises.simulation import Sighting
from dugnad.areas.rescue.ports import messages

log = logging.getLogger(__name__)


class Speaker:
    """Sends sightings; without a broker they are lost, as they would be in life."""

    def __init__(self) -> None:
        self.lost = 0

    def say(self, building: UUID, sighting: Sighting) -> None:
        """Send one sighting to the building's topic."""
        content = {
            "sensor": f"{sighting.sensor}-{sighting.space}",
            "kind": sighting.sensor,
            "tag": sighting.tag,
            "space": sighting.space,
            "at": timezone.now().isoformat(),
        }
        try:
            messages().publish(f"dugnad/{building}/sightings", json.dumps(content).encode())
        except Exception as fault:
            self.lost += 1
            if self.lost in (1, 100, 10_000):
                log.warning("an exercise's sighting was lost: %s", type(fault).__name__)
