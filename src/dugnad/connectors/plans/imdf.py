"""Plans in Apple's Indoor Mapping Data Format 1.0 (OGC community standard): a ZIP of GeoJSON files by feature type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dugnad.connectors.plans import amenities
from dugnad.connectors.plans.geo import Feature, Frame, collection, features, frame_of
from dugnad.connectors.plans.geojson import HEIGHT, door
from dugnad.engines.egress.assembly.naming import is_refuge, kind_of
from dugnad.engines.egress.assembly.values import Raw, RawDoor, RawRamp, RawSpace, RawStair, Unusable
from dugnad.engines.egress.plan import Site, SpaceKind, Storey

TYPES = ("venue", "building", "level", "unit", "opening", "amenity", "fixture", "relationship")
KINDS = {
    "stairs": SpaceKind.STAIR,
    "steps": SpaceKind.STAIR,
    "escalator": SpaceKind.STAIR,
    "ramp": SpaceKind.CORRIDOR,
    "elevator": SpaceKind.LIFT,
    "walkway": SpaceKind.CORRIDOR,
    "foodservice": SpaceKind.ROOM,
    "lobby": SpaceKind.CORRIDOR,
    "serviceshaft": SpaceKind.SHAFT,
}
STAIRS = ("stairs", "escalator")
SOLID = ("structure", "opentobelow", "nonpublic.structure")
"""Units that no one stands in."""
Rows = Mapping[str, list[dict[str, Any]]]


def raw_of(bodies: Mapping[str, bytes], name: str) -> Raw:
    """The elements of an IMDF archive; raises Unusable: 'broken', 'no_features', 'no_storeys'."""
    rows = {kind: collection(bodies[kind]) for kind in TYPES if kind in bodies}
    frame = frame_of(rows.get("unit", rows.get("level", [])))
    levels = list(features(rows.get("level", []), frame, "level"))
    if not levels:
        raise Unusable("no_storeys")
    units = list(features(rows.get("unit", []), frame, "unit"))
    site = Site(round(frame.origin[1], 7), round(frame.origin[0], 7)) if frame.origin else None
    spaces = [_space(unit) for unit in units if unit.rings and _category(unit) not in SOLID]
    things = list(features(rows.get("amenity", []), frame, "amenity"))
    fixtures = list(features(rows.get("fixture", []), frame, "fixture"))
    marks = amenities.marks(things, spaces)
    return Raw(
        source="imdf",
        name=_name(rows, frame) or name.rsplit(".", 1)[0],
        storeys=_storeys(levels),
        spaces=amenities.with_refuges(spaces, marks),
        doors=tuple(_openings(rows, frame, units)),
        stairs=tuple(RawStair(*one, spaces=ends) for one, ends in _relations(rows, frame, STAIRS)),
        ramps=tuple(RawRamp(*one, spaces=ends) for one, ends in _relations(rows, frame, ("ramp",))),
        marks=marks,
        site=site,
        ground=next((level.id for level in levels if level.number("ordinal") == 0), None),
        notes=tuple(amenities.notes(things, fixtures, marks)),
    )


def _category(feature: Feature) -> str:
    return feature.text("category").lower()


def _name(rows: Rows, frame: Frame) -> str:
    named = (
        f.text("name") for kind in ("building", "venue") for f in features(rows.get(kind, []), frame, kind)
    )
    return next(filter(None, named), "")


def _storeys(levels: Iterable[Feature]) -> tuple[Storey, ...]:
    """IMDF knows the order of levels, not their height: each counts three metres."""
    ordered = sorted(levels, key=lambda level: level.number("ordinal") or 0.0)
    return tuple(
        Storey(
            level.id,
            level.text("name", "short_name") or level.id,
            (level.number("ordinal") or 0) * HEIGHT,
            HEIGHT,
        )
        for level in ordered
    )


def _space(unit: Feature) -> RawSpace:
    name = unit.text("name", "alt_name") or unit.id
    category = _category(unit)
    return RawSpace(
        id=unit.id,
        name=name,
        storey=unit.text("level_id"),
        ring=unit.rings[0],
        holes=unit.rings[1:],
        kind=KINDS.get(category) or kind_of(name),
        outside=category.startswith("outdoor") or category == "terrace",
        refuge=is_refuge(f"{name} {unit.text('accessibility')}"),
        ramp=category == "ramp",
    )


def _openings(rows: Rows, frame: Frame, units: Iterable[Feature]) -> Iterable[RawDoor]:
    """Openings are lines; those with a door are doors, emergency exits lead out."""
    rings: dict[str, list[Any]] = {}
    for unit in units:
        if unit.rings:
            rings.setdefault(unit.text("level_id"), []).append(unit.rings[0])
    for opening in features(rows.get("opening", []), frame, "opening"):
        if opening.point is None:
            continue
        level, category = opening.text("level_id"), _category(opening)
        plain = not opening.properties.get("door") and not category.startswith("emergencyexit")
        yield door(
            opening, level, rings.get(level, []), is_exit=category.startswith("emergencyexit"), opening=plain
        )


def _relations(
    rows: Rows, frame: Frame, kinds: tuple[str, ...]
) -> Iterable[tuple[tuple[str, str], tuple[str, ...]]]:
    """Relationships of these kinds: id and name, and which two units they join."""
    for relation in features(rows.get("relationship", []), frame, "relationship"):
        ends = tuple(_end(relation.properties.get(end)) for end in ("origin", "destination"))
        if _category(relation) in kinds and all(ends):
            yield (relation.id, relation.text("name")), ends


def _end(value: Any) -> str:
    return str(value.get("id", "")) if isinstance(value, dict) else ""
