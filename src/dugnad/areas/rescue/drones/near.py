"""Who is near a hot spot, by the rooms that the screen's people are in already. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot
from typing import Protocol

from dugnad.engines.egress.plan import Plan, Ring

NEAR = 6.0


class InRoom(Protocol):
    """A person as the screen shows them."""

    @property
    def space(self) -> str:
        """The most probable room."""

    @property
    def room(self) -> str:
        """What it is called."""

    @property
    def done(self) -> bool:
        """Whether they are safe."""


def people_near(plan: Plan | None, space: str, people: Iterable[InRoom]) -> list[str]:
    """The rooms, on the same floor and within six metres of the hot room's middle, in which somebody needs help."""
    spaces = {one.id: one for one in plan.spaces} if plan else {}
    hot = spaces.get(space)
    if hot is None:
        return []
    x, y = _middle(hot.ring)
    found = []
    for one in people:
        there = spaces.get(one.space)
        if one.done or there is None or there.storey != hot.storey:
            continue
        far = hypot(_middle(there.ring)[0] - x, _middle(there.ring)[1] - y)
        if far <= NEAR:
            found.append((far, one.room))
    return [room for _far, room in sorted(found)]


def _middle(ring: Ring) -> tuple[float, float]:
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
