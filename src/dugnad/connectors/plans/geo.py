"""Features of GeoJSON (RFC 7946) as plane shapes in metres, shared by IMDF and plain GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, isfinite, radians
from typing import Any

from dugnad.engines.egress.assembly.values import Unusable
from dugnad.engines.egress.plan import Point, Ring

METRES_A_DEGREE = 111_320.0
"""Of latitude, on the mean sphere of WGS 84."""
DEGREES = 0.1
"""What spreads over less than this, within the bounds of the globe, is in degrees: no building is this large."""
MOST_FEATURES = 60_000


@dataclass(frozen=True, slots=True)
class Feature:
    """`rings`: of a polygon's largest part, outer first. `line`: of a line. `point`: of a point or a line's middle."""

    id: str
    kind: str
    properties: dict[str, Any]
    rings: tuple[Ring, ...] = ()
    line: Ring = ()
    point: Point | None = None

    def text(self, *names: str) -> str:
        """The first of the properties that says something; of labels by language, Norwegian first."""
        return next(filter(None, (_text(self.properties.get(name)) for name in names)), "")

    def number(self, *names: str) -> float | None:
        """The first of the properties that is a number."""
        values = (self.properties.get(name) for name in names)
        return next((float(v) for v in values if isinstance(v, int | float) and _is_number(v)), None)

    def flag(self, *names: str) -> bool:
        """True if one of the properties is true."""
        return any(self.properties.get(name) in (True, "true", "yes", 1) for name in names)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        value = next(
            (value[key] for key in ("nb", "no", "nn", "en") if value.get(key)), next(iter(value.values()), "")
        )
    return str(value).strip()[:160] if isinstance(value, str | int | float) else ""


@dataclass(frozen=True, slots=True)
class Frame:
    """How coordinates become metres: `origin` in degrees (longitude, latitude), or None when they are lengths."""

    origin: Point | None

    def metres(self, point: Any) -> Point:
        """Equirectangular about the origin: true to a millimetre over a building."""
        x, y = float(point[0]), float(point[1])
        if self.origin is None:
            return x, y
        lon, lat = self.origin
        return (x - lon) * METRES_A_DEGREE * cos(radians(lat)), (y - lat) * METRES_A_DEGREE


def collection(content: bytes) -> list[dict[str, Any]]:
    """The features of a FeatureCollection; raises Unusable('broken') or ('no_features')."""
    try:
        values = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as broken:
        raise Unusable("broken", what=str(broken)[:200]) from broken
    found = values.get("features") if isinstance(values, dict) else None
    if not isinstance(found, list):
        raise Unusable("no_features")
    if len(found) > MOST_FEATURES:
        raise Unusable("too_many", spaces=len(found), most=MOST_FEATURES)
    return [one for one in found if isinstance(one, dict)]


def frame_of(rows: Iterable[dict[str, Any]]) -> Frame:
    """The frame in which these features' coordinates are metres."""
    points = [point for row in rows for point in _numbers((row.get("geometry") or {}).get("coordinates"))]
    if not points:
        return Frame(None)
    xs, ys = zip(*points, strict=True)
    on_globe = min(xs) >= -180 and max(xs) <= 180 and min(ys) >= -90 and max(ys) <= 90
    small = max(max(xs) - min(xs), max(ys) - min(ys)) < DEGREES
    if not (on_globe and small):
        return Frame(None)
    return Frame(((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2))


def _numbers(values: Any, depth: int = 0) -> Iterator[Point]:
    if not isinstance(values, list) or depth > 5:
        return
    if len(values) >= 2 and all(map(_is_number, values[:2])):
        yield float(values[0]), float(values[1])
        return
    for value in values:
        yield from _numbers(value, depth + 1)


def features(rows: Iterable[dict[str, Any]], frame: Frame, kind: str = "") -> Iterator[Feature]:
    """The features in metres; what has coordinates that are no numbers raises Unusable('broken')."""
    for number, row in enumerate(rows, 1):
        geometry = row.get("geometry") or {}
        properties = row.get("properties") or {}
        named = row.get("id") or properties.get("id") or f"{kind or 'f'}{number}"
        try:
            yield _feature(str(named)[:64], kind, properties, geometry, frame)
        except (TypeError, ValueError, IndexError, KeyError, AttributeError) as broken:
            raise Unusable("broken", what=f"feature {number}") from broken


def _feature(
    id: str, kind: str, properties: dict[str, Any], geometry: dict[str, Any], frame: Frame
) -> Feature:
    shape: Any = geometry.get("type")
    coordinates: Any = geometry.get("coordinates")
    kind = kind or str(properties.get("kind") or properties.get("feature_type") or "").strip().lower()
    if shape == "MultiPolygon":
        coordinates, shape = max(coordinates, key=lambda part: _area(part[0])), "Polygon"
    if shape == "Polygon":
        rings = tuple(_closed(frame.metres(p) for p in ring) for ring in coordinates)
        return Feature(id, kind, properties, rings=rings, point=_mean(rings[0]))
    if shape == "MultiLineString":
        coordinates, shape = coordinates[0], "LineString"
    if shape == "LineString":
        line = tuple(frame.metres(p) for p in coordinates)
        return Feature(id, kind, properties, line=line, point=_halfway(line))
    if shape == "Point":
        return Feature(id, kind, properties, point=frame.metres(coordinates))
    return Feature(id, kind, properties)


def _area(ring: Any) -> float:
    points = [(float(p[0]), float(p[1])) for p in ring]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points)))


def _closed(points: Iterable[Point]) -> Ring:
    ring = tuple(points)
    return ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring


def _mean(ring: Ring) -> Point:
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def _halfway(line: Ring) -> Point:
    (ax, ay), (bx, by) = line[0], line[-1]
    return (ax + bx) / 2, (ay + by) / 2


def along(line: Ring) -> tuple[Point, float] | None:
    """A line's direction as a unit vector and its length from end to end; None when it has none."""
    if len(line) < 2:
        return None
    (ax, ay), (bx, by) = line[0], line[-1]
    length = hypot(bx - ax, by - ay)
    return (((bx - ax) / length, (by - ay) / length), length) if length > 1e-6 else None


def edge_at(point: Point, rings: Iterable[Ring]) -> Point | None:
    """The direction of the edge that lies nearest to the point: along which a door there stands."""
    best: tuple[float, Point] | None = None
    for ring in rings:
        for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
            found = _off(point, a, b)
            if found is not None and (best is None or found[0] < best[0]):
                best = found
    return best[1] if best else None


def _off(point: Point, a: Point, b: Point) -> tuple[float, Point] | None:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = hypot(dx, dy)
    if length < 1e-6:
        return None
    u = (dx / length, dy / length)
    t = min(max((point[0] - a[0]) * u[0] + (point[1] - a[1]) * u[1], 0.0), length)
    return hypot(point[0] - a[0] - u[0] * t, point[1] - a[1] - u[1] * t), u
