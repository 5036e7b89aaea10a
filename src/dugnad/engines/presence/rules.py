"""By which times the filter goes, and what it keeps of each person beside their column."""

from __future__ import annotations

from dataclasses import dataclass, field

from dugnad.engines.presence.crowd import Chunk


@dataclass(frozen=True, slots=True)
class Rules:
    """Seconds. `fading`: mean time until belief without sightings is 'unknown', `settling`: until it is what the
    person's habits say. `forget`: after so long without a sighting nothing is kept. `ahead`: by how much a
    sensor's clock may be ahead of ours. `oldest`: older sightings are not used. `overtaken`: nor those older by
    this than the person's newest. `set_back`: a clock of ours that goes back by more than this was set, by less
    it stands still. `watched`: a space counts as watched so long after its sensor spoke."""

    fading: float = 21600.0
    settling: float = 5400.0
    forget: float = 7200.0
    ahead: float = 5.0
    oldest: float = 600.0
    overtaken: float = 5.0
    set_back: float = 60.0
    watched: float = 43200.0


@dataclass(slots=True)
class Person:
    """Where a person's column is, and what saw them last. `heard`: for each device the last space and time."""

    chunk: Chunk
    place: int
    carries: bool
    seen_at: float | None = None
    sensor: str = ""
    heard: dict[str, tuple[int, float]] = field(default_factory=dict)

    def forget(self) -> None:
        self.chunk.clear(self.place)
        self.seen_at, self.sensor = None, ""
        self.heard.clear()
