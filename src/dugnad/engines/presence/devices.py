"""What has been learnt of each single sensor: how true it speaks, how often, and by which clock."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from dugnad.engines.presence.sensors import SensorModel, Verdict
from dugnad.engines.presence.weighing import falsity

PRIOR = 10.0
MEMORY = 0.98
LEAST, MOST = 0.02, 0.995
LIES_BELOW = 0.6
PER_SECOND = 20.0
BURST = 200.0
RECENT = 60.0


@dataclass(frozen=True, slots=True)
class Health:
    """One sensor as it seems. `trust`: share of its sightings that are true. `wrong_clock`: by how many
    seconds its clock is ahead (minus: behind), 0 when it is right."""

    device: str
    kind: str
    heard_at: float
    trust: float
    lying: bool
    flooding: bool
    wrong_clock: float
    counts: dict[str, int]


@dataclass(slots=True)
class Device:
    """One sensor. `true` and `false` count its sightings by how well they fitted what else was known."""

    id: str
    kind: str
    model: SensorModel
    heard_at: float
    true: float = 0.0
    false: float = 0.0
    tokens: float = BURST
    flooded_at: float = -RECENT
    ahead: float = 0.0
    counts: Counter[Verdict] = field(default_factory=Counter)

    @property
    def trust(self) -> float:
        """The mean of a beta distribution that starts from the kind's own share of true sightings."""
        prior = PRIOR * (1.0 - self.model.false_positives)
        return min(max((prior + self.true) / (PRIOR + self.true + self.false), LEAST), MOST)

    def learn(self, fits: float, weight: float) -> None:
        """Count one more sighting, that fitted so well; older ones slowly count for less.

        Judged as from any sensor of the kind: one that is already doubted could else never be right again.
        """
        false = falsity(fits, 1.0 - self.model.false_positives)
        keep = 1.0 - (1.0 - MEMORY) * weight
        self.true = self.true * keep + weight * (1.0 - false)
        self.false = self.false * keep + weight * false

    def admit(self, now: float) -> bool:
        """False when the sensor has spoken more often than one can (a token bucket)."""
        self.tokens = min(BURST, self.tokens + max(0.0, now - self.heard_at) * PER_SECOND)
        self.heard_at = max(self.heard_at, now)
        if self.tokens < 1.0:
            self.flooded_at = now
            return False
        self.tokens -= 1.0
        return True

    def health(self, now: float) -> Health:
        return Health(
            device=self.id,
            kind=self.kind,
            heard_at=self.heard_at,
            trust=self.trust,
            lying=self.trust < LIES_BELOW,
            flooding=now - self.flooded_at < RECENT,
            wrong_clock=self.ahead,
            counts={verdict.value: count for verdict, count in self.counts.items()},
        )
