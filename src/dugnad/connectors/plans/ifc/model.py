"""An IFC file as raw elements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dugnad.connectors.plans.ifc import doors, placing, ramps, stairs
from dugnad.connectors.plans.ifc.meshes import Mesh, footprint, meshes
from dugnad.engines.egress.assembly.floors import holes_of, ring_of
from dugnad.engines.egress.assembly.naming import is_refuge, kind_of
from dugnad.engines.egress.assembly.values import Note, Raw, RawBorder, RawLift, RawSpace, RawWall, Unusable

# Windows stand in walls, whose openings are not cut out here.
BARRIERS = ("IfcWall", "IfcRailing", "IfcColumn", "IfcPlate", "IfcMember", "IfcCurtainWall")
SLOPES = ("IfcRamp", "IfcRampFlight")
MOST_ELEMENTS = 200_000
ROOF = 25.0
"""What a barrier covers seen from above, at most, when it is not a wall (square metres)."""


@dataclass(frozen=True, slots=True)
class Model:
    """An open file with its unit (metres) and the meshes of what matters."""

    file: Any
    unit: float
    shapes: dict[int, Mesh]


def raw_of(content: bytes, name: str) -> Raw:
    """The storeys, spaces, doors, stairs, lifts, ramps and walls of an IFC file (2x3, 4, 4x3).

    Raises Unusable: 'no_reader', 'broken', 'no_storeys', 'too_many'.
    """
    model = _open(content)
    storeys = placing.storeys(model.file, model.unit)
    if not storeys:
        raise Unusable("no_storeys")
    found, ignored = doors.doors(model.file, model.unit, model.shapes)
    notes = [Note("property_sets_ignored", ignored)] if ignored else []
    return Raw(
        source="ifc",
        name=_name(model.file, name),
        storeys=storeys,
        spaces=tuple(_spaces(model)),
        doors=found,
        stairs=stairs.stairs(model.file, model.unit, model.shapes),
        lifts=tuple(_lifts(model)),
        ramps=ramps.ramps(model.file, model.shapes),
        borders=tuple(_borders(model.file)),
        walls=tuple(_walls(model)),
        site=placing.site(model.file),
        ground=placing.ground(model.file, model.unit),
        notes=tuple(notes),
    )


def _open(content: bytes) -> Model:
    try:
        import ifcopenshell
        from ifcopenshell.util.unit import calculate_unit_scale
    except ImportError as missing:
        raise Unusable("no_reader") from missing
    try:
        file = ifcopenshell.file.from_string(content.decode("latin-1"))
        whole = content.rstrip().endswith(b"END-ISO-10303-21;") and bool(file.by_type("IfcProject"))
        unit = float(calculate_unit_scale(file)) if whole else 0.0
    except Exception as error:
        raise Unusable("broken", what=str(error)[:200]) from error
    if not whole or unit <= 0:
        raise Unusable("broken", what="")
    return Model(file, unit, meshes(file, _wanted(file)))


def _wanted(file: Any) -> list[Any]:
    kinds = ("IfcSpace", "IfcDoor", "IfcStair", "IfcStairFlight", "IfcTransportElement", *SLOPES, *BARRIERS)
    found = {element.id(): element for kind in kinds for element in _all(file, kind)}
    for stair in _all(file, "IfcStair"):
        found |= {part.id(): part for part in stairs.parts(stair)}
    for ramp in _all(file, "IfcRamp"):
        found |= {part.id(): part for part in ramps.parts(ramp)}
    found |= {opening.id(): opening for opening in _all(file, "IfcOpeningElement") if doors.matters(opening)}
    if len(found) > MOST_ELEMENTS:
        raise Unusable("too_many", spaces=len(found), most=MOST_ELEMENTS)
    return [element for element in found.values() if element.Representation]


def _all(file: Any, kind: str) -> list[Any]:
    found: list[Any] = file.by_type(kind)
    return found


def _name(file: Any, name: str) -> str:
    named = (building.LongName or building.Name for building in file.by_type("IfcBuilding"))
    return next(filter(None, named), "") or name.rsplit(".", 1)[0]


def _spaces(model: Model) -> Iterable[RawSpace]:
    for space in model.file.by_type("IfcSpace"):
        mesh = model.shapes.get(space.id())
        if mesh is not None and not _gross(space):
            yield from _space(space, mesh)


def _space(space: Any, mesh: Mesh) -> Iterable[RawSpace]:
    shape = footprint(mesh)
    if shape.is_empty:
        return
    name = " ".join(dict.fromkeys(filter(None, (space.Name, space.LongName))))
    outside = "EXTERNAL" in (
        getattr(space, "InteriorOrExteriorSpace", None),
        getattr(space, "PredefinedType", None),
    )
    yield RawSpace(
        id=space.GlobalId,
        name=name.strip() or space.GlobalId,
        storey=placing.storey_of(space),
        ring=ring_of(shape),
        holes=holes_of(shape),
        floor=mesh.bottom,
        top=mesh.top,
        kind=kind_of(name),
        outside=outside,
        refuge=is_refuge(name),
    )


def _gross(space: Any) -> bool:
    """True for what holds other spaces: gross areas, zones drawn as spaces."""
    parts = (part for relation in space.IsDecomposedBy for part in relation.RelatedObjects)
    return getattr(space, "PredefinedType", None) == "GFA" or any(part.is_a("IfcSpace") for part in parts)


def _lifts(model: Model) -> Iterable[RawLift]:
    for element in _all(model.file, "IfcTransportElement"):
        kind = getattr(element, "PredefinedType", None) or getattr(element, "OperationType", None)
        mesh = model.shapes.get(element.id())
        if kind not in ("ELEVATOR", "LIFTINGGEAR", None, "NOTDEFINED") or mesh is None:
            continue
        x, y, _z = mesh.middle
        at = (round(float(x), 3), round(float(y), 3))
        yield RawLift(element.GlobalId, element.Name or "", at, mesh.bottom, mesh.top)


def _borders(file: Any) -> Iterable[RawBorder]:
    """Two spaces that one virtual element bounds lie open to one another."""
    held: dict[int, list[str]] = {}
    for relation in _all(file, "IfcRelSpaceBoundary"):
        element, space = relation.RelatedBuildingElement, relation.RelatingSpace
        if element is not None and element.is_a("IfcVirtualElement") and space is not None:
            held.setdefault(element.id(), []).append(space.GlobalId)
    for spaces in held.values():
        different = list(dict.fromkeys(spaces))
        if len(different) == 2:
            yield RawBorder(*different)


def _walls(model: Model) -> Iterable[RawWall]:
    for kind in BARRIERS:
        for element in _all(model.file, kind):
            mesh = model.shapes.get(element.id())
            shape = footprint(mesh) if mesh is not None else None
            if mesh is None or shape is None or shape.is_empty:
                continue
            if kind in ("IfcPlate", "IfcMember") and shape.area > ROOF:
                continue
            yield RawWall((ring_of(shape), *holes_of(shape)), mesh.bottom, mesh.top)
