"""One building's people in memory: the filter, whom each tag belongs to, how its feeds do. None of it is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

from dugnad.areas.rescue.models.residents import Aid, Stairs
from dugnad.areas.rescue.residents.tagged import Tagged
from dugnad.areas.rescue.sensing.sightings import Said
from dugnad.areas.rescue.sensing.tags import Sensor, digest
from dugnad.engines.presence import Belief, Filter, Graph, Health, Mobility, Rules, Sighting, Verdict

# Metres per second on the level: Boyce, Shields and Silcock 1999, as in the SFPE Handbook.
SPEEDS = {
    Aid.NONE: 0.95,
    Aid.STICK: 0.81,
    Aid.CRUTCHES: 0.94,
    Aid.ROLLATOR: 0.57,
    Aid.WHEELCHAIR: 0.69,
    Aid.ELECTRIC: 0.89,
    Aid.BED: 0.0,
}


@dataclass(slots=True)
class Feed:
    """One kind of sensor in a building: when it was last heard, and what of it could not be used."""

    heard_at: float = 0.0
    unknown_tags: int = 0
    unknown_spaces: int = 0


@dataclass(slots=True)
class Live:
    """`plan`: the version whose graph the filter knows. `followed_at`: when the register was read last."""

    plan: UUID
    filter: Filter
    made_at: float
    lock: Lock = field(default_factory=Lock)
    followed_at: float = 0.0
    feeds: dict[str, Feed] = field(default_factory=lambda: defaultdict(Feed))
    _people: dict[UUID, Tagged] = field(default_factory=dict)
    _tags: dict[str, UUID] = field(default_factory=dict)
    _rooms: dict[str, list[UUID]] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: UUID, graph: Graph, now: float, forget: float) -> Live:
        return cls(plan, Filter(graph, now, rules=Rules(forget=forget)), now)

    def follow(self, register: Iterable[Tagged]) -> None:
        """Know those who are registered now, and nobody else: whoever has withdrawn is forgotten."""
        people = {one.id: one for one in register}
        with self.lock:
            for gone in [id for id in self._people if id not in people]:
                self.filter.remove(gone)
            for id, one in people.items():
                before = self._people.get(id)
                if before is None or (_movement(before), before.usual) != (_movement(one), one.usual):
                    mobility, carries = _movement(one)
                    self.filter.add(id, mobility, one.usual, carries=carries)
            self._people = people
            self._tags = {tag: one.id for one in people.values() for _sensor, tag in one.tags}
            self._rooms = defaultdict(list)
            for one in people.values():
                if one.space and not one.synthetic:
                    self._rooms[one.space].append(one.id)

    @property
    def heard_at(self) -> float:
        """When a sensor of the building spoke last; when this was made if none has."""
        return max((feed.heard_at for feed in list(self.feeds.values())), default=self.made_at)

    def take(self, said: Said, now: float) -> Verdict:
        """Take in one sighting that came at `now`."""
        with self.lock:
            feed = self.feeds[said.kind]
            feed.heard_at = max(feed.heard_at, now)
            person = self._person(said)
            at = now if said.at is None else said.at
            verdict = self.filter.sight(
                Sighting(person, said.space, said.kind, f"{said.kind} {said.sensor}", at, said.left), now
            )
            feed.unknown_tags += verdict is Verdict.NO_PERSON
            feed.unknown_spaces += verdict is Verdict.NO_SPACE
            return verdict

    def step(self, now: float, hour: int) -> None:
        """Let time pass."""
        with self.lock:
            self.filter.step(now, hour)

    def beliefs(self, *, synthetic: bool) -> dict[UUID, Belief]:
        """What is believed of everyone who was sighted: the invented people, or the real ones."""
        with self.lock:
            found = {id: belief for id, belief in self.filter.beliefs() if isinstance(id, UUID)}
            return {id: belief for id, belief in found.items() if self._people[id].synthetic == synthetic}

    def health(self) -> list[Health]:
        """Each sensor that has spoken."""
        with self.lock:
            return self.filter.health()

    def _person(self, said: Said) -> UUID | None:
        """Whose tag it is; a door that opens is taken to be opened by the one who lives there."""
        if said.tag:
            return self._tags.get(digest(said.kind, said.tag))
        living = self._rooms.get(said.space, [])
        return living[0] if said.kind == Sensor.DOOR and len(living) == 1 else None


def _movement(one: Tagged) -> tuple[Mobility, bool]:
    """How someone gets about, and whether badge readers would notice them."""
    speed = SPEEDS.get(Aid(one.aid), 0.95) if one.aid else 0.95
    carries = any(sensor == Sensor.BADGE for sensor, _tag in one.tags)
    return Mobility(speed, stairs=one.stairs != Stairs.CANNOT), carries
