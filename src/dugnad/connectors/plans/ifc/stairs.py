"""Stairs of an IFC file as treads: whole stairs, and flights that belong to no stair put together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dugnad.connectors.plans.ifc.meshes import Mesh, steps_of, together
from dugnad.engines.egress.assembly.values import RawStair

MEETS = 0.35
"""One flight's foot this near the other's head in height (metres) goes on from it."""
LANDING = 2.0
"""And this near seen from above."""


def parts(stair: Any) -> list[Any]:
    """The flights and landings of a stair; railings are none."""
    found = [part for relation in stair.IsDecomposedBy for part in relation.RelatedObjects]
    return [part for part in found if part.is_a("IfcStairFlight") or part.is_a("IfcSlab")]


def stairs(file: Any, unit: float, shapes: dict[int, Mesh]) -> tuple[RawStair, ...]:
    """All stairs, then flights on their own."""
    whole: list[RawStair] = []
    used: set[int] = set()
    for stair in file.by_type("IfcStair"):
        members = [stair, *parts(stair)]
        used |= {member.id() for member in members}
        whole += _stair(stair, members, unit, shapes)
    free = [
        flight
        for flight in file.by_type("IfcStairFlight")
        if flight.id() not in used and flight.id() in shapes
    ]
    groups = _climbing(free, shapes)
    return (*whole, *(one for group in groups for one in _stair(group[0], group, unit, shapes)))


def _stair(owner: Any, members: list[Any], unit: float, shapes: dict[int, Mesh]) -> Iterable[RawStair]:
    mesh = together(shapes[member.id()] for member in members if member.id() in shapes)
    if mesh is None:
        return
    steps = steps_of(mesh)
    if len(steps) > 1:
        yield RawStair(
            id=owner.GlobalId,
            name=owner.Name or "",
            steps=steps,
            bottom=mesh.bottom,
            top=steps[-1].z,
            riser=_stated(members, unit, "RiserHeight"),
            tread=_stated(members, unit, "TreadLength"),
        )


def _stated(members: list[Any], unit: float, name: str) -> float | None:
    """What a property set, or the flight itself, says in metres; the reader of it must judge if it can be true."""
    from ifcopenshell.util.element import get_psets

    for member in members:
        sets = get_psets(member)
        for key in ("Pset_StairFlightCommon", "Pset_StairCommon"):
            value = sets.get(key, {}).get(name)
            if isinstance(value, int | float) and value > 0:
                return float(value) * unit
        value = getattr(member, name, None)
        if value:
            return float(value) * unit
    return None


def _climbing(flights: list[Any], shapes: dict[int, Mesh]) -> list[list[Any]]:
    """Flights of which one goes on where the other ends, below one another in one list."""
    ordered = sorted(flights, key=lambda flight: shapes[flight.id()].bottom)
    groups: list[list[Any]] = []
    for flight in ordered:
        below = (group for group in groups if _goes_on(shapes[group[-1].id()], shapes[flight.id()]))
        group = next(below, None)
        if group is None:
            groups.append([flight])
        else:
            group.append(flight)
    return groups


def _goes_on(below: Mesh, above: Mesh) -> bool:
    if abs(below.top - above.bottom) > MEETS:
        return False
    low_a, high_a = below.points[:, :2].min(axis=0), below.points[:, :2].max(axis=0)
    low_b, high_b = above.points[:, :2].min(axis=0), above.points[:, :2].max(axis=0)
    return bool(((low_a - LANDING <= high_b) & (low_b - LANDING <= high_a)).all())
