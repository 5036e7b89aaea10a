"""Which spaces are watched by sensors that notice whoever comes in: there, silence says something too."""

from __future__ import annotations

from collections import Counter

from dugnad.engines.presence.sensors import SensorModel

PROVEN = 3


class Watched:
    """Learnt from sightings: a space is watched from the third believed one on, until its sensor is silent too long.

    `unnoticed`: for each watched space, by number, the chance to come in without being noticed.
    """

    def __init__(self) -> None:
        self.unnoticed: dict[int, float] = {}
        self.changed = False
        self._heard_at: dict[int, float] = {}
        self._proof: Counter[int] = Counter()

    def heard(self, number: int, model: SensorModel, now: float) -> None:
        """Note a believed sighting there."""
        self._heard_at[number] = now
        self._proof[number] += 1
        if number not in self.unnoticed and self._proof[number] >= PROVEN:
            self.unnoticed[number] = 1.0 - model.sensitivity
            self.changed = True

    def drop(self, oldest: float) -> None:
        """Spaces whose sensors have been silent since `oldest` count as unwatched."""
        for number in [number for number, at in self._heard_at.items() if at < oldest]:
            del self._heard_at[number], self._proof[number]
            self.changed |= self.unnoticed.pop(number, None) is not None
