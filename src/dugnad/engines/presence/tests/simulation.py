"""Simulated days in a care home: where each resident truly is, and what imperfect sensors say of it.

The residents' days and the sensors' faults are not drawn from the filter's own model: errands have aims, sensors
are better or worse than their kind, one reader is mounted on the wrong floor.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from dugnad.engines.egress.plan import Plan, SpaceKind
from dugnad.engines.presence import Graph, Mobility, Sighting
from dugnad.engines.presence.tests.houses import care_home

HOUR = 3600.0
DAY = 24 * HOUR
OUTSIDE = ""
WRONG_READER = "badge-1-lounge"
BED_EVERY, ALARM_EVERY = 120.0, 600.0
# Hour, where to, how likely, and for how many hours.
DAYS_PLAN = (
    (7.7, "dining", 0.85, 0.8),
    (9.5, "lounge", 0.5, 1.5),
    (12.0, "dining", 0.9, 0.8),
    (13.2, "bed", 0.6, 1.4),
    (15.2, "lounge", 0.55, 1.3),
    (17.0, "dining", 0.85, 0.8),
    (18.5, "lounge", 0.5, 2.0),
    (21.8, "bed", 1.0, 9.0),
)


@dataclass
class Resident:
    """One invented resident. `times` and `spaces`: where they were from each time on; `naps`: when in bed."""

    id: int
    room: str
    mobility: Mobility
    alarm: bool
    times: list[float] = field(default_factory=list)
    spaces: list[str] = field(default_factory=list)
    naps: list[tuple[float, float]] = field(default_factory=list)

    def at(self, time: float) -> str:
        """Where they truly are."""
        return self.spaces[bisect_right(self.times, time) - 1]

    def go(self, time: float, space: str) -> None:
        self.times.append(time)
        self.spaces.append(space)


class Day:
    """One simulated day, the same for the same seed. `sightings`: as they arrive, (when, sighting)."""

    def __init__(self, seed: int, residents: int = 60, plan: Plan | None = None) -> None:
        self.random = random.Random(seed)
        self.graph = Graph.of(plan or care_home())
        rooms = [space for space in self.graph.spaces if "-r" in space]
        self.residents = [self._resident(n, rooms[n % len(rooms)]) for n in range(residents)]
        self.sightings: list[tuple[float, Sighting]] = []
        for resident in self.residents:
            self._live(resident)
            self._watch(resident)
        self.sightings.sort(key=lambda arrival: arrival[0])

    def _resident(self, number: int, room: str) -> Resident:
        speed, stairs = self.random.choice([(1.1, True), (0.8, True), (0.57, False), (0.69, False)])
        return Resident(number, room, Mobility(speed, stairs), self.random.random() < 0.6)

    def _live(self, who: Resident) -> None:
        """Fill the day with the plan's errands and visits between them."""
        who.go(0.0, who.room)
        free_at = 7.0 * HOUR
        who.naps.append((0.0, self.random.uniform(6.6, 7.4) * HOUR))
        for hour, where, chance, hours in DAYS_PLAN:
            begins = (hour + self.random.gauss(0, 0.2)) * HOUR
            self._wander(who, free_at, begins)
            if begins >= free_at and self.random.random() < chance:
                arrived = self._walk(who, begins, self._space(who, where))
                free_at = arrived + max(0.2, self.random.gauss(hours, 0.25)) * HOUR
                if where == "bed":
                    who.naps.append((arrived + 120, min(free_at, DAY)))
                else:
                    free_at = self._walk(who, free_at, who.room)

    def _wander(self, who: Resident, start: float, end: float) -> None:
        """Visits, the lounge, a walk outside: some things happen by themselves."""
        time = start + self.random.expovariate(1 / (1.2 * HOUR))
        while time < end - 0.3 * HOUR:
            outside = self.random.random() < 0.08
            aim = OUTSIDE if outside else self.random.choice(["0-c0", "1-lounge", "2-lounge", *self._rooms()])
            time = self._walk(who, time, aim) + self.random.expovariate(1 / (0.3 * HOUR))
            time = self._walk(who, time, who.room) + self.random.expovariate(1 / (1.2 * HOUR))

    def _rooms(self) -> list[str]:
        return [resident.room for resident in self.random.sample(self.residents, 6)]

    def _space(self, who: Resident, where: str) -> str:
        return {"dining": "0-dining", "bed": who.room, "lounge": f"{who.room[0]}-lounge"}[where]

    def _walk(self, who: Resident, time: float, aim: str) -> float:
        """Go there by the shortest way; gives when they arrive."""
        here = who.spaces[-1]
        time = max(time, who.times[-1])
        path = self._path(here or "0-c0", aim or "0-c0", who.mobility.stairs)
        for space in path[0 if not here else 1 :]:
            who.go(time, space)
            time += self._metres(space) / (who.mobility.speed * self.random.uniform(0.7, 1.1))
        if aim == OUTSIDE:
            who.go(time, OUTSIDE)
        return time

    def _metres(self, space: str) -> float:
        number = self.graph.number[space]
        waiting = 20.0 if self.graph.kinds[number] is SpaceKind.LIFT else 0.0
        return self.graph.metres[number] + waiting

    def _path(self, start: str, end: str, stairs: bool) -> list[str]:
        number = self.graph.number
        came: dict[int, int] = {number[start]: -1}
        queue = deque([number[start]])
        while queue and number[end] not in came:
            here = queue.popleft()
            for there in self.graph.beside[here]:
                climbs = SpaceKind.STAIR in (self.graph.kinds[here], self.graph.kinds[there])
                if there not in came and (stairs or not climbs):
                    came[there] = here
                    queue.append(there)
        path = [number[end]]
        while came[path[-1]] >= 0:
            path.append(came[path[-1]])
        return [self.graph.spaces[n] for n in reversed(path)]

    def _watch(self, who: Resident) -> None:
        """All that sensors say of one resident."""
        for time, before, space in zip(who.times, ["", *who.spaces], who.spaces, strict=False):
            self._readers(who, time, space)
            if who.room in (before, space) and before != space and self.random.random() < 0.9:
                self._say(who, who.room, "door", f"door-{who.room}", time)
        for _ in range(self._times(0.5)):  # Staff open the door.
            self._say(who, who.room, "door", f"door-{who.room}", self.random.uniform(0, DAY))
        for begins, ends in who.naps:
            self._bed(who, begins, ends)
        if who.alarm:
            self._alarm(who)

    def _times(self, mean: float) -> int:
        return sum(self.random.random() < mean / 4 for _ in range(4))

    def _readers(self, who: Resident, time: float, space: str) -> None:
        """Badge readers in corridors and common rooms, and wrong reads of badges far away."""
        watched = space and ("-c" in space or "lounge" in space or "dining" in space)
        if watched and self.random.random() < 0.9:
            named = f"2-{space[2:]}" if f"badge-{space}" == WRONG_READER else space
            self._say(who, self._near(named, 0.15), "badge", f"badge-{space}", time + 1.0)
        if self.random.random() < 0.01:
            elsewhere = self.random.choice(["0-c0", "0-c1", "1-c0", "2-c1"])
            self._say(who, elsewhere, "badge", f"badge-{elsewhere}", time + 30.0)

    def _bed(self, who: Resident, begins: float, ends: float) -> None:
        time = begins
        while time < ends:
            if self.random.random() < 0.97:
                self._say(who, who.room, "bed", f"bed-{who.room}", time)
            time += BED_EVERY
        self._say(who, who.room, "bed", f"bed-{who.room}", ends, left=True)

    def _alarm(self, who: Resident) -> None:
        time = self.random.uniform(0, ALARM_EVERY)
        while time < DAY:
            space = who.at(time)
            if space and self.random.random() < 0.9:
                wrong = self.random.random() < 0.03
                said = self.random.choice(self.graph.spaces) if wrong else self._near(space, 0.15)
                self._say(who, said, "alarm", f"alarm-{who.id}", time)
            time += ALARM_EVERY

    def _near(self, space: str, chance: float) -> str:
        beside = self.graph.beside[self.graph.number[space]]
        return self.graph.spaces[self.random.choice(beside)] if self.random.random() < chance else space

    def _say(self, who: Resident, space: str, kind: str, device: str, at: float, left: bool = False) -> None:
        slow = self.random.random() < 0.02
        late = self.random.uniform(30, 300) if slow else self.random.expovariate(1 / 2.0)
        self.sightings.append((at + late, Sighting(who.id, space, kind, device, at, left)))


def usual(who: Resident) -> dict[int, dict[str, float]]:
    """What the staff would say of a resident's habits: roughly right."""
    night = {hour: {who.room: 0.9} for hour in (22, 23, 0, 1, 2, 3, 4, 5, 6)}
    meals = {hour: {"0-dining": 0.5, who.room: 0.25} for hour in (8, 12, 17)}
    rest = {hour: {who.room: 0.5, f"{who.room[0]}-lounge": 0.2} for hour in range(7, 22)}
    return rest | night | meals


def arrivals(day: Day, until: float, start: int) -> Iterator[tuple[int, float, Sighting]]:
    """The sightings from number `start` on that have arrived by `until`, numbered."""
    for number in range(start, len(day.sightings)):
        arrived, sighting = day.sightings[number]
        if arrived > until:
            return
        yield number, arrived, sighting
