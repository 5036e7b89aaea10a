"""Reads GeoJSON (RFC 7946): lines with properties. Lines meet where they have a point in common."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from dugnad.engines.walking.tags import left_out, named
from dugnad.engines.walking.values import Line, Place, Read, Unusable, place

MOST_BYTES = 100 * 1024 * 1024
WEST, SOUTH, EAST, NORTH = 4.0, 57.5, 32.0, 81.0
WGS84 = ("CRS84", "4326")


def read(content: bytes) -> Read:
    """The ways that can be walked. Raises Unusable: no_json, no_geojson, projection, metres, swapped, not_in_norway."""
    if len(content) > MOST_BYTES:
        raise Unusable("too_large", bytes=len(content), most=MOST_BYTES)
    told = _json(content)
    _check_projection(told)
    found = Read()
    for feature in _features(told):
        _take(found, feature)
    return found


def _json(content: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as wrong:
        raise Unusable("no_json") from wrong
    if not isinstance(told, dict) or told.get("type") not in ("FeatureCollection", "Feature"):
        raise Unusable("no_geojson")
    return told


def _check_projection(told: Mapping[str, Any]) -> None:
    name = json.dumps(told.get("crs") or {})
    if "name" in name and not any(known in name for known in WGS84):
        raise Unusable("projection", name=name[:120])


def _features(told: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    features = told.get("features") if told["type"] == "FeatureCollection" else [told]
    if not isinstance(features, list):
        raise Unusable("no_geojson")
    for feature in features:
        if not isinstance(feature, dict):
            raise Unusable("no_geojson")
        yield feature


def _take(found: Read, feature: Mapping[str, Any]) -> None:
    properties = feature.get("properties")
    tags = {
        str(key): str(value) for key, value in (properties if isinstance(properties, dict) else {}).items()
    }
    lines = list(_lines(feature.get("geometry")))
    reason = left_out(tags, plain=True) if lines else "no_line"
    if reason:
        found.leave_out(reason)
        return
    found.lines += [Line(named(tags), points) for points in lines]


def _lines(geometry: Any) -> Iterator[tuple[Place, ...]]:
    if not isinstance(geometry, dict):
        return
    coordinates = geometry.get("coordinates")
    if geometry.get("type") == "LineString":
        yield _points(coordinates)
    elif geometry.get("type") == "MultiLineString" and isinstance(coordinates, list):
        yield from map(_points, coordinates)


def _points(coordinates: Any) -> tuple[Place, ...]:
    try:
        return tuple(_point(float(one[0]), float(one[1])) for one in coordinates)
    except (TypeError, ValueError, IndexError, KeyError, OverflowError) as wrong:
        raise Unusable("no_place", given=str(coordinates)[:60]) from wrong


def _point(x: float, y: float) -> Place:
    check(x, y)
    return place(x, y)


def check(x: float, y: float) -> None:
    """That a place is in Norway, in degrees, longitude first; otherwise Unusable, which says what it looks like."""
    if WEST <= x <= EAST and SOUTH <= y <= NORTH:
        return
    code = "not_in_norway"
    if not (abs(x) <= 180 and abs(y) <= 90):
        code = "metres"
    elif WEST <= y <= EAST and SOUTH <= x <= NORTH:
        code = "swapped"
    raise Unusable(code, given=f"{x:g}, {y:g}")
