"""What the page of a building shows: the storey's drawing, the findings with their places, what was picked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from dugnad.areas.rescue.buildings import words
from dugnad.areas.rescue.buildings.drawing import Drawing, drawing, first_storey
from dugnad.areas.rescue.buildings.findings import Findings, findings
from dugnad.areas.rescue.buildings.titles import SPACES, TITLES, WAYS
from dugnad.areas.rescue.buildings.versions import assembly_of, report_of
from dugnad.areas.rescue.models import PlanVersion
from dugnad.engines.egress.assembly.values import Assembly, Loose
from dugnad.engines.egress.plan import Space, SpaceKind, Storey, Way, WayKind


@dataclass(frozen=True, slots=True)
class Tab:
    """A storey to choose."""

    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class PickedWay:
    """A way with its rooms and what was guessed, in words."""

    row: Way
    title: str
    rooms: tuple[Space, ...]
    guessed: tuple[str, ...]

    @property
    def slope(self) -> str:
        """As 1:12; empty where none is known."""
        return words.slope(self.row.slope)


class Shown:
    """One look at a version. `storey`, `pick` and `show` are ids as the address gives them; unknown ones are left."""

    def __init__(self, version: PlanVersion, *, storey: str = "", pick: str = "", show: str = "") -> None:
        self.version = version
        self.assembly: Assembly = assembly_of(version)
        self.plan = self.assembly.plan
        self.pick = pick
        self.show = show
        self.storey = first_storey(self.plan, [storey, self._storey_of(pick or show)])

    @cached_property
    def spaces(self) -> dict[str, Space]:
        return {space.id: space for space in self.plan.spaces}

    @cached_property
    def ways(self) -> dict[str, Way]:
        return {way.id: way for way in self.plan.ways}

    @cached_property
    def report(self) -> dict[str, Any]:
        return report_of(self.version)

    @property
    def numbers(self) -> list[tuple[str, str]]:
        return words.numbers(self.report)

    @property
    def notes(self) -> list[str]:
        return list(words.notes(self.report))

    @property
    def guesses(self) -> list[tuple[str, int]]:
        return words.guesses(self.report["guessed"])

    def _storey_of(self, id: str) -> str:
        if id in self.spaces:
            return self.spaces[id].storey
        if id in self.ways:
            return self.spaces[self.ways[id].a].storey
        return next((one.storey for one in self.assembly.loose if one.id == id), "")

    @property
    def tabs(self) -> list[Tab]:
        """The storeys from the highest down, as a building stands."""
        return [
            Tab(one.name, f"?{urlencode({'storey': one.id})}#plan", one.id == self.storey)
            for one in reversed(self.plan.storeys)
        ]

    @property
    def drawing(self) -> Drawing:
        states = {id: "is-picked" for id in [self.pick] if id} | {id: "is-shown" for id in [self.show] if id}
        stuck = {one["id"]: "is-stuck" for one in self.report["spaces_without_route_out"]}
        both = {id: f"{stuck.get(id, '')} {states.get(id, '')}".strip() for id in {*states, *stuck}}
        return drawing(self.plan, self.storey, loose=self.assembly.loose, states=both, titles=TITLES)

    @property
    def pick_base(self) -> str:
        return f"?{urlencode({'storey': self.storey})}&pick="

    @property
    def picked_space(self) -> Space | None:
        return self.spaces.get(self.pick)

    @property
    def picked_loose(self) -> Loose | None:
        return next((one for one in self.assembly.loose if one.id == self.pick), None)

    @property
    def picked_way(self) -> PickedWay | None:
        way = self.ways.get(self.pick)
        if way is None:
            return None
        rooms = tuple(self.spaces[end] for end in (way.a, way.b) if end in self.spaces)
        title = f"{WAYS[way.kind.value]}: {' – '.join(room.name for room in rooms)}"
        named = {"width": _("width"), "length": _("length"), "riser": _("steps"), "tread": _("steps")}
        named["slope"] = _("slope")
        guessed = dict.fromkeys(named.get(name, _("that it leads outside")) for name in way.guessed)
        return PickedWay(way, title, rooms, tuple(guessed))

    @property
    def loose_title(self) -> str:
        one = self.picked_loose
        return f"{WAYS[f'loose.{one.kind}']}: {words.LOOSE.get(one.reason, '')}" if one else ""

    @property
    def ways_of_space(self) -> list[tuple[Way, str]]:
        """The ways of the picked space, with where they lead."""
        found = [way for way in self.plan.ways if self.pick in (way.a, way.b)]
        return [(way, self._leads(way)) for way in found]

    def _leads(self, way: Way) -> str:
        other = way.b if way.a == self.pick else way.a
        to = self.spaces[other].name if other in self.spaces else _("outside")
        return _("%(kind)s to %(to)s") % {"kind": WAYS[way.kind.value], "to": to}

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(kind.value, str(SPACES[kind.value])) for kind in SpaceKind]

    @property
    def neighbours(self) -> list[Space]:
        """Rooms of the storey for a choice, by name."""
        here = (space for space in self.plan.spaces if space.storey == self.storey and space.id != self.pick)
        return sorted(here, key=lambda space: space.name)

    @property
    def elsewhere(self) -> list[tuple[Storey, list[Space]]]:
        """Rooms of the storeys next above and below, stairwells and corridors first."""
        ids = [storey.id for storey in self.plan.storeys]
        at = ids.index(self.storey)
        near = [storey for n, storey in enumerate(self.plan.storeys) if abs(n - at) == 1]
        through = (SpaceKind.STAIR, SpaceKind.CORRIDOR)
        return [
            (
                storey,
                sorted(
                    (space for space in self.plan.spaces if space.storey == storey.id),
                    key=lambda space: (space.kind not in through, space.name),
                ),
            )
            for storey in near
        ]

    @property
    def findings(self) -> list[Findings]:
        """What to look at, the gravest first; each leads to its place on the plan."""
        return findings(self.plan, self.report)

    @property
    def is_exit(self) -> bool:
        way = self.ways.get(self.pick)
        return way is not None and way.kind is WayKind.EXIT
