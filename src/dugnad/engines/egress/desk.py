"""From a building, teams and people to the arrays of a timetable, and back to tasks with routes and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dugnad.engines.egress.graph import Floats, Graph
from dugnad.engines.egress.routing import OUT, REFUGE, Path, Routes, Shut, Walker, reach, reroute
from dugnad.engines.egress.smoke import Span
from dugnad.engines.egress.tasks import FIREFIGHTER, Need, Reason, RescuePlan, Standing, Task, Team, why
from dugnad.engines.egress.timetable import Job, Timetable


@dataclass(slots=True)
class _Option:
    """A way out for one person: outside or to a refuge."""

    routes: Routes
    path: Path
    end: int
    low: float
    high: float


class Desk:
    """All that is known for one plan; arrays are indexed by teams, people and the places teams start from."""

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
        rows = np.array([[self._in(place, need) for need in needs] for place in range(len(self.inward))])
        self.inbound = rows.reshape(len(self.inward), len(needs))

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
            why(need, standing, latest, depart, refuge, len(teams)),
        )


def _whereabouts(team: Team) -> tuple[str, str]:
    if (team.entrance is None) == (team.space is None):
        raise ValueError(f"team {team.id!r} must be at an entrance or in a space")
    return ("entrance", team.entrance) if team.entrance is not None else ("space", str(team.space))


def _ints(values: Iterable[int]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array(list(values), dtype=np.int32)


def blank(people: int, teams: int) -> Timetable:
    """A timetable to be filled."""
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
