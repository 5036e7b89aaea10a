"""A building as missions see it: its outline, height, place on the globe and rooms. Loads the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dugnad.areas.rescue.models import Building, PlanVersion
from dugnad.engines.coverage import Block, CannotFly, Origin, footprint
from dugnad.engines.coverage.casting import Room
from dugnad.engines.egress.plan import Plan, SpaceKind, Storey, WayKind, from_json


@dataclass(frozen=True, slots=True)
class Scene:
    """`ground`: the plan's height of the ground outside, in metres. `origin` None: nobody knows where it lies."""

    block: Block
    origin: Origin | None
    ground: float
    rooms: tuple[Room, ...]


def scene_of(building: Building, version: PlanVersion | None = None) -> Scene:
    """The building with the plan in use, or the given version. CannotFly('no_plan'), ('outline')."""
    kept = version or building.plan
    if kept is None:
        raise CannotFly("no_plan")
    plan = from_json(kept.plan)
    ground = ground_of(plan)
    top = max(storey.elevation + storey.height for storey in plan.storeys) - ground
    block = Block(footprint(_rings(plan, ground)), building.height or top)
    return Scene(block, _origin(building, plan), ground, tuple(_rooms(plan, ground)))


def ground_of(plan: Plan) -> float:
    """Where one comes out: the floor of the lowest storey with an exit, else of the lowest storey."""
    storeys = {storey.id: storey for storey in plan.storeys}
    spaces = {space.id: storeys[space.storey] for space in plan.spaces if space.storey in storeys}
    out = [spaces[way.a].elevation for way in plan.ways if way.kind is WayKind.EXIT and way.a in spaces]
    return min(out or [storey.elevation for storey in plan.storeys])


def _rings(plan: Plan, ground: float) -> Iterator[tuple[tuple[float, float], ...]]:
    above = {storey.id for storey in plan.storeys if _is_above(storey, ground)}
    yield from (ring for storey, ring in plan.outlines.items() if storey in above)
    yield from (space.ring for space in plan.spaces if space.storey in above)


def _is_above(storey: Storey, ground: float) -> bool:
    return storey.elevation + storey.height > ground + 0.5


def _rooms(plan: Plan, ground: float) -> Iterator[Room]:
    storeys = {storey.id: storey for storey in plan.storeys}
    for space in plan.spaces:
        storey = storeys.get(space.storey)
        if storey and space.kind is not SpaceKind.SHAFT and len(space.ring) >= 3:
            low = storey.elevation - ground
            yield Room(space.id, storey.id, low, low + storey.height, space.ring)


def _origin(building: Building, plan: Plan) -> Origin | None:
    if plan.site:
        return Origin(plan.site.latitude, plan.site.longitude, plan.site.turned)
    if building.latitude is None or building.longitude is None:
        return None
    return Origin(building.latitude, building.longitude)
