"""What casework asks of a walking network: the way from door to door, and what people have said of its sections."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from dugnad.areas.casework.models import RoadAssessment
from dugnad.areas.casework.walking.holding import Assessments, holding
from dugnad.areas.casework.walking.stored import graph_of, in_use, network_of
from dugnad.engines.walking import shortest
from dugnad.engines.walking.graph import Graph
from dugnad.engines.walking.values import PER_METRE, Place, degrees, place

Point = tuple[float, float]
MOST_FROM_ROAD = 300.0
NO_NETWORK, TOO_FAR, NOT_CONNECTED = "no network", shortest.TOO_FAR, shortest.NOT_CONNECTED


class NoWay(Exception):
    """There is no way; `reason`: 'no network', 'too far from a road' (300 m) or 'not connected'."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of road between two junctions. `metres` and `line`: the part of it that is walked."""

    id: str
    name: str
    metres: float
    line: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """The shortest way from door to door.

    `metres` is rounded up, so that `metres > 2000` is true for a way of two kilometres and a centimetre. `network`
    is the digest of the network and `taken_at` when the organisation took it in.
    """

    metres: int
    line: tuple[Point, ...]
    sections: tuple[Section, ...]
    network: str
    taken_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Danger:
    """A section that a person has found especially dangerous; `assessment` is the version's id."""

    section: Section
    assessment: UUID
    reason: str
    assessed_at: dt.datetime
    season: str = "all_year"


@dataclass(frozen=True, slots=True)
class Judged:
    """What is dangerous on a way, and what nobody has assessed for that grade and day."""

    dangerous: tuple[Danger, ...]
    unassessed: tuple[Section, ...]


def way(owner: UUID, home: Point, school: Point, *, on: dt.date) -> Way:
    """The shortest walkable way over the network that the organisation uses on the day.

    Points are (longitude, latitude). The stretches from the doors to the road count. Raises NoWay.
    Whether the actor may know is the caller's to ask.
    """
    row = in_use(owner, on)
    if row is None:
        raise NoWay(NO_NETWORK)
    graph = graph_of(row)
    try:
        found = shortest.route(graph, place(*home), place(*school), most=MOST_FROM_ROAD)
    except shortest.Missing as missing:
        raise NoWay(missing.reason) from missing
    line = tuple(map(degrees, found.points))
    sections = tuple(_section(graph, part) for part in found.parts)
    return Way(-(-found.length // PER_METRE), line, sections, row.digest, row.taken_at)


def _section(graph: Graph, part: shortest.Part) -> Section:
    one = graph.sections[part.section]
    return Section(one.id, one.name, round(part.length / PER_METRE, 2), tuple(map(degrees, part.points)))


def dangers(owner: UUID, way: Way, *, grade: int, on: dt.date) -> Judged:
    """What people have said of the way's sections for a grade on a day. Nothing else makes a road dangerous."""
    said = Assessments(holding(owner, grade=grade, on=on))
    lines = _lines(owner, way)
    found: list[Danger] = []
    unassessed: list[Section] = []
    for section in way.sections:
        about = said.about(lines.get(section.id, ()))
        found += [_danger(section, row) for row in about if row.dangerous]
        if not about:
            unassessed.append(section)
    return Judged(tuple(found), tuple(unassessed))


def _lines(owner: UUID, way: Way) -> dict[str, tuple[Place, ...]]:
    """The whole line of each section, of which the way may use a part; empty if that network is not the owner's."""
    row = network_of(owner, way.network)
    if row is None:
        return {}
    graph = graph_of(row)
    numbers = (graph.number_of[one.id] for one in way.sections if one.id in graph.number_of)
    return {graph.sections[n].id: graph.sections[n].points for n in numbers}


def _danger(section: Section, row: RoadAssessment) -> Danger:
    return Danger(section, row.id, row.reason, row.at, row.season)
