"""Small IFC files, written for tests: rooms, walls and doors as boxes, in any unit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import ifcopenshell
from ifcopenshell.guid import new


@dataclass
class House:
    """A building in one file. `unit` is what the file says it measures in, `scale` what its numbers are in metres
    times; alike unless the file lies."""

    unit: str = "m"
    scale: float = 1.0
    spaces: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.file = ifcopenshell.file(schema="IFC4")
        f = self.file
        prefix = {"m": None, "mm": "MILLI"}[self.unit]
        length = f.createIfcSIUnit(None, "LENGTHUNIT", prefix, "METRE")
        self.context = f.createIfcGeometricRepresentationContext(None, "Model", 3, 1e-5, self._axes(0, 0, 0))
        units = f.createIfcUnitAssignment([length])
        self.project = f.createIfcProject(new(), None, "P", None, None, None, None, [self.context], units)
        self.building = f.createIfcBuilding(new(), None, "Eksempelhuset", CompositionType="ELEMENT")
        f.createIfcRelAggregates(new(), None, None, None, self.project, [self.building])
        self.storeys: list[Any] = []

    def _n(self, metres: float) -> float:
        return float(metres * self.scale)

    def _axes(self, x: float, y: float, z: float) -> Any:
        return self.file.createIfcAxis2Placement3D(
            self.file.createIfcCartesianPoint((self._n(x), self._n(y), self._n(z)))
        )

    def _at(self, x: float, y: float, z: float, direction: tuple[float, float] = (1.0, 0.0)) -> Any:
        f = self.file
        axes = f.createIfcAxis2Placement3D(
            f.createIfcCartesianPoint((self._n(x), self._n(y), self._n(z))),
            f.createIfcDirection((0.0, 0.0, 1.0)),
            f.createIfcDirection((*direction, 0.0)),
        )
        return f.createIfcLocalPlacement(None, axes)

    def _solid(self, wide: float, deep: float, high: float) -> Any:
        f = self.file
        points = [(0, 0), (wide, 0), (wide, deep), (0, deep), (0, 0)]
        line = f.createIfcPolyline([f.createIfcCartesianPoint((self._n(x), self._n(y))) for x, y in points])
        profile = f.createIfcArbitraryClosedProfileDef("AREA", None, line)
        solid = f.createIfcExtrudedAreaSolid(
            profile, self._axes(0, 0, 0), f.createIfcDirection((0.0, 0.0, 1.0)), self._n(high)
        )
        shape = f.createIfcShapeRepresentation(self.context, "Body", "SweptSolid", [solid])
        return f.createIfcProductDefinitionShape(None, None, [shape])

    def storey(self, name: str, elevation: float) -> Any:
        made = self.file.createIfcBuildingStorey(
            new(),
            None,
            name,
            ObjectPlacement=self._at(0, 0, elevation),
            CompositionType="ELEMENT",
            Elevation=self._n(elevation),
        )
        self.file.createIfcRelAggregates(new(), None, None, None, self.building, [made])
        self.storeys.append(made)
        return made

    def space(
        self, name: str, x: float, y: float, wide: float, deep: float, z: float = 0, high: float = 2.5
    ) -> Any:
        made = self.file.createIfcSpace(
            new(),
            None,
            name,
            ObjectPlacement=self._at(x, y, z),
            Representation=self._solid(wide, deep, high),
            CompositionType="ELEMENT",
        )
        self.file.createIfcRelAggregates(new(), None, None, None, self.storeys[-1], [made])
        self.spaces[name] = made
        return made

    def _in_storey(self, element: Any) -> Any:
        self.file.createIfcRelContainedInSpatialStructure(
            new(), None, None, None, [element], self.storeys[-1]
        )
        return element

    def wall(self, x: float, y: float, wide: float, deep: float, z: float = 0, high: float = 2.7) -> Any:
        made = self.file.createIfcWall(
            new(), None, "W", ObjectPlacement=self._at(x, y, z), Representation=self._solid(wide, deep, high)
        )
        return self._in_storey(made)

    def door(
        self, x: float, y: float, *, upright: bool = True, width: float | None = 0.9, **values: Any
    ) -> Any:
        """Its middle stands there; `width` as stated, `real` as drawn."""
        real, thick, z = values.get("real", 0.9), 0.1, values.get("z", 0.0)
        direction = (0.0, 1.0) if upright else (1.0, 0.0)
        corner = (x + thick / 2, y - real / 2) if upright else (x - real / 2, y - thick / 2)
        made = self.file.createIfcDoor(
            new(),
            None,
            values.get("name", "D"),
            ObjectPlacement=self._at(*corner, z, direction),
            Representation=self._solid(real, thick, 2.1),
            OverallHeight=self._n(2.1),
            OverallWidth=None if width is None else self._n(width),
        )
        return self._in_storey(made)

    def properties(self, element: Any, **values: Any) -> None:
        f = self.file
        kinds = {bool: f.createIfcBoolean, str: f.createIfcLabel}
        rows = [
            f.createIfcPropertySingleValue(name, None, kinds[type(value)](value))
            for name, value in values.items()
        ]
        group = f.createIfcPropertySet(new(), None, "Pset_DoorCommon", None, rows)
        f.createIfcRelDefinesByProperties(new(), None, None, None, [element], group)

    def flight(self, x: float, y: float, *, bottom: float = 0.0, steps: int = 17, rise: float = 3.0) -> Any:
        """One stair of solid steps, upwards along x: 0.28 m deep, 1.2 m wide."""
        f, riser = self.file, rise / (steps + 1)
        solids = []
        for n in range(steps):
            points = [
                (n * 0.28, 0),
                ((n + 1) * 0.28, 0),
                ((n + 1) * 0.28, 1.2),
                (n * 0.28, 1.2),
                (n * 0.28, 0),
            ]
            line = f.createIfcPolyline(
                [f.createIfcCartesianPoint((self._n(a), self._n(b))) for a, b in points]
            )
            profile = f.createIfcArbitraryClosedProfileDef("AREA", None, line)
            up = f.createIfcDirection((0.0, 0.0, 1.0))
            solids.append(
                f.createIfcExtrudedAreaSolid(profile, self._axes(0, 0, 0), up, self._n(riser * (n + 1)))
            )
        shape = f.createIfcShapeRepresentation(self.context, "Body", "SweptSolid", solids)
        made = f.createIfcStairFlight(
            new(),
            None,
            "S",
            ObjectPlacement=self._at(x, y, bottom),
            Representation=f.createIfcProductDefinitionShape(None, None, [shape]),
        )
        return self._in_storey(made)

    def ramp(
        self,
        x: float,
        y: float,
        *,
        slope: float,
        rise: float,
        bottom: float = 0.0,
        kind: str = "IfcRampFlight",
    ) -> Any:
        """One wedge upwards along x, 1.2 m wide."""
        f, run = self.file, rise / slope
        points = [(0, 0), (run, 0), (run, rise), (0, 0)]
        line = f.createIfcPolyline([f.createIfcCartesianPoint((self._n(a), self._n(b))) for a, b in points])
        profile = f.createIfcArbitraryClosedProfileDef("AREA", None, line)
        upright = f.createIfcAxis2Placement3D(
            f.createIfcCartesianPoint((0.0, self._n(1.2), 0.0)),
            f.createIfcDirection((0.0, -1.0, 0.0)),
            f.createIfcDirection((1.0, 0.0, 0.0)),
        )
        up = f.createIfcDirection((0.0, 0.0, 1.0))
        solid = f.createIfcExtrudedAreaSolid(profile, upright, up, self._n(1.2))
        shape = f.createIfcShapeRepresentation(self.context, "Body", "SweptSolid", [solid])
        made = f.create_entity(
            kind,
            new(),
            None,
            "R",
            ObjectPlacement=self._at(x, y, bottom),
            Representation=f.createIfcProductDefinitionShape(None, None, [shape]),
        )
        return self._in_storey(made)

    def between(self, element: Any, *spaces: Any) -> None:
        """Space boundaries of the element."""
        for space in spaces:
            self.file.createIfcRelSpaceBoundary(
                new(), None, None, None, space, element, None, "PHYSICAL", "INTERNAL"
            )

    @property
    def content(self) -> bytes:
        return self.file.to_string().encode()


def two_rooms(unit: str = "m", scale: float = 1.0) -> House:
    """Two rooms with a wall and a door between them, and a door out."""
    house = House(unit, scale)
    house.storey("1", 0.0)
    house.space("A", 0, 0, 4, 4)
    house.space("B", 4.2, 0, 4, 4)
    house.wall(4, 0, 0.2, 4)
    house.door(4.1, 2, name="between")
    house.door(0, 2, name="out")
    return house
