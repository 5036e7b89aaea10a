"""What a rescue plan speaks of: teams, people to fetch, tasks, and reasons in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import numpy as np

from dugnad.engines.egress.graph import Graph
from dugnad.engines.egress.plan import WayKind
from dugnad.engines.egress.routing import Path, Walker
from dugnad.engines.egress.smoke import Span

FIREFIGHTER: Final = Walker(level=1.0, up=0.5, down=0.8, width=0.6)
"""In full gear with equipment: an assumption of ours, on the slow side."""

LED: Final = Walker(level=0.8, up=0.25, down=0.35)
CHAIR: Final = Walker(level=0.8, up=None, down=0.6, width=0.7)
CARRIED: Final = Walker(level=0.6, up=0.25, down=0.4, width=0.9)
BED: Final = Walker(level=0.6, up=None, down=None, width=1.0)
"""How fast helpers move someone: led by the arm, in an evacuation chair, on a stretcher, in bed. Assumed."""


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


def why(
    need: Need, standing: Standing, latest: Span | None, depart: float, refuge: bool, teams: int
) -> tuple[Reason, ...]:
    """What there is to say about a task."""
    in_time = _in_time(standing, latest, depart)
    reasons = [in_time] if in_time else []
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


def _in_time(standing: Standing, latest: Span | None, depart: float) -> Reason | None:
    if latest is None:
        return Reason("How long the way out lasts is not known.")
    if standing is Standing.SURE and latest.low < np.inf:
        spare = {"spare": round(latest.low - depart)}
        return Reason("Leaves %(spare)s s before the way out may be lost.", spare)
    if standing is Standing.PERHAPS and latest.high == np.inf:
        return Reason("In time only if the fire grows slowly.")
    if standing is Standing.PERHAPS:
        spare = {"spare": round(latest.high - depart)}
        return Reason("In time only if the fire grows slowly: %(spare)s s to spare.", spare)
    if standing is Standing.LATE:
        short = {"short": round(depart - latest.high)}
        return Reason("Cannot be reached in time: %(short)s s too late.", short)
    return None
