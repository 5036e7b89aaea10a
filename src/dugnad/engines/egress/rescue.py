"""Which team fetches whom, in which order, by which stair, and where to; and who cannot be reached in time.

People who need help are fetched in round trips. The plan saves as many as possible for sure, then as many as perhaps
possible, and among those the most urgent soonest. It is made anew whenever something changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import numpy as np

from dugnad.engines.egress.graph import Floats, Graph
from dugnad.engines.egress.plan import WayKind
from dugnad.engines.egress.routing import (
    NOTHING_SHUT,
    OUT,
    REFUGE,
    Path,
    Routes,
    Shut,
    Walker,
    reach,
    reroute,
)
from dugnad.engines.egress.smoke import Span
from dugnad.engines.egress.timetable import Job, Timetable

FIREFIGHTER: Final = Walker(level=1.0, up=0.5, down=0.8, width=0.6)
"""In full gear with equipment: an assumption of ours, on the slow side."""

LED: Final = Walker(level=0.8, up=0.25, down=0.35)
CHAIR: Final = Walker(level=0.8, up=None, down=0.6, width=0.7)
CARRIED: Final = Walker(level=0.6, up=0.25, down=0.4, width=0.9)
BED: Final = Walker(level=0.6, up=None, down=None, width=1.0)
"""How fast helpers move someone: led by the arm, in an evacuation chair, on a stretcher, in bed. Assumed."""

TRIES: Final = 1000


class Standing(StrEnum):
    """Whether someone is fetched in time: surely, only if the milder assumptions hold, not, or not known."""

    SURE = "sure"
    PERHAPS = "perhaps"
    LATE = "late"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Team:
    """`size` persons, free from `free_from` (s), at an `entrance` (an exit's id) or in a space (`space`).

    `skills`: how many of them can handle each kind of device.
    """

    id: str
    size: int
    entrance: str | None = None
    space: str | None = None
    free_from: float = 0.0
    skills: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Need:
    """Someone to fetch: `carriers` and of them `handlers` of the device; `prepare` seconds before setting out."""

    id: str
    space: str
    carriers: int = 1
    device: str | None = None
    handlers: int = 1
    prepare: float = 45.0
    moved: Walker = LED


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence with gaps, and what belongs in them."""

    key: str
    values: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Task:
    """One person fetched; seconds. `latest`: by when they must set out, at the worst and at the best."""

    person: str
    teams: tuple[str, ...]
    start: float
    reach: float
    depart: float
    finish: float
    way_in: Path
    way_out: Path
    to_refuge: bool
    device: str | None
    standing: Standing
    latest: Span | None
    why: tuple[Reason, ...]

    def attack_stairs(self, graph: Graph) -> tuple[str, ...]:
        """The stairs on the way in, from the bottom."""
        kinds = {way: graph.plan.ways[graph.ways[way]].kind for way in self.way_in.ways}
        return tuple(way for way, kind in kinds.items() if kind is WayKind.STAIR)


@dataclass(frozen=True, slots=True)
class RescuePlan:
    """Each team's tasks in order, who is not fetched at all and why, and how many nobody could fetch in time."""

    teams: Mapping[str, tuple[Task, ...]]
    not_fetched: Mapping[str, Reason]
    at_least_late: int

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks by the time of reaching the person."""
        once = {task.person: task for tasks in self.teams.values() for task in tasks}
        return tuple(sorted(once.values(), key=lambda task: task.reach))


def plan_rescue(
    graph: Graph,
    teams: Sequence[Team],
    needs: Sequence[Need],
    spaces: Mapping[str, Span | None],
    *,
    devices: Mapping[str, int] | None = None,
    shut: Shut = NOTHING_SHUT,
    delays: Mapping[str, float] | None = None,
    tries: int = TRIES,
) -> RescuePlan:
    """The plan for teams and people as they are now, with the time available of `smoke.available`.

    `devices`: how many there are of each kind. `delays`: seconds lost at ways, such as stairs full of people. The same
    input gives the same plan. Raises KeyError for ids that are not the plan's, ValueError for a team that is nowhere.
    """
    from dugnad.engines.egress.scheduling import improve

    desk = _Desk(graph, teams, needs, spaces, dict(devices or {}), shut, delays)
    refused = {need.id: reason for need in needs if (reason := desk.refuse(need))}
    able = [number for number, need in enumerate(needs) if need.id not in refused]
    job = desk.job()
    order = np.array(sorted(able, key=desk.urgency), dtype=np.int32)
    table = _blank(len(needs), len(teams))
    improve(job, order, table, tries)
    return desk.write(table, refused)


@dataclass(slots=True)
class _Option:
    """A way out for one person: outside or to a refuge."""

    routes: Routes
    path: Path
    end: int
    low: float
    high: float


class _Desk:
    def __init__(
        self,
        graph: Graph,
        teams: Sequence[Team],
        needs: Sequence[Need],
        spaces: Mapping[str, Span | None],
        devices: dict[str, int],
        shut: Shut,
        delays: Mapping[str, float] | None,
    ) -> None:
        self.graph, self.teams, self.needs, self.spaces, self.devices = graph, teams, needs, spaces, devices
        self.shut, self.delays = shut, delays
        self.kinds = sorted(devices.keys() | {need.device for need in needs if need.device})
        self.locations: dict[tuple[str, str], int] = {}
        self.inward: list[Routes] = []
        self.at = [self._locate(_whereabouts(team)) for team in teams]
        self.options = self._all_options()
        self.inbound = np.array(
            [[self._in(place, need) for need in needs] for place in range(len(self.inward))]
        )

    def _locate(self, where: tuple[str, str]) -> int:
        """The number of a place where teams start from, with its routes inward."""
        if where not in self.locations:
            self.locations[where] = len(self.locations)
            entrance, space = (where[1], None) if where[0] == "entrance" else (None, where[1])
            routes = reach(
                self.graph, FIREFIGHTER, entrance=entrance, space=space, shut=self.shut, delays=self.delays
            )
            self.inward.append(routes)
        return self.locations[where]

    def _in(self, place: int, need: Need) -> float:
        return float(self.inward[place].seconds[self.graph.spaces[need.space]])

    def _all_options(self) -> list[list[_Option | None]]:
        found: dict[tuple[Walker, bool], Routes] = {}
        for walker in dict.fromkeys(need.moved for need in self.needs):
            for refuge, goal in ((False, OUT), (True, REFUGE)):
                found[walker, refuge] = reroute(self.graph, walker, shut=self.shut, goal=goal)
        return [
            [self._option(need, found[need.moved, refuge], refuge) for refuge in (False, True)]
            for need in self.needs
        ]

    def _option(self, need: Need, routes: Routes, refuge: bool) -> _Option | None:
        path = routes.path(need.space)
        if path is None or (refuge and not path.ways):
            return None
        end = self._locate(("space", path.spaces[-1]) if refuge else ("entrance", path.ways[-1]))
        low, high = self._latest(need, routes)
        return _Option(routes, path, end, low, high)

    def _latest(self, need: Need, routes: Routes) -> tuple[float, float]:
        """The last moments to set out so that every space is left before it is lost; nan: not known."""
        names = self.graph.plan.spaces
        left = [(names[place].id, after) for place, after in routes.leaving(need.space) if place < len(names)]
        spans = [(self.spaces.get(space), after) for space, after in left]
        if any(span is None for span, _ in spans):
            return np.nan, np.nan
        known = [(span, after) for span, after in spans if span is not None]
        low = min((span.low - after for span, after in known), default=np.inf)
        return low, min((span.high - after for span, after in known), default=np.inf)

    def refuse(self, need: Need) -> Reason | None:
        """Why nobody can fetch someone, if that is so."""
        number = self.needs.index(need)
        hands = sum(team.size for team in self.teams)
        if not np.isfinite(self.inbound[self.at, number]).any():
            return Reason("No team finds an open way in.")
        if not any(self.options[number]):
            return Reason("There is no open way out on which they can be moved.")
        if need.carriers > hands:
            return Reason(
                "Needs %(needed)s carriers, %(present)s are here.",
                {"needed": need.carriers, "present": hands},
            )
        if need.device and not self.devices.get(need.device):
            return Reason("There is no %(device)s here.", {"device": need.device})
        if need.device and sum(team.skills.get(need.device, 0) for team in self.teams) < need.handlers:
            return Reason("Nobody here can handle the %(device)s.", {"device": need.device})
        return None

    def urgency(self, number: int) -> tuple[float, str]:
        """The sooner the surest way is lost, the more urgent; not known comes as if in ten minutes."""
        low = [600.0 if np.isnan(option.low) else option.low for option in self.options[number] if option]
        return max(low, default=np.inf), self.needs[number].id

    def job(self) -> Job:
        """All that the search needs, as arrays."""
        needs, kinds = self.needs, self.kinds
        units = [kind for kind in range(len(kinds)) for _ in range(self.devices.get(kinds[kind], 0))]
        skills = [[team.skills.get(kind, 0) for kind in kinds] for team in self.teams]
        return Job(
            _ints(team.size for team in self.teams),
            np.array([team.free_from for team in self.teams], dtype=float),
            _ints(self.at),
            np.array(skills, dtype=np.int32).reshape(len(self.teams), len(kinds)),
            self.inbound,
            self._column("seconds", np.inf),
            self._column("end", -1).astype(np.int32),
            self._column("low", -np.inf),
            self._column("high", -np.inf),
            np.array([need.prepare for need in needs], dtype=float),
            _ints(need.carriers for need in needs),
            _ints(kinds.index(need.device) if need.device else -1 for need in needs),
            _ints(need.handlers for need in needs),
            _ints(units),
            np.zeros(len(units)),
        )

    def _column(self, name: str, missing: float) -> Floats:
        rows = [
            [
                missing
                if option is None
                else option.path.seconds
                if name == "seconds"
                else getattr(option, name)
                for option in pair
            ]
            for pair in self.options
        ]
        return np.array(rows, dtype=float).reshape(len(self.needs), 2)

    def write(self, table: Timetable, refused: Mapping[str, Reason]) -> RescuePlan:
        """The timetable in words and routes."""
        tasks = [
            self._task(number, table) for number, need in enumerate(self.needs) if need.id not in refused
        ]
        tasks.sort(key=lambda task: (task.start, task.reach))
        rows = {team.id: tuple(task for task in tasks if team.id in task.teams) for team in self.teams}
        return RescuePlan(rows, refused, sum(self._hopeless(number) for number in range(len(self.needs))))

    def _hopeless(self, number: int) -> bool:
        """Whether nobody could be in time even for this person alone and at the best."""
        need = self.needs[number]
        free = np.array([team.free_from for team in self.teams])
        soonest = float((free + self.inbound[self.at, number]).min(initial=np.inf)) + need.prepare
        latest = [option.high for option in self.options[number] if option]
        return not any(np.isnan(high) or soonest <= high for high in latest)

    def _task(self, number: int, table: Timetable) -> Task:
        need, row = self.needs[number], table
        teams = [int(team) for team in np.flatnonzero(row.goes[number])]
        refuge = bool(row.option[number] == 1)
        option = self.options[number][int(refuge)]
        start, depart = float(row.start[number]), float(row.depart[number])
        way_in = self.inward[int(row.origin[number, teams[-1]])].path(need.space)
        if option is None or way_in is None:
            raise RuntimeError(f"{need.id!r} was planned without a way")
        standing = list(Standing)[int(row.standing[number])]
        latest = None if np.isnan(option.low) else Span(option.low, option.high)
        return Task(
            need.id,
            tuple(self.teams[team].id for team in teams),
            start,
            float(row.reach[number]),
            depart,
            float(row.finish[number]),
            way_in,
            option.path,
            refuge,
            need.device,
            standing,
            latest,
            _why(need, standing, latest, depart, refuge, len(teams)),
        )


def _whereabouts(team: Team) -> tuple[str, str]:
    if (team.entrance is None) == (team.space is None):
        raise ValueError(f"team {team.id!r} must be at an entrance or in a space")
    return ("entrance", team.entrance) if team.entrance is not None else ("space", str(team.space))


def _why(
    need: Need, standing: Standing, latest: Span | None, depart: float, refuge: bool, teams: int
) -> tuple[Reason, ...]:
    reasons = []
    if latest is None:
        reasons.append(Reason("How long the way out lasts is not known."))
    elif standing is Standing.SURE and latest.low < np.inf:
        reasons.append(
            Reason(
                "Leaves %(spare)s s before the way out may be lost.", {"spare": round(latest.low - depart)}
            )
        )
    elif standing is Standing.PERHAPS:
        reasons.append(
            Reason(
                "In time only if the fire grows slowly: %(spare)s s to spare.",
                {"spare": round(latest.high - depart)},
            )
        )
    elif standing is Standing.LATE:
        reasons.append(
            Reason("Cannot be reached in time: %(short)s s too late.", {"short": round(depart - latest.high)})
        )
    if refuge:
        reasons.append(Reason("To the refuge, as the way outside takes too long or is not open."))
    if teams > 1:
        reasons.append(
            Reason(
                "%(teams)s teams together, as %(carriers)s must carry.",
                {"teams": teams, "carriers": need.carriers},
            )
        )
    return tuple(reasons)


def _ints(values: Iterable[int]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array(list(values), dtype=np.int32)


def _blank(people: int, teams: int) -> Timetable:
    seconds, numbers = np.zeros((4, people)), np.zeros((3, people), np.int32)
    return Timetable(
        np.zeros((people, teams), dtype=bool),
        np.zeros((people, teams), dtype=np.int32),
        seconds[0],
        seconds[1],
        seconds[2],
        seconds[3],
        numbers[0],
        numbers[1],
        numbers[2],
        np.zeros(1),
    )
