"""Zones of ED-269 are read, and files that cannot be are refused with the zone that is wrong."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dugnad.connectors.geozones import Unreadable, read
from dugnad.connectors.geozones.shapes import circle
from dugnad.engines.coverage.globe import Origin

SQUARE = [[[5.30, 60.36], [5.36, 60.36], [5.36, 60.40], [5.30, 60.40], [5.30, 60.36]]]


def part(**more: Any) -> dict[str, Any]:
    values = {
        "uomDimensions": "M",
        "lowerLimit": 0,
        "lowerVerticalReference": "AGL",
        "upperLimit": 120,
        "upperVerticalReference": "AGL",
        "horizontalProjection": {"type": "Polygon", "coordinates": SQUARE},
    }
    return values | more


def zone(**more: Any) -> dict[str, Any]:
    values = {
        "identifier": "EX001",
        "country": "NOR",
        "name": "Eksempelfengselet",
        "type": "COMMON",
        "restriction": "PROHIBITED",
        "reason": ["SENSITIVE"],
        "applicability": [{"permanent": "YES"}],
        "geometry": [part()],
    }
    return values | more


def file(*zones: Any) -> bytes:
    return json.dumps({"title": "Eksempel", "features": list(zones)}).encode()


def test_a_zone_is_read_with_its_limits_and_outline() -> None:
    found = read(file(zone()))[0]
    assert (found.country, found.identifier, found.name) == ("NOR", "EX001", "Eksempelfengselet")
    assert (found.lower, found.upper, found.reason, found.applies) == (0.0, 120.0, "SENSITIVE", ())
    assert found.ring == ((5.30, 60.36), (5.36, 60.36), (5.36, 60.40), (5.30, 60.40))


def test_feet_become_metres_and_heights_keep_what_they_are_measured_from() -> None:
    above = part(
        uomDimensions="FT",
        lowerLimit=500,
        upperLimit=1500,
        lowerVerticalReference="AMSL",
        upperVerticalReference="AMSL",
    )
    first, second = read(file(zone(restriction="req_authorization", geometry=[above, part(upperLimit=None)])))
    assert (first.lower, first.upper, first.lower_reference) == (152.4, 457.2, "AMSL")
    assert first.restriction == "REQ_AUTHORISATION"
    assert (second.number, second.upper) == (1, None)


def test_a_time_that_is_not_always_is_kept() -> None:
    when = {"permanent": "NO", "startDateTime": "2026-06-01T00:00:00Z", "endDateTime": "2026-07-01T00:00:00Z"}
    assert read(file(zone(applicability=[when])))[0].applies == (
        {"startDateTime": when["startDateTime"], "endDateTime": when["endDateTime"]},
    )


@pytest.mark.parametrize("latitude", [0.0, 58.0, 71.0])
@pytest.mark.parametrize("radius", [50.0, 5000.0, 20_000.0])
def test_the_polygon_for_a_circle_holds_the_whole_circle(latitude: float, radius: float) -> None:
    from shapely.geometry import Point, Polygon

    origin = Origin(latitude, 10.0)
    ring = Polygon([origin.local(lat, lon) for lon, lat in circle([10.0, latitude], radius)])
    assert ring.buffer(0.001 * radius).contains(Point(0, 0).buffer(radius))
    assert not ring.contains(Point(0, 0).buffer(radius * 1.02))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no_json"),
        (b"\xff\xfe", "no_json"),
        (b"[" * 100_000, "no_json"),
        (b"[]", "no_zones"),
        (b'{"features": []}', "no_zones"),
        (b'{"features": {}}', "no_zones"),
        (file("x"), "zone"),
        (file(zone(restriction="MAYBE")), "restriction"),
        (file(zone(identifier="")), "identifier"),
        (file(zone(geometry=[])), "geometry"),
        (file(zone(geometry="x")), "geometry"),
        (file(zone(geometry=[part(uomDimensions="YARD")])), "limits"),
        (file(zone(geometry=[part(lowerLimit=200)])), "limits"),
        (file(zone(geometry=[part(upperLimit="high")])), "zone"),
        (file(zone(geometry=[part(upperLimit=1e300)])), "limits"),
        (file(zone(geometry=[part(horizontalProjection={"type": "Blob"})])), "shape"),
        (
            file(
                zone(geometry=[part(horizontalProjection={"type": "Polygon", "coordinates": [[[500, 0]]]})])
            ),
            "shape",
        ),
        (
            file(
                zone(
                    geometry=[part(horizontalProjection={"type": "Circle", "center": [5, 60], "radius": -1})]
                )
            ),
            "shape",
        ),
        (file(zone(), zone()), "twice"),
        (b" " * (20 * 1024 * 1024 + 1), "too_large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert refused.value.reason == reason


def test_the_zone_that_is_wrong_is_named() -> None:
    with pytest.raises(Unreadable) as refused:
        read(file(zone(), zone(identifier="EX002", restriction="")))
    assert refused.value.values["zone"] == "EX002"


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.sampled_from(["identifier", "country", "name", "restriction", "reason", "applicability", "geometry"]),
    JSON,
)
def test_no_value_of_any_kind_makes_it_stumble(key: str, value: Any) -> None:
    with contextlib.suppress(Unreadable):
        read(file(zone(**{key: value})))
