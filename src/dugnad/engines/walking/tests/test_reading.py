"""Files of every kind, also those that cannot be used."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dugnad.engines.walking.reading import take_bytes
from dugnad.engines.walking.values import Unusable

NODES = {
    1: (5.30, 60.39),
    2: (5.31, 60.39),
    3: (5.32, 60.39),
    4: (5.31, 60.40),
    5: (5.40, 60.50),
    6: (5.41, 60.50),
}


def osm(*ways: tuple[list[int], dict[str, str]], nodes: dict[int, tuple[float, float]] = NODES) -> bytes:
    rows = [f'<node id="{n}" lon="{x}" lat="{y}" version="1"/>' for n, (x, y) in nodes.items()]
    for n, (refs, tags) in enumerate(ways, 1):
        inner = "".join(f'<nd ref="{ref}"/>' for ref in refs)
        inner += "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
        rows.append(f'<way id="{n}">{inner}</way>')
    return f'<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">{"".join(rows)}</osm>'.encode()


def line(*points: tuple[float, float], **properties: Any) -> dict[str, Any]:
    geometry = {"type": "LineString", "coordinates": [list(point) for point in points]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


STREET = {"highway": "residential", "name": "Storveien"}


def test_an_extract_is_cut_at_junctions_and_told_of() -> None:
    taken = take_bytes(
        osm(([1, 2, 3], STREET), ([2, 4], {"highway": "footway"}), ([5, 6], {"highway": "path"}))
    )
    assert len(taken.sections) == 4
    assert taken.report["parts"] == 2
    assert taken.report["unnamed"] == 2
    assert taken.report["apart"][0]["sections"] == 1
    assert taken.report["kilometres"] == pytest.approx(1.103 + 1.114 + 0.55, abs=0.005)


ROADS: list[tuple[dict[str, str], str]] = [
    ({"highway": "motorway"}, "motorway"),
    ({"highway": "trunk"}, "motorway"),
    ({"highway": "trunk", "foot": "yes"}, ""),
    ({"highway": "primary", "motorroad": "yes"}, "motorway"),
    ({"highway": "primary"}, ""),
    ({"highway": "tertiary", "tunnel": "yes"}, "tunnel"),
    ({"highway": "tertiary", "tunnel": "yes", "sidewalk": "right"}, ""),
    ({"highway": "tertiary", "tunnel": "yes", "sidewalk:both": "no"}, "tunnel"),
    ({"highway": "footway", "tunnel": "yes"}, ""),
    ({"highway": "residential", "oneway": "yes"}, ""),
    ({"highway": "service", "access": "private"}, "private"),
    ({"highway": "service", "access": "private", "foot": "permissive"}, ""),
    ({"highway": "cycleway", "foot": "no"}, "closed_to_walkers"),
    ({"highway": "cycleway", "foot": "designated"}, ""),
    ({"highway": "secondary", "foot": "use_sidepath"}, "closed_to_walkers"),
    ({"highway": "construction"}, "other_kind"),
    ({"highway": "pedestrian", "area": "yes"}, "area"),
]


@pytest.mark.parametrize(("tags", "reason"), ROADS)
def test_who_may_walk_where(tags: dict[str, str], reason: str) -> None:
    taken = take_bytes(osm(([1, 2], STREET), ([2, 3], tags)))
    assert taken.report["excluded"] == ({reason: 1} if reason else {})
    assert len(taken.sections) == (1 if reason else 2)


def test_buildings_and_rivers_are_not_counted_as_left_out() -> None:
    taken = take_bytes(osm(([1, 2], STREET), ([2, 3], {"building": "yes"})))
    assert taken.report["excluded"] == {}


def test_a_way_that_the_extract_cut_off_is_told_of() -> None:
    taken = take_bytes(osm(([1, 2, 99], STREET)))
    assert taken.report["excluded"] == {"cut_off": 1}


def test_geojson_lines_meet_where_they_share_a_point() -> None:
    several = {"type": "MultiLineString", "coordinates": [[[5.31, 60.4], [5.31, 60.39]]]}
    taken = take_bytes(
        collection(
            line((5.3, 60.39), (5.31, 60.39), (5.32, 60.39), name="Storveien"),
            {"type": "Feature", "properties": None, "geometry": several},
            line((5.3, 60.39), (5.3, 60.4), walkable=False),
            {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [5.3, 60.39]}},
            line((5.32, 60.39), (5.33, 60.39), highway="motorway"),
        )
    )
    assert len(taken.sections) == 3
    assert taken.report["excluded"] == {"motorway": 1, "no_line": 1, "said_not_walkable": 1}


UTM = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
BAD: list[tuple[bytes, str]] = [
    (b"", "empty"),
    (b"   \n", "empty"),
    (b"highway;name\n", "unknown"),
    (b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x7c", "pbf"),
    (b"PK\x03\x04rest", "packed"),
    (b"\x1f\x8b\x08rest", "packed"),
    (b'{"type": "FeatureCollection", "features": [', "no_json"),
    (b"{" * 200_000, "no_json"),
    (b'{"type": "Topology"}', "no_geojson"),
    (b'{"type": "FeatureCollection", "features": 3}', "no_geojson"),
    (b'{"type": "FeatureCollection", "features": [3]}', "no_geojson"),
    (collection(), "nothing_to_walk"),
    (collection(line((297000.0, 6700000.0), (297100.0, 6700000.0))), "metres"),
    (collection(line((5.3, 60.39), (5.31, 60.39)), crs=UTM), "projection"),
    (collection(line((60.39, 5.3), (60.4, 5.3))), "swapped"),
    (collection(line((2.35, 48.85), (2.36, 48.85))), "not_in_norway"),
    (b'{"type":"Feature","geometry":{"type":"LineString","coordinates":[["a",2],[NaN,4]]}}', "no_place"),
    (b'{"type":"Feature","geometry":{"type":"LineString","coordinates":[[NaN,60],[Infinity,60]]}}', "metres"),
    (b'{"type":"Feature","geometry":{"type":"LineString","coordinates":{"a":1}}}', "no_place"),
    (osm(([1, 2], {"highway": "motorway"})), "nothing_to_walk"),
    (osm(([1, 2], STREET))[:-20], "no_xml"),
    (b"<gpx></gpx>", "no_osm"),
    (b'<osm><way id="1"><nd ref="x"/><tag k="highway" v="path"/></way></osm>', "no_osm"),
    (osm(([1, 2], STREET), nodes={1: (5.3, 60.39), 2: (2.3, 48.8)}), "not_in_norway"),
    (osm(([1, 2], STREET)).replace(b'"5.3"', b'"east"'), "no_place"),
    (b"<osm>" + b"<a>" * 5000, "no_osm"),
    (b"<osm><way>" + b'<nd ref="1"/>' * 60_000 + b"</way></osm>", "no_osm"),
    (b'<!DOCTYPE osm [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><osm>&b;</osm>', "no_xml"),
    (b'<!DOCTYPE osm SYSTEM "file:///etc/passwd"><osm/>', "no_xml"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "code"), BAD)
def test_what_cannot_be_used_is_said(content: bytes, code: str) -> None:
    with pytest.raises(Unusable) as caught:
        take_bytes(content)
    assert caught.value.code == code
