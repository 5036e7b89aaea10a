"""Plans as one GeoJSON FeatureCollection; the properties that are read are told in docs/buildings.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dugnad.connectors.plans.geo import Feature, along, collection, edge_at, features, frame_of
from dugnad.engines.egress.assembly.naming import is_refuge, kind_of
from dugnad.engines.egress.assembly.values import (
    Raw,
    RawBorder,
    RawDoor,
    RawLift,
    RawRamp,
    RawSpace,
    RawStair,
    RawWall,
)
from dugnad.engines.egress.plan import Site, SpaceKind, Storey

HEIGHT = 3.0
DOORS = ("door", "exit", "opening")
USUAL = 0.9


def raw_of(content: bytes, name: str) -> Raw:
    """The elements of a FeatureCollection; raises Unusable: 'broken', 'no_features', 'too_many'."""
    rows = collection(content)
    frame = frame_of(rows)
    found = list(features(rows, frame))
    spaces = [f for f in found if f.rings and f.kind not in ("wall", "building", *DOORS)]
    storeys = _storeys(found)
    site = Site(round(frame.origin[1], 7), round(frame.origin[0], 7)) if frame.origin else None
    return Raw(
        source="geojson",
        name=next((f.text("name") for f in found if f.kind == "building"), "") or name.rsplit(".", 1)[0],
        storeys=storeys,
        spaces=tuple(_space(f) for f in spaces),
        doors=tuple(_doors(found, spaces)),
        stairs=tuple(_stairs(found)),
        lifts=tuple(_lifts(found)),
        ramps=tuple(_ramps(found)),
        borders=tuple(_borders(found)),
        walls=tuple(RawWall(f.rings, 0, 0, storey_of(f)) for f in found if f.kind == "wall" and f.rings),
        site=site,
        ground=next((storey.id for storey in storeys if storey.elevation == 0), None),
    )


def storey_of(feature: Feature) -> str:
    """What the feature says of its storey."""
    return feature.text("storey", "level", "floor", "etasje") or "0"


def _storeys(found: Iterable[Feature]) -> tuple[Storey, ...]:
    """From the lowest up: as stated by features of the kind storey, else from numbers that storeys are called by."""
    known: dict[str, tuple[str, float, float]] = {}
    placed = list(found)
    for f in placed:
        if f.kind in ("storey", "level"):
            elevation = f.number("elevation")
            height = f.number("height") or HEIGHT
            order = f.number("ordinal") or 0.0
            known[f.id] = (
                f.text("name") or f.id,
                elevation if elevation is not None else order * height,
                height,
            )
    for f in placed:
        if f.kind not in ("storey", "level", "building") and (f.point or f.rings):
            known.setdefault(storey_of(f), _from_name(storey_of(f), f.number("elevation")))
    rows = sorted(known.items(), key=lambda row: row[1][1])
    return tuple(Storey(id, name, elevation, height) for id, (name, elevation, height) in rows)


def _from_name(name: str, elevation: float | None) -> tuple[str, float, float]:
    digits = "".join(c for c in name if c in "-0123456789.")
    try:
        number = float(digits)
    except ValueError:
        number = 0.0
    return name, elevation if elevation is not None else number * HEIGHT, HEIGHT


def _space(f: Feature) -> RawSpace:
    name = f.text("name", "label", "number") or f.id
    kinds = {kind.value: kind for kind in SpaceKind} | {"stairs": SpaceKind.STAIR, "elevator": SpaceKind.LIFT}
    kinds["ramp"] = SpaceKind.CORRIDOR
    kind = kinds.get(f.kind if f.kind != "room" else "") or kind_of(f"{name} {f.text('category')}")
    return RawSpace(
        id=f.id,
        name=name,
        storey=storey_of(f),
        ring=f.rings[0],
        holes=f.rings[1:],
        kind=kind,
        outside=f.kind == "outside" or f.flag("outside", "outdoor"),
        refuge=f.flag("refuge") or is_refuge(name),
        ramp=f.kind == "ramp",
    )


def _doors(found: Iterable[Feature], spaces: Sequence[Feature]) -> Iterable[RawDoor]:
    rings: dict[str, list[tuple[tuple[float, float], ...]]] = {}
    for f in spaces:
        rings.setdefault(storey_of(f), []).append(f.rings[0])
    for f in found:
        if f.kind in DOORS and f.point is not None:
            yield door(
                f, storey_of(f), rings.get(storey_of(f), []), is_exit=f.kind == "exit" or f.flag("exit")
            )


def door(
    f: Feature,
    storey: str,
    rings: Iterable[tuple[tuple[float, float], ...]],
    *,
    is_exit: bool = False,
    opening: bool | None = None,
) -> RawDoor:
    """A door from a point or a line; a point's direction is that of the nearest wall."""
    point = f.point or (0.0, 0.0)
    drawn = along(f.line)
    stated = f.number("width")
    width = stated or (drawn[1] if drawn else USUAL)
    direction = drawn[0] if drawn else edge_at(point, rings) or (1.0, 0.0)
    ends = f.properties.get("spaces")
    return RawDoor(
        id=f.id,
        storey=storey,
        at=point,
        along=direction,
        width=width,
        depth=f.number("depth") or 0.1,
        spaces=tuple(str(end) for end in ends[:2]) if isinstance(ends, list) else (),
        is_exit=is_exit,
        external=True if f.flag("external") else None,
        fire_door=f.flag("fire_door"),
        opening=f.kind == "opening" if opening is None else opening,
        guessed=() if stated or drawn else ("width",),
    )


def _ends(f: Feature) -> tuple[str, ...]:
    ends = f.properties.get("spaces")
    return tuple(str(end) for end in ends[:2]) if isinstance(ends, list) and len(ends) == 2 else ()


def _stairs(found: Iterable[Feature]) -> Iterable[RawStair]:
    """Stairs that name the two spaces they join; those drawn as spaces are joined where they lie over one another."""
    for f in found:
        if f.kind in ("stair", "stairs") and not f.rings and _ends(f):
            yield RawStair(f.id, f.text("name"), width=f.number("width"), spaces=_ends(f))


def _ramps(found: Iterable[Feature]) -> Iterable[RawRamp]:
    """Ramps that name the two spaces they join."""
    for f in found:
        if f.kind == "ramp" and not f.rings and _ends(f):
            width, length, slope = f.number("width"), f.number("length"), f.number("slope")
            yield RawRamp(f.id, f.text("name"), width=width, length=length, slope=slope, spaces=_ends(f))


def _lifts(found: Iterable[Feature]) -> Iterable[RawLift]:
    for f in found:
        if f.kind in ("lift", "elevator") and not f.rings and f.point is not None:
            yield RawLift(f.id, f.text("name"), f.point, f.number("bottom") or -1e3, f.number("top") or 1e3)


def _borders(found: Iterable[Feature]) -> Iterable[RawBorder]:
    for f in found:
        if f.kind == "opening" and f.point is None and _ends(f):
            yield RawBorder(*_ends(f))
