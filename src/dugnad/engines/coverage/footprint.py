"""A building's outline on the ground, from what is known of its storeys."""

from __future__ import annotations

from collections.abc import Iterable

import shapely
from shapely.geometry import Polygon
from shapely.ops import unary_union

from dugnad.engines.coverage.shape import ring_of
from dugnad.engines.coverage.values import CannotFly, Ring

# Rooms are drawn to the inside of their walls: gaps narrower than twice this are walls, not courtyards.
WALL = 0.4
# Corners that stick out less than this are no facades of their own.
FINEST = 0.15


def footprint(rings: Iterable[Ring]) -> Ring:
    """The outer edge of all rings together, the largest part where they do not hang together.

    Lengths in metres. CannotFly('outline') when they enclose no square metre.
    """
    parts = [shapely.make_valid(Polygon(ring)) for ring in rings if len(ring) >= 3]
    grown = unary_union(parts).buffer(WALL, join_style="mitre").buffer(-WALL, join_style="mitre")
    pieces = [piece for piece in getattr(grown, "geoms", [grown]) if isinstance(piece, Polygon)]
    largest = max(pieces, key=lambda piece: piece.area, default=Polygon())
    if largest.area < 1.0:
        raise CannotFly("outline")
    simple = shapely.get_coordinates(Polygon(largest.exterior).simplify(FINEST))
    return ring_of(Polygon(simple))
