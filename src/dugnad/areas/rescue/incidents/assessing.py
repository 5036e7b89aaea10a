"""What the engines say of an incident: time left for each person, ways in and out, and which team fetches whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any

from dugnad.areas.rescue.incidents.people import place_of
from dugnad.areas.rescue.incidents.states import Kind, PersonState, SpaceState, State, WayState
from dugnad.areas.rescue.models import Team as TeamRow
from dugnad.areas.rescue.models.residents import Aid, Device, Stairs
from dugnad.areas.rescue.residents.assessed import Function
from dugnad.engines.egress import rescue, times
from dugnad.engines.egress.graph import Graph, build
from dugnad.engines.egress.plan import Plan, Way, WayKind
from dugnad.engines.egress.routing import Path, Shut
from dugnad.engines.egress.sampling import Person
from dugnad.engines.egress.smoke import HORIZON, Fire, Span

RUNS = 60
PROFILES = {
    Aid.NONE: "no aid",
    Aid.STICK: "stick",
    Aid.CRUTCHES: "crutches",
    Aid.ROLLATOR: "rollator",
    Aid.WHEELCHAIR: "manual wheelchair",
    Aid.ELECTRIC: "electric wheelchair",
    Aid.BED: "carried",
}
# Who uses one of these goes without help where no stair is on the way.
ROLLING = (Aid.ROLLATOR, Aid.WHEELCHAIR, Aid.ELECTRIC)
MOVED = {Device.CHAIR: rescue.CHAIR, Device.SHEET: rescue.CARRIED, Device.STRETCHER: rescue.CARRIED}
# Seconds until a team that is with somebody is taken to be back at the entrance.
BUSY = 240.0
GOING = "A team is on its way."
# Someone is with these, or they are out.
CARED_FOR = (PersonState.ASSISTED, PersonState.SAFE)


@dataclass(frozen=True, slots=True)
class Scene:
    """All that an assessment rests on. `now`: seconds after the alarm."""

    plan: Plan
    state: State
    people: Sequence[Function]
    teams: Sequence[TeamRow]
    opened_at: datetime
    at: datetime

    @property
    def now(self) -> float:
        return (self.at - self.opened_at).total_seconds()

    @property
    def burning(self) -> frozenset[str]:
        """The spaces that burn, of those in the plan: a detector's list may be older than the plan."""
        return self.state.burning & {space.id for space in self.plan.spaces}


def assess(scene: Scene, graph: Graph | None = None) -> dict[str, Any]:
    """The assessment as JSON; `graph` is that of the scene's plan, when it is at hand.

    `people`: by id margin, way in and out, team; `teams`: tasks in order; `smoke`: seconds until a space is lost;
    `routes`: lines to draw by team; `assumptions`: what the times rest on.
    """
    graph = graph or build(scene.plan)
    left = [one for one in scene.people if scene.state.person(one.id) not in CARED_FOR]
    shut, fire = _shut(scene), _fire(scene)
    report = times.assess(graph, [_person(one, scene) for one in left], fire, shut=shut, runs=RUNS)
    taken = _taken(scene)
    rolling = {one.id for one in left if _rolls(one)} & {one.id for one in report.persons if one.required}
    in_time = {one.id for one in report.persons if one.margin and one.margin.low > 0} & rolling
    fetched = [
        need for one in left if one.id not in taken and one.id not in in_time and (need := _need(one, scene))
    ]
    teams = [_team(row, main.id, scene) for row in scene.teams] if (main := _main_exit(scene)) else []
    plan = rescue.plan_rescue(graph, teams, fetched, report.spaces, devices=_devices(scene.teams), shut=shut)
    words = _Words(scene, graph)
    people = {one.id: words.alone(one) for one in report.persons}
    people |= {person: words.going(team) for person, team in taken.items()}
    people |= {
        need.id: words.refused(plan.not_fetched.get(need.id)) for need in fetched if need.id not in rolling
    }
    people |= {task.person: words.fetched(task) for task in plan.tasks}
    return {
        "number": scene.state.number,
        "people": people,
        "teams": {id: [words.task(task) for task in tasks] for id, tasks in plan.teams.items()},
        "routes": {id: list(words.route(tasks[0].way_in)) for id, tasks in plan.teams.items() if tasks},
        "smoke": {space: _pair(span) for space, span in report.spaces.items() if span and span.low < HORIZON},
        "assumptions": [[one.key, one.worst, one.best, one.unit] for one in _finite(report.assumptions)],
    }


def _finite(assumptions: Iterable[Any]) -> Iterator[Any]:
    return (one for one in assumptions if isfinite(one.worst) and isfinite(one.best))


def _pair(span: Span | None) -> list[float] | None:
    """A span as JSON, in whole seconds; None: not known."""
    return [round(max(-HORIZON, min(value, HORIZON))) for value in (span.low, span.high)] if span else None


def _shut(scene: Scene) -> Shut:
    return Shut(ways=scene.state.those(Kind.WAY, WayState.BLOCKED), spaces=scene.burning)


def _fire(scene: Scene) -> Fire:
    smoke = scene.state.those(Kind.SPACE, SpaceState.SMOKE)
    said = scene.state.all(Kind.SPACE)
    since = dict.fromkeys(scene.burning, 0.0)
    since |= {space: (said[space].clock[0] - scene.opened_at).total_seconds() for space in smoke}
    return Fire(since)


def _taken(scene: Scene) -> dict[str, str]:
    """The people to whom a team says that it is on its way, and the team."""
    busy = {
        team: said for team, said in scene.state.all(Kind.TEAM).items() if said.value.get("state") == "busy"
    }
    return {str(said.value["person"]): team for team, said in busy.items() if said.value.get("person")}


