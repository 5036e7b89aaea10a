"""The filter of one building: people come and go, sensors speak, time passes, and one asks where people are."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from math import expm1

import numpy as np
from scipy.sparse import csr_array

from dugnad.engines.presence.beliefs import Belief
from dugnad.engines.presence.crowd import Chunk, Crowd
from dugnad.engines.presence.devices import Device, Health
from dugnad.engines.presence.graph import Graph
from dugnad.engines.presence.habits import Habits, Usual
from dugnad.engines.presence.movement import Mobility, step_seconds, transition
from dugnad.engines.presence.rules import Person, Rules
from dugnad.engines.presence.sensors import LEFT_SPREAD, SENSORS, SensorModel, Sighting, Verdict
from dugnad.engines.presence.watched import Watched
from dugnad.engines.presence.weighing import Reading, falsity, weigh

ORDINARY = Mobility()
TOLD_FROM = 0.01
TOLD_AT_MOST = 5
LOOK_FOR_FORGOTTEN = 10.0
SETTLE_EVERY = 10.0
DEVICES_AT_MOST = 20_000


class Filter:
    """Where the people of one building probably are. Times are seconds of one clock, given by the caller."""

    def __init__(
        self,
        graph: Graph,
        now: float,
        *,
        sensors: Mapping[str, SensorModel] = SENSORS,
        rules: Rules | None = None,
    ) -> None:
        self.graph, self.now = graph, now
        self.sensors, self.rules = sensors, rules or Rules()
        self.clock_jumps = 0
        self._people: dict[Hashable, Person] = {}
        self._crowds: dict[tuple[Mobility, bool], Crowd] = {}
        self._watched = Watched()
        self._devices: dict[str, Device] = {}
        self._readings: dict[tuple[int, str, bool, bool], Reading] = {}
        self._looked_at = now
        self._unsettled = 0.0

    def __len__(self) -> int:
        return len(self._people)

    def __contains__(self, person: Hashable) -> bool:
        return person in self._people

    def add(
        self,
        person: Hashable,
        mobility: Mobility = ORDINARY,
        usual: Usual | None = None,
        *,
        carries: bool = False,
    ) -> None:
        """Let the filter know a person, of whom it knows nothing yet; anew if it knew them.

        `usual`: chances by space id for hours of the day; without, all is 'unknown'. `carries`: a tag that
        sensors which watch a space would notice. ValueError for chances that are none.
        """
        habits = Habits.of(self.graph, usual) if usual else None
        self.remove(person)
        chunk, place = self._crowd(mobility, carries).enter(person, habits)
        self._people[person] = Person(chunk, place, carries)

    def remove(self, person: Hashable) -> None:
        """Forget a person and all that was believed of them."""
        known = self._people.pop(person, None)
        if known:
            known.chunk.crowd.leave(known.chunk, known.place)

    def step(self, now: float, hour: int = 0) -> None:
        """Let time pass until `now`; `hour` (0-23) is the local one, for habits.

        When the clock goes back a little, time stands still; when it was set back, it goes on from there;
        when it leaps ahead by more than `forget`, everyone is 'unknown'.
        """
        passed, self.now = now - self.now, max(now, self.now)
        if passed < -self.rules.set_back:
            self._set_back(now)
        elif passed > self.rules.forget:
            self.clock_jumps += 1
            self._forget(self._people.values())
        elif passed > 0:
            self._heed_watched()
            for crowd in self._crowds.values():
                crowd.move(passed)
            self._settle(passed, hour)
            self._forget(self._forgotten())

    def sight(self, sighting: Sighting, now: float | None = None) -> Verdict:
        """Take in one sighting that came at `now`, and say what became of it; time does not pass.

        A flood or a repetition adds nothing; a late sighting counts for less the later it is; one that is
        older than what is known is not used; one from the future counts as of now.
        """
        now = self.now if now is None else now
        person = self._people.get(sighting.person)
        number = self.graph.number.get(sighting.space)
        model = self.sensors.get(sighting.kind)
        if model is None:
            return Verdict.NO_KIND
        device = self._device(sighting, model, now)
        if device is None:
            return Verdict.FLOODING
        verdict = self._judge(sighting, device, person, number, now)
        device.counts[verdict] += 1
        return verdict

    def belief(self, person: Hashable) -> Belief:
        """What is believed of one person; KeyError for one that was not added."""
        known = self._people[person]
        column = known.chunk.column(known.place) / known.chunk.totals[known.place]
        numbers = np.flatnonzero(column[:-1] >= TOLD_FROM)
        return self._told(known, {int(n): float(column[n]) for n in numbers}, float(column[-1]))

    def beliefs(self) -> Iterator[tuple[Hashable, Belief]]:
        """What is believed of everyone who was sighted and is not forgotten."""
        for crowd in self._crowds.values():
            for chunk in crowd.chunks:
                yield from self._beliefs_of(chunk)

    def health(self) -> list[Health]:
        """Each sensor that has spoken."""
        return [device.health(self.now) for device in self._devices.values()]

    def _crowd(self, mobility: Mobility, carries: bool) -> Crowd:
        key = (mobility, carries)
        if key not in self._crowds:
            self._crowds[key] = Crowd(self._matrix(*key), step_seconds(self.graph, mobility))
        return self._crowds[key]

    def _matrix(self, mobility: Mobility, carries: bool) -> csr_array:
        unnoticed = self._watched.unnoticed if carries else {}
        return transition(self.graph, mobility, self.rules.fading, unnoticed)

    def _heed_watched(self) -> None:
        """When what sensors watch has changed, all that rests on it is made again."""
        if self._watched.changed:
            self._watched.changed = False
            self._readings.clear()
            for (mobility, carries), crowd in self._crowds.items():
                if carries:
                    crowd.matrix = self._matrix(mobility, carries)

    def _settle(self, passed: float, hour: int) -> None:
        self._unsettled += passed
        if self._unsettled >= SETTLE_EVERY:
            share = -expm1(-self._unsettled / self.rules.settling)
            self._unsettled = 0.0
            for crowd in self._crowds.values():
                crowd.follow_habits(share, hour)

    def _device(self, sighting: Sighting, model: SensorModel, now: float) -> Device | None:
        """The sensor that spoke; None for new ones when there are more than any building has."""
        device = self._devices.get(sighting.device)
        if device is None and len(self._devices) < DEVICES_AT_MOST:
            device = self._devices[sighting.device] = Device(sighting.device, sighting.kind, model, now)
        return device

    def _judge(
        self, sighting: Sighting, device: Device, person: Person | None, number: int | None, now: float
    ) -> Verdict:
        if not device.admit(now):
            return Verdict.FLOODING
        if person is None:
            return Verdict.NO_PERSON
        if number is None:
            return Verdict.NO_SPACE
        late = now - sighting.at
        device.ahead = -late if late < -self.rules.ahead or late > self.rules.oldest else 0.0
        at = min(sighting.at, now)
        if late > self.rules.oldest:
            return Verdict.STALE
        if person.seen_at is not None and at < person.seen_at - self.rules.overtaken:
            return Verdict.LATE
        return self._weigh(sighting, device, person, number, at, max(late, 0.0))

    def _weigh(
        self, sighting: Sighting, device: Device, person: Person, number: int, at: float, late: float
    ) -> Verdict:
        reading = self._reading(number, sighting, person.carries)
        before, heard_at = person.heard.get(device.id, (-1, -np.inf))
        repeated = before == number and not sighting.left
        weight = reading.fresh(at - heard_at, same=before in (number, -1)) * reading.timely(late)
        fits = weigh(person.chunk, person.place, reading, device.trust, weight, capped=repeated)
        if weight > 0.0:
            device.learn(fits, weight)
            person.heard[device.id] = (number, max(at, heard_at))
        if falsity(fits, device.trust) >= 0.5:
            return Verdict.DOUBTED
        if device.model.watches:
            self._watched.heard(number, device.model, self.now)
        person.seen_at, person.sensor = max(at, person.seen_at or at), sighting.kind
        return Verdict.REPEATED if repeated else Verdict.TAKEN

    def _reading(self, number: int, sighting: Sighting, carries: bool) -> Reading:
        key = (number, sighting.kind, sighting.left, carries)
        if key not in self._readings:
            model = self.sensors[sighting.kind]
            spread = LEFT_SPREAD if sighting.left else model.spread
            unnoticed = self._watched.unnoticed if carries and not model.watches else {}
            self._readings[key] = Reading.of(number, self.graph, model, spread, unnoticed)
        return self._readings[key]

    def _forgotten(self) -> list[Person]:
        if self.now - self._looked_at < LOOK_FOR_FORGOTTEN:
            return []
        self._looked_at = self.now
        self._watched.drop(self.now - self.rules.watched)
        oldest = self.now - self.rules.forget
        return [p for p in self._people.values() if p.seen_at is not None and p.seen_at < oldest]

    @staticmethod
    def _forget(people: Iterable[Person]) -> None:
        for person in people:
            person.forget()

    def _set_back(self, now: float) -> None:
        self.clock_jumps += 1
        self.now = self._looked_at = now
        for person in self._people.values():
            person.heard = {device: (space, min(at, now)) for device, (space, at) in person.heard.items()}
            if person.seen_at is not None:
                person.seen_at = min(person.seen_at, now)
        for device in self._devices.values():
            device.heard_at = min(device.heard_at, now)

    def _beliefs_of(self, chunk: Chunk) -> Iterator[tuple[Hashable, Belief]]:
        shares = chunk.shares()
        found: dict[int, dict[int, float]] = {}
        for number, place in zip(*np.nonzero(shares[:-1] >= TOLD_FROM), strict=True):
            found.setdefault(int(place), {})[int(number)] = float(shares[number, place])
        for place, person in enumerate(chunk.people):
            known = self._people.get(person)
            if known and known.seen_at is not None:
                yield person, self._told(known, found.get(place, {}), float(shares[-1, place]))

    def _told(self, person: Person, shares: dict[int, float], unknown: float) -> Belief:
        best = sorted(shares.items(), key=lambda item: -item[1])[:TOLD_AT_MOST]
        spaces = tuple((self.graph.spaces[number], share) for number, share in best)
        return Belief(spaces, unknown, person.seen_at, person.sensor)
