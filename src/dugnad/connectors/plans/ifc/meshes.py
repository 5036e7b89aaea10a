"""Triangles of elements, and the plain shapes that are made of them. Metres, world axes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from dugnad.engines.egress.assembly.floors import largest
from dugnad.engines.egress.assembly.values import Step

KERNEL = "hybrid-cgal-simple-opencascade"
"""Plain solids by the quick kernel, ten times faster; what it cannot do by the thorough one."""
Floats = NDArray[np.float64]
LEVEL = 0.95
"""How much a face must look upwards to be trodden on: its normal's z."""
SAME = 0.03
"""Faces within this height (metres) are one step."""
SMALLEST = 0.04
"""Of a tread, in square metres."""


@dataclass(frozen=True, slots=True)
class Mesh:
    """`corners` has the shape (triangles, 3, 3)."""

    corners: Floats

    @property
    def points(self) -> Floats:
        return self.corners.reshape(-1, 3)

    @property
    def bottom(self) -> float:
        return float(self.points[:, 2].min())

    @property
    def top(self) -> float:
        return float(self.points[:, 2].max())

    @property
    def middle(self) -> Floats:
        """Of the box around it."""
        points = self.points
        middle: Floats = (points.min(axis=0) + points.max(axis=0)) / 2
        return middle


def meshes(model: Any, elements: list[Any]) -> dict[int, Mesh]:
    """The meshes of the elements that have one, by their number in the file; openings are not cut out."""
    geom: Any = import_module("ifcopenshell.geom")
    if not elements:
        return {}
    settings = geom.settings()
    settings.set("use-world-coords", True)
    settings.set("disable-opening-subtractions", True)
    iterator = geom.iterator(settings, model, num_threads=1, include=elements, geometry_library=KERNEL)
    found: dict[int, Mesh] = {}
    if iterator.initialize():
        while True:
            shape = iterator.get()
            mesh = _mesh(shape.geometry)
            if mesh is not None:
                found[shape.id] = mesh
            if not iterator.next():
                break
    return found


def _mesh(geometry: Any) -> Mesh | None:
    points = np.asarray(geometry.verts, dtype=np.float64).reshape(-1, 3)
    faces = np.asarray(geometry.faces, dtype=np.int64).reshape(-1, 3)
    if not len(faces) or not np.isfinite(points).all():
        return None
    return Mesh(points[faces])


def together(parts: Iterable[Mesh]) -> Mesh | None:
    """One mesh of several."""
    corners = [part.corners for part in parts]
    return Mesh(np.concatenate(corners)) if corners else None


def footprint(mesh: Mesh) -> Polygon:
    """What the mesh covers seen from above; its largest part."""
    flat = mesh.corners[:, :, :2]
    a, b, c = flat[:, 0], flat[:, 1], flat[:, 2]
    double = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (c[:, 0] - a[:, 0]) * (b[:, 1] - a[:, 1])
    triangles = np.round(flat[np.abs(double) > 1e-6], 4)
    if not len(triangles):
        return Polygon()
    shapes = np.asarray(shapely.polygons(triangles), dtype=object)
    merged = shapely.union_all(shapes[shapely.is_valid(shapes)], grid_size=0.001)
    return largest(merged.simplify(0.002))


def steps_of(mesh: Mesh) -> tuple[Step, ...]:
    """The treads and landings of a stair, from the lowest up."""
    a, b, c = mesh.corners[:, 0], mesh.corners[:, 1], mesh.corners[:, 2]
    normals = np.cross(b - a, c - a)
    double = np.linalg.norm(normals, axis=1)
    level = (double > 1e-7) & (normals[:, 2] > LEVEL * double)
    middles, areas = mesh.corners[level].mean(axis=1), double[level] / 2
    order = np.argsort(middles[:, 2])
    middles, areas = middles[order], areas[order]
    if not len(middles):
        return ()
    breaks = np.flatnonzero(np.diff(middles[:, 2]) > SAME) + 1
    groups = np.split(np.arange(len(middles)), breaks)
    return _treads([_step(middles[group], areas[group]) for group in groups])


def _step(middles: Floats, areas: Floats) -> Step:
    x, y, z = (middles * areas[:, None]).sum(axis=0) / areas.sum()
    return Step(float(x), float(y), float(z), float(areas.sum()))


def _treads(steps: list[Step]) -> tuple[Step, ...]:
    """Without what is too small to tread on: rails, posts, nosings."""
    large = sorted(step.area for step in steps if step.area >= SMALLEST)
    if not large:
        return ()
    least = max(SMALLEST, large[len(large) // 2] * 0.3)
    return tuple(step for step in steps if step.area >= least)
