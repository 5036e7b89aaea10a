"""Where things are in an IFC file: storeys, the storey of an element, the site."""

from __future__ import annotations

from itertools import pairwise
from math import atan2, degrees
from typing import Any

from dugnad.engines.egress.plan import Site, Storey

GROUND = 1.6
"""A storey whose stated elevation lies this near to zero (metres) is the ground floor."""


def storeys(file: Any, unit: float) -> tuple[Storey, ...]:
    """From the lowest up; elevations as they are placed in the world, which may differ from what is stated."""
    from ifcopenshell.util.placement import get_local_placement

    rows = [
        (float(get_local_placement(storey.ObjectPlacement)[2, 3]) * unit, storey)
        if storey.ObjectPlacement
        else ((storey.Elevation or 0.0) * unit, storey)
        for storey in file.by_type("IfcBuildingStorey")
    ]
    rows.sort(key=lambda row: row[0])
    if not rows:
        return ()
    heights = [above[0] - low[0] for low, above in pairwise(rows)] + [3.0]
    return tuple(
        Storey(storey.GlobalId, _name(storey, number), elevation, max(height, 0.1))
        for number, ((elevation, storey), height) in enumerate(zip(rows, heights, strict=True), 1)
    )


def _name(storey: Any, number: int) -> str:
    return str(storey.Name or storey.LongName or number)


def ground(file: Any, unit: float) -> str | None:
    """The storey that is stated to lie at zero, if one with spaces does."""
    stated = [
        (abs(storey.Elevation * unit), storey.GlobalId)
        for storey in file.by_type("IfcBuildingStorey")
        if storey.Elevation is not None and any(relation.RelatedObjects for relation in storey.IsDecomposedBy)
    ]
    nearest = min(stated, default=None)
    return nearest[1] if nearest and nearest[0] <= GROUND else None


def storey_of(element: Any) -> str | None:
    """The id of the storey that holds the element, through whatever it is part of."""
    from ifcopenshell.util.element import get_container

    container: Any = get_container(element)
    while container is not None and not container.is_a("IfcBuildingStorey"):
        parents = [relation.RelatingObject for relation in container.Decomposes]
        container = parents[0] if parents else None
    return None if container is None else str(container.GlobalId)


def site(file: Any) -> Site | None:
    """Where the origin lies, if the file says so."""
    for one in file.by_type("IfcSite"):
        latitude, longitude = _degrees(one.RefLatitude), _degrees(one.RefLongitude)
        if (
            latitude is not None
            and longitude is not None
            and -90 <= latitude <= 90
            and -180 <= longitude <= 180
        ):
            return Site(round(latitude, 7), round(longitude, 7), _turned(file))
    return None


def _degrees(parts: Any) -> float | None:
    """Degrees, minutes, seconds and millionths of a second, all with the same sign (IfcCompoundPlaneAngleMeasure)."""
    if not parts:
        return None
    shares = (1.0, 60.0, 3600.0, 3600e6)
    return float(sum(part / share for part, share in zip(parts, shares, strict=False)))


def _turned(file: Any) -> float:
    for context in file.by_type("IfcGeometricRepresentationContext", include_subtypes=False):
        if context.TrueNorth:
            x, y = context.TrueNorth.DirectionRatios[:2]
            return round(-degrees(atan2(x, y)), 3)
    return 0.0
