"""One storey as plain values for `rescue/_plan.html`: rooms, doors, stairs and exits, in metres with y downwards.

Every element carries its id in `data-space` or `data-way`; its state is told by classes, so that a style sheet
colours it and nothing else changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from dugnad.areas.rescue.buildings.drawing.names import lettered, roomiest
from dugnad.areas.rescue.buildings.drawing.passages import nowhere, passages
from dugnad.areas.rescue.buildings.drawing.values import Drawing, Line, Room, Sign
from dugnad.engines.egress.assembly.values import Loose
from dugnad.engines.egress.plan import Mark, Plan, Ring, Space, WayKind

MARGIN = 1.2


def drawing(
    plan: Plan,
    storey: str,
    *,
    loose: Iterable[Loose] = (),
    states: Mapping[str, str] | None = None,
    titles: Mapping[str, str] | None = None,
) -> Drawing:
    """The storey of the plan; raises KeyError when there is none.

    `states` gives further classes by the id of a space or way (as 'is-fire'), `titles` words for kinds of
    ways and, after 'mark.', of marks.
    """
    states, titles = states or {}, titles or {}
    spaces = {space.id: space for space in plan.spaces if space.storey == storey}
    outline = plan.outlines.get(storey, ())
    box = _box([*(space.ring for space in spaces.values()), outline])
    ordered = sorted(spaces.values(), key=lambda space: -_size(space.ring))
    return Drawing(
        storey=storey,
        name={one.id: one.name for one in plan.storeys}[storey],
        box=" ".join(f"{value:g}" for value in box),
        outline=_points(outline),
        rooms=tuple(_room(space, states.get(space.id, "")) for space in ordered),
        passages=(
            *passages(plan, spaces, titles, states),
            *(nowhere(one, spaces, titles, states.get(one.id, "")) for one in loose if one.storey == storey),
        ),
        wide=box[2] >= box[3],
        marks=tuple(_sign(mark, titles) for mark in plan.marks if mark.storey == storey),
    )


def _sign(mark: Mark, titles: Mapping[str, str]) -> Sign:
    word = str(titles.get(f"mark.{mark.kind.value}", mark.kind.value))
    title = f"{word}: {mark.name}" if mark.name else word
    x, y = mark.at
    return Sign(title, f"plan-mark is-{mark.kind.value}", word, round(x, 3), round(-y, 3))


def _box(rings: Iterable[Ring]) -> tuple[float, float, float, float]:
    points = [point for ring in rings for point in ring] or [(0.0, 0.0)]
    xs, ys = [x for x, _ in points], [-y for _, y in points]
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    return (
        round(left, 2),
        round(top, 2),
        round(max(xs) + MARGIN - left, 2),
        round(max(ys) + MARGIN - top, 2),
    )


def _points(ring: Ring) -> str:
    return " ".join(f"{x:g},{-y:g}" for x, y in ring)


def _size(ring: Ring) -> float:
    """Area in square metres."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise((*ring, ring[0])))) / 2 if ring else 0.0


def _room(space: Space, state: str) -> Room:
    (x, y), wide, high = roomiest(space.ring)
    lines, size = lettered(space.name, wide, high)
    top = -y - (len(lines) - 1) * size * 0.6
    placed = tuple(Line(text, round(x, 2), round(top + n * size * 1.2, 2)) for n, text in enumerate(lines))
    classes = " ".join(
        filter(None, ["plan-space", f"is-{space.kind.value}", "is-refuge" if space.refuge else "", state])
    )
    return Room(space.id, space.name, _points(space.ring), classes, placed, size, round(x, 2), round(-y, 2))


def first_storey(plan: Plan, ids: Collection[str]) -> str:
    """The first of the storeys that is asked for and exists, else the lowest with an exit, else the lowest."""
    known = [storey.id for storey in plan.storeys]
    wanted = [one for one in ids if one in known]
    if wanted:
        return wanted[0]
    of = {space.id: space.storey for space in plan.spaces}
    out = {of.get(way.a) for way in plan.ways if way.kind is WayKind.EXIT}
    return next((one for one in known if one in out), known[0])
