"""What is believed of one person, as it is told."""

from __future__ import annotations

from dataclasses import dataclass

KNOWN = 0.5
SEARCHED = 3


@dataclass(frozen=True, slots=True)
class Belief:
    """Where a person probably is: spaces with their probability, the likeliest first; what is left to 1 is
    spread thinly or unknown. `seen_at` is None when no sighting counts any more, `sensor` the kind that saw.
    """

    spaces: tuple[tuple[str, float], ...] = ()
    unknown: float = 1.0
    seen_at: float | None = None
    sensor: str = ""

    @property
    def known(self) -> bool:
        """Whether it is fair to name a place: the three likeliest spaces together hold at least half."""
        return sum(share for _, share in self.spaces[:SEARCHED]) >= KNOWN