def _where(one: Function, scene: Scene) -> dict[str, float]:
    """The probability of each space; one who is registered only is taken to be there."""
    known, place, _sure = place_of(one.position, one.space, scene.at)
    spaces = {space.id for space in scene.plan.spaces}
    if known == "registered":
        return {place: 1.0} if place in spaces else {}
    beliefs = one.position.beliefs if one.position else {}
    return {space: chance for space, chance in beliefs.items() if space in spaces and chance > 0.01}


def _person(one: Function, scene: Scene) -> Person:
    profile = "impaired" if one.stairs == Stairs.HELPED and one.aid == Aid.NONE else PROFILES[Aid(one.aid)]
    return Person(one.id, _where(one, scene), profile)


def _rolls(one: Function) -> bool:
    """True for one who needs nobody and nothing but a way without stairs; the report tells if there is one."""
    helped = one.carriers or one.device != Device.NONE or not one.hears_alarm
    return one.aid in ROLLING and not helped


def _need(one: Function, scene: Scene) -> rescue.Need | None:
    """What a team must bring; None for one who gets out alone, or whose place is not known."""
    alone = one.stairs == Stairs.ALONE and not one.carriers and one.hears_alarm and one.aid != Aid.BED
    where = _where(one, scene)
    if alone or not where:
        return None
    device = None if one.device == Device.NONE else one.device
    moved = MOVED.get(Device(one.device), rescue.CARRIED if one.carriers > 1 else rescue.LED)
    space = max(where, key=lambda id: where[id])
    return rescue.Need(one.id, space, max(1, one.carriers), device, handlers=1, moved=moved)


def _main_exit(scene: Scene) -> Way | None:
    """The widest; None in a plan on which nobody has marked an exit yet."""
    exits = [way for way in scene.plan.ways if way.kind is WayKind.EXIT]
    return max(exits, key=lambda way: (way.width, way.id), default=None)


def _team(row: TeamRow, entrance: str, scene: Scene) -> rescue.Team:
    skills = dict.fromkeys(row.devices, row.size)
    free = scene.now + (BUSY if str(row.id) in _taken(scene).values() else 0.0)
    return rescue.Team(str(row.id), row.size, entrance=entrance, free_from=free, skills=skills)


def _devices(teams: Iterable[TeamRow]) -> dict[str, int]:
    found: dict[str, int] = {}
    for team in teams:
        for device, number in team.devices.items():
            found[device] = found.get(device, 0) + number
    return found


class _Words:
    """Names for what the engines answer by id."""

    def __init__(self, scene: Scene, graph: Graph) -> None:
        self.scene, self.graph = scene, graph
        self.names = {space.id: space.name for space in scene.plan.spaces}
        self.storeys = {space.id: space.storey for space in scene.plan.spaces}
        self.ways = {way.id: way for way in scene.plan.ways}
        self.teams = {str(team.id): team.name for team in scene.teams}

    def alone(self, one: times.PersonTimes) -> dict[str, Any]:
        need = Span(one.required.low, one.required.high) if one.required else None
        return {
            "margin": _pair(one.margin),
            "need": _pair(need),
            "have": _pair(one.available),
            "why": one.why,
        }

    def going(self, team: str) -> dict[str, Any]:
        """For one to whom a team says that it is on its way."""
        return {"margin": None, "team": self.teams.get(team, ""), "why": GOING}

    def refused(self, reason: rescue.Reason | None) -> dict[str, Any]:
        """For one who is to be fetched and whom no team fetches: no time is claimed."""
        return {
            "margin": None,
            "why": reason.key if reason else None,
            "values": dict(reason.values) if reason else {},
        }

    def fetched(self, task: rescue.Task) -> dict[str, Any]:
        left = Span(task.latest.low - task.depart, task.latest.high - task.depart) if task.latest else None
        end = task.way_out.spaces[-1] if task.way_out.spaces else ""
        return {
            "margin": _pair(left),
            "team": ", ".join(self.teams[team] for team in task.teams),
            "in": self.entrance(task.way_in, task.attack_stairs(self.graph)),
            "refuge": self.names.get(end, "") if task.to_refuge else "",
            "out": "" if task.to_refuge else self.names.get(end, ""),
            "standing": task.standing.value,
        }

    def task(self, task: rescue.Task) -> dict[str, Any]:
        return {
            "person": task.person,
            "start": round(task.start),
            "reach": round(task.reach),
            "end": round(min(task.finish, HORIZON)),
            "in": self.entrance(task.way_in, task.attack_stairs(self.graph)),
        }

    def entrance(self, path: Path, stairs: Sequence[str]) -> str:
        """The stair on the way in, else the space that one enters by."""
        if stairs:
            return self.names[self.ways[stairs[0]].a]
        return self.names.get(path.spaces[0], "") if path.spaces else ""

    def route(self, path: Path) -> Iterator[list[Any]]:
        """The way in as lines, one for each storey that it crosses."""
        lines: dict[str, list[list[float]]] = {}
        for way, before in zip((self.ways[id] for id in path.ways), ("", *path.spaces), strict=False):
            ends = [(way.a, way.at), (way.b, way.to or way.at)]
            for space, at in reversed(ends) if before == way.b else ends:
                line = lines.setdefault(self.storeys.get(space or "", ""), [])
                point = [round(at[0], 2), round(at[1], 2)]
                if line[-1:] != [point]:
                    line.append(point)
        lines.pop("", None)
        return ([storey, points] for storey, points in lines.items() if len(points) > 1)
