"""Doors of an IFC file: where, how wide, and what it says that they join. Stated widths are held against geometry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from dugnad.connectors.plans.ifc import placing
from dugnad.connectors.plans.ifc.meshes import Floats, Mesh
from dugnad.engines.egress.assembly.values import RawDoor

ALIKE = (0.6, 1.4)
"""Stated width through measured width, frame and trim included, when both tell of the same door."""
FRAME = 0.1
USUAL = 0.9
HEADROOM = 1.8
RATING = re.compile(
    r"\b(R?E[IW]?2?|T|F|FD|A|B)\s?-?\s?\d{2,3}|^\s*\d{2,3}\s*(min|m)?\s*$|\bhour|\bmin\b", re.I
)


@dataclass(frozen=True, slots=True)
class Box:
    """An element along its own axes: middle, unit vector along its width, width and depth (metres), floor."""

    middle: tuple[float, float]
    along: tuple[float, float]
    width: float
    depth: float
    bottom: float
    top: float


def doors(file: Any, unit: float, shapes: dict[int, Mesh]) -> tuple[tuple[RawDoor, ...], int]:
    """All doors and the passages without one; and how many property sets said nothing of use."""
    from ifcopenshell.util.element import get_psets

    found, ignored = [], 0
    for door in file.by_type("IfcDoor"):
        properties = get_psets(door).get("Pset_DoorCommon", {})
        rating = str(properties.get("FireRating") or "").strip()
        ignored += bool(rating) and not RATING.search(rating)
        found += _door(door, unit, shapes, properties)
    return (*found, *_passages(file, shapes)), ignored


def _door(door: Any, unit: float, shapes: dict[int, Mesh], properties: dict[str, Any]) -> list[RawDoor]:
    box = _box(door, shapes, unit)
    if box is None:
        return []
    opening = _opening(door)
    frame = _box(opening, shapes, unit) if opening is not None else None
    at, depth = _middle(box, frame)
    width, guessed = _width(door.OverallWidth, unit, box.width if door.id() in shapes else None)
    external = properties.get("IsExternal")
    rating = str(properties.get("FireRating") or "")
    return [
        RawDoor(
            id=door.GlobalId,
            storey=placing.storey_of(door),
            at=at,
            along=box.along,
            width=width,
            depth=depth,
            floor=box.bottom,
            spaces=tuple(_bounded(door)),
            external=external if isinstance(external, bool) else None,
            fire_door=bool(RATING.search(rating)) or properties.get("SmokeStop") is True,
            guessed=guessed,
        )
    ]


def _bounded(door: Any) -> Iterable[str]:
    for relation in getattr(door, "ProvidesBoundaries", ()):
        space = relation.RelatingSpace
        if space is not None and space.is_a("IfcSpace"):
            yield space.GlobalId


def _opening(door: Any) -> Any:
    fills = getattr(door, "FillsVoids", ())
    return fills[0].RelatingOpeningElement if fills else None


def _box(element: Any, shapes: dict[int, Mesh], unit: float) -> Box | None:
    """The element's box; without geometry, a leaf of the stated width from where it is placed."""
    from ifcopenshell.util.placement import get_local_placement

    if not element.ObjectPlacement:
        return None
    matrix = np.asarray(get_local_placement(element.ObjectPlacement), dtype=np.float64)
    axis = matrix[:2, 0]
    length = float(np.hypot(*axis))
    along = axis / length if length > 1e-6 else np.array([1.0, 0.0])
    mesh = shapes.get(element.id())
    if mesh is not None:
        return _measured(mesh, along)
    width = float(getattr(element, "OverallWidth", None) or USUAL / unit) * unit
    start = matrix[:3, 3] * unit
    x, y = start[:2] + along * width / 2
    return Box(
        (float(x), float(y)),
        (float(along[0]), float(along[1])),
        width,
        0.1,
        float(start[2]),
        float(start[2]) + 2,
    )


def _measured(mesh: Mesh, along: Floats) -> Box:
    across = np.array([-along[1], along[0]])
    points = mesh.points[:, :2]
    on_width, on_depth = points @ along, points @ across
    low, high = on_width.min(), on_width.max()
    near, far = on_depth.min(), on_depth.max()
    middle = along * (low + high) / 2 + across * (near + far) / 2
    return Box(
        (float(middle[0]), float(middle[1])),
        (float(along[0]), float(along[1])),
        float(high - low),
        float(far - near),
        mesh.bottom,
        mesh.top,
    )


def _middle(box: Box, frame: Box | None) -> tuple[tuple[float, float], float]:
    """The middle of the passage through the wall, and the wall's thickness."""
    if frame is None:
        return box.middle, min(box.depth, 1.0)
    along, across = np.array(box.along), np.array([-box.along[1], box.along[0]])
    turned = abs(float(np.dot(along, frame.along))) < 0.7
    depth = frame.width if turned else frame.depth
    middle = along * (along @ np.array(box.middle)) + across * (across @ np.array(frame.middle))
    return (float(middle[0]), float(middle[1])), min(depth, 1.5)


def _width(stated: float | None, unit: float, measured: float | None) -> tuple[float, tuple[str, ...]]:
    """Metres; the stated width if geometry bears it out in the file's unit or in millimetres, else the measured."""
    if measured is None:
        return (stated * unit, ("width",)) if stated else (USUAL, ("width",))
    for value in (stated or 0) * unit, (stated or 0) * 0.001, float(stated or 0):
        if ALIKE[0] <= value / max(measured, 1e-6) <= ALIKE[1]:
            return value, ()
    return max(measured - FRAME, 0.5 * measured), ("width",) if stated else ()


def matters(opening: Any) -> bool:
    """True for an opening that a door fills, or nothing: not a window's."""
    filled = [relation.RelatedBuildingElement for relation in opening.HasFillings]
    return not filled or any(element.is_a("IfcDoor") for element in filled)


def _passages(file: Any, shapes: dict[int, Mesh]) -> Iterable[RawDoor]:
    """Openings in walls that nothing fills and that reach from the floor to above one's head."""
    for opening in file.by_type("IfcOpeningElement"):
        mesh = shapes.get(opening.id())
        voids = opening.VoidsElements
        host = voids[0].RelatingBuildingElement if voids else None
        if mesh is None or opening.HasFillings or host is None or not host.is_a("IfcWall"):
            continue
        if mesh.top - mesh.bottom >= HEADROOM:
            yield from _passage(opening, host, mesh)


def _passage(opening: Any, host: Any, mesh: Mesh) -> Iterable[RawDoor]:
    from ifcopenshell.util.placement import get_local_placement

    matrix = np.asarray(get_local_placement(host.ObjectPlacement), dtype=np.float64)
    axis = matrix[:2, 0]
    length = float(np.hypot(*axis))
    if length < 1e-6:
        return
    box = _measured(mesh, axis / length)
    yield RawDoor(
        id=opening.GlobalId,
        storey=placing.storey_of(host),
        at=box.middle,
        along=box.along,
        width=box.width,
        depth=min(box.depth, 1.5),
        floor=mesh.bottom,
        opening=True,
    )
