"""Ramps of an IFC file, measured on the faces that one walks on: whole ramps, then flights on their own."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import dist, hypot
from typing import Any

import numpy as np

from dugnad.connectors.plans.ifc.meshes import Floats, Mesh
from dugnad.engines.egress.assembly.values import RawRamp
from dugnad.engines.egress.plan import Point

UP = 0.7
"""How much a face must look upwards to be walked on: its normal's z."""
FLAT = 0.9995
"""From here it is a landing: less than 1:31."""
END = 0.05
"""Of a ramp's height, the share that counts as its end."""
Places = tuple[tuple[float, float, float], tuple[float, float, float]]


def parts(ramp: Any) -> list[Any]:
    """The flights and landings of a ramp."""
    found = [part for relation in ramp.IsDecomposedBy for part in relation.RelatedObjects]
    return [part for part in found if part.is_a("IfcRampFlight") or part.is_a("IfcSlab")]


def ramps(file: Any, shapes: dict[int, Mesh]) -> tuple[RawRamp, ...]:
    """All ramps that are drawn; what is drawn is believed, not what a property set states."""
    found: list[RawRamp] = []
    used: set[int] = set()
    for ramp in file.by_type("IfcRamp"):
        members = [ramp, *parts(ramp)]
        used |= {member.id() for member in members}
        found += _ramp(ramp, members, shapes)
    for flight in file.by_type("IfcRampFlight"):
        if flight.id() not in used:
            found += _ramp(flight, [flight], shapes)
    return tuple(found)


def _ramp(owner: Any, members: list[Any], shapes: dict[int, Mesh]) -> Iterable[RawRamp]:
    meshes = [shapes[member.id()] for member in members if member.id() in shapes]
    measured = [one for one in map(_flight, meshes) if one is not None]
    if not measured:
        yield from (_level(owner, mesh) for mesh in meshes[:1])
        return
    measured.sort(key=lambda one: one[0][0][2])
    foot, head = measured[0][0][0], measured[-1][0][1]
    walked = [end for one in measured for end in one[0]]
    slope = max(one[1] for one in measured)
    straight = sum(dist(a, b) for a, b in pairwise(walked))
    rise = head[2] - foot[2]
    yield RawRamp(
        id=owner.GlobalId,
        name=owner.Name or "",
        foot=_flat(foot),
        head=_flat(head),
        bottom=foot[2],
        top=head[2],
        width=min(one[2] for one in measured),
        length=max(straight, hypot(rise, rise / slope)),
        slope=slope,
    )


def _level(owner: Any, mesh: Mesh) -> RawRamp:
    """What is called a ramp and has no slope: it joins nothing."""
    x, y, z = (float(value) for value in mesh.middle)
    return RawRamp(
        owner.GlobalId, owner.Name or "", _flat((x, y, z)), _flat((x, y, z)), mesh.bottom, mesh.top
    )


def _flat(place: tuple[float, float, float]) -> Point:
    return round(place[0], 3), round(place[1], 3)


def _flight(mesh: Mesh) -> tuple[Places, float, float] | None:
    """Its lower and upper end, its slope and its width; None for a landing or what is no slope."""
    a, b, c = mesh.corners[:, 0], mesh.corners[:, 1], mesh.corners[:, 2]
    normals = np.cross(b - a, c - a)
    double = np.linalg.norm(normals, axis=1)
    lean = np.divide(normals[:, 2], double, out=np.zeros_like(double), where=double > 1e-9)
    sloped = (lean > UP) & (lean < FLAT)
    if not sloped.any():
        return None
    points = mesh.corners[sloped].reshape(-1, 3)
    slope = _usual(np.sqrt(1 - lean[sloped] ** 2) / lean[sloped], double[sloped])
    ends = _ends(points)
    length = dist(*ends)
    width = float(double[sloped].sum()) / 2 / length if length > 0.1 else 0.0
    return (ends, round(slope, 4), round(width, 3)) if width > 0 else None


def _usual(slopes: Floats, areas: Floats) -> float:
    """The slope that half of the area is steeper than."""
    order = np.argsort(slopes)
    middle = np.searchsorted(np.cumsum(areas[order]), areas.sum() / 2)
    return float(slopes[order][min(int(middle), len(order) - 1)])


def _ends(points: Floats) -> Places:
    low, high = points[:, 2].min(), points[:, 2].max()
    reach = (high - low) * END
    foot = _middle(points[points[:, 2] <= low + reach])
    return foot, _middle(points[points[:, 2] >= high - reach])


def _middle(points: Floats) -> tuple[float, float, float]:
    """Of the box around them: triangles share corners unevenly."""
    x, y, z = (points.min(axis=0) + points.max(axis=0)) / 2
    return float(x), float(y), float(z)
