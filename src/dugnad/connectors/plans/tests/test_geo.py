"""GeoJSON and IMDF, and what is not a plan at all."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from math import cos, radians
from typing import Any

import pytest

from dugnad.connectors.plans import read
from dugnad.connectors.plans.reading import MOST_BYTES, parse
from dugnad.engines.egress.assembly import Unusable
from dugnad.engines.egress.plan import SpaceKind, WayKind
from dugnad.engines.egress.quality import report

BERGEN = (5.33, 60.39)


def ring(left: float, low: float, right: float, high: float) -> list[list[float]]:
    return [[left, low], [right, low], [right, high], [left, high], [left, low]]


def feature(id: str, shape: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    geometry = {"type": shape, "coordinates": coordinates}
    return {"type": "Feature", "id": id, "geometry": geometry, "properties": properties}


def room(id: str, *edges: float, **properties: Any) -> dict[str, Any]:
    return feature(id, "Polygon", [ring(*edges)], **{"kind": "room", "storey": "1", **properties})


def content(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def on_globe(values: Any) -> Any:
    """Metres as degrees about Bergen."""
    if isinstance(values[0], int | float):
        x, y = values
        return [BERGEN[0] + x / 111_320 / cos(radians(BERGEN[1])), BERGEN[1] + y / 111_320]
    return [on_globe(value) for value in values]


HOUSE = [
    room("a", 0, 0, 4, 4, name="Stue"),
    room("b", 4, 0, 8, 4, name="Soverom", refuge=True),
    room("t1", 8, 0, 10, 4, name="Trapp"),
    room("t2", 8, 0, 10, 4, name="Trapp", storey="2"),
    room("c", 0, 0, 8, 4, name="Loft", storey="2"),
    feature("d1", "Point", [4, 2], kind="door", storey="1", width=1.0, fire_door=True),
    feature("d2", "LineString", [[8, 1.5], [8, 2.4]], kind="door", storey="1"),
    feature("d3", "Point", [8, 2], kind="door", storey="2"),
    feature("out", "Point", [0, 2], kind="exit", storey="1", width=1.2),
]


def placed(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**f, "geometry": {**f["geometry"], "coordinates": on_globe(f["geometry"]["coordinates"])}}
        for f in features
    ]


@pytest.mark.parametrize("degrees", [False, True])
def test_a_house_in_metres_and_in_degrees(degrees):
    made = parse(content(*(placed(HOUSE) if degrees else HOUSE)), "hus.geojson")
    ways = {way.id: way for way in made.plan.ways}
    assert {ways["d1"].a, ways["d1"].b} == {"a", "b"}
    assert (ways["d1"].width, ways["d1"].fire_door, ways["d1"].guessed) == (1.0, True, ())
    assert ways["d2"].width == pytest.approx(0.9, abs=0.01)
    assert ways["d3"].guessed == ("width",)
    assert (ways["out"].kind, ways["out"].a) == (WayKind.EXIT, "a")
    assert [way.kind for way in made.plan.ways if {way.a, way.b} == {"t1", "t2"}] == [WayKind.STAIR]
    assert {s.id: s.refuge for s in made.plan.spaces}["b"]
    assert {s.id: s.kind for s in made.plan.spaces}["t1"] is SpaceKind.STAIR
    assert report(made)["spaces_without_route_out"] == []
    assert report(made)["source"] == "geojson"
    if degrees:
        assert made.plan.site is not None
        assert made.plan.site.latitude == pytest.approx(BERGEN[1], abs=1e-4)


def test_rooms_that_touch_are_apart_without_a_door():
    made = parse(content(*HOUSE[:2]), "hus.json")
    assert made.plan.ways == ()
    assert report(made)["connected_components"] == 2


def test_millimetres_are_set_right():
    made = parse(content(room("a", 0, 0, 9000, 6000), room("b", 9000, 0, 15000, 6000)), "hus.json")
    assert report(made)["scale_warnings"] == [{"factor": 0.001, "found": 15000}]


def test_stated_elevations_and_walls():
    storey = {
        "type": "Feature",
        "id": "G",
        "properties": {"kind": "storey", "name": "Plan 1", "elevation": 1.2, "height": 4},
    }
    walls = feature("w", "Polygon", [ring(4, 0, 4.2, 2)], kind="wall", storey="G")
    made = parse(
        content(storey, room("a", 0, 0, 4, 4, storey="G"), room("b", 4.2, 0, 8, 4, storey="G"), walls),
        "h.json",
    )
    assert [(s.name, s.height) for s in made.plan.storeys] == [("Plan 1", 4.0)]
    assert [way.kind for way in made.plan.ways] == [WayKind.OPENING]


def test_stairs_by_the_ends_they_name():
    stair = {
        "type": "Feature",
        "id": "s",
        "geometry": None,
        "properties": {"kind": "stair", "spaces": ["c", "a"]},
    }
    made = parse(content(HOUSE[0], HOUSE[4], stair), "h.json")
    assert [(way.kind, way.a, way.b) for way in made.plan.ways] == [(WayKind.STAIR, "a", "c")]


def test_ends_that_are_not_on_the_plan_lead_nowhere():
    stair = {
        "type": "Feature",
        "id": "s",
        "geometry": None,
        "properties": {"kind": "stair", "spaces": ["x", "a"]},
    }
    made = parse(content(HOUSE[0], HOUSE[4], stair), "h.json")
    assert (made.plan.ways, [one.kind for one in made.loose]) == ((), ["stair"])


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "empty"),
        (b"   ", "empty"),
        (b"%PDF-1.7", "unknown_format"),
        (b"PK\x03\x04 cut off", "archive"),
        (b"{", "broken"),
        (b"[]", "no_features"),
        (b'{"type": "Feature"}', "no_features"),
        (content(), "no_storeys"),
        (content(feature("d", "Point", [4, 2], kind="door", storey="1")), "no_spaces"),
        (content(feature("a", "Polygon", [["x", "y"]], kind="room")), "broken"),
        (content(feature("a", "Polygon", [], kind="room")), "broken"),
        (content(feature("a", "Polygon", [[[0, 0], [1e308, 1e308], [0, 1e308]]], kind="room")), "scale"),
        (b'{"features": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "broken"),
    ],
)
def test_what_is_no_plan(sent, code):
    with pytest.raises(Unusable) as refused:
        read(sent, "x")
    assert refused.value.code == code


def test_a_file_of_200_megabytes_is_refused_before_it_is_looked_at(monkeypatch):
    monkeypatch.setattr("dugnad.connectors.plans.reading._run", lambda *a: pytest.fail("it was read"))
    with pytest.raises(Unusable, match="too_large") as refused:
        read(bytes(200 * 1024 * 1024), "large.ifc")
    assert refused.value.facts == {"bytes": 200 * 1024 * 1024, "most": MOST_BYTES}


def test_a_reader_that_takes_too_long_is_stopped():
    with pytest.raises(Unusable, match="too_slow"):
        read(content(*HOUSE), "h.json", seconds=0)


def archive(**files: bytes) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name, body in files.items():
            out.writestr(f"{name}.geojson", body)
    return packed.getvalue()


def imdf(**more: bytes) -> bytes:
    level = [
        feature(
            "L0",
            "Polygon",
            [on_globe(ring(0, 0, 10, 4))],
            ordinal=0,
            name={"nb": "1. etasje", "en": "Floor 1"},
        ),
        feature("L1", "Polygon", [on_globe(ring(0, 0, 10, 4))], ordinal=1, name={"en": "Floor 2"}),
    ]
    units = [
        feature(
            "u1", "Polygon", [on_globe(ring(0, 0, 8, 4))], level_id="L0", category="room", name={"en": "Shop"}
        ),
        feature("u2", "Polygon", [on_globe(ring(8, 0, 10, 4))], level_id="L0", category="stairs", name=None),
        feature("u3", "Polygon", [on_globe(ring(8, 0, 10, 4))], level_id="L1", category="stairs", name=None),
        feature("u4", "Polygon", [on_globe(ring(0, 0, 8, 4))], level_id="L1", category="walkway", name=None),
        feature(
            "u5", "Polygon", [on_globe(ring(0, 5, 8, 9))], level_id="L0", category="structure", name=None
        ),
    ]
    openings = [
        feature(
            "o1",
            "LineString",
            on_globe([[8, 1], [8, 2.2]]),
            level_id="L0",
            category="pedestrian",
            door={"type": "door"},
        ),
        feature("o2", "LineString", on_globe([[8, 1], [8, 2.2]]), level_id="L1", category="pedestrian"),
        feature("o3", "LineString", on_globe([[0, 1], [0, 2]]), level_id="L0", category="emergencyexit"),
    ]
    files = {
        "level": content(*level),
        "unit": content(*units),
        "opening": content(*openings),
        "manifest": b"{}",
    }
    return archive(**{**files, **more})


def test_imdf():
    made = parse(imdf(), "mall.zip")
    assert made.source == "imdf"
    assert [s.name for s in made.plan.storeys] == ["1. etasje", "Floor 2"]
    assert {s.id: s.kind.value for s in made.plan.spaces} == {
        "u1": "room",
        "u2": "stair",
        "u3": "stair",
        "u4": "corridor",
    }
    assert {(w.id, w.kind.value) for w in made.plan.ways} == {
        ("o1", "door"),
        ("o2", "opening"),
        ("o3", "exit"),
        ("u2^u3", "stair"),
    }
    assert report(made)["spaces_without_route_out"] == []


@pytest.mark.parametrize(
    ("packed", "why"),
    [
        (archive(readme=b"{}"), "no_plan"),
        (archive(unit=b" " * 60_000_000), "bomb"),
        (archive(**{f"n{n}": b"{}" for n in range(300)}), "bomb"),
    ],
    ids=["nothing", "one great file", "many files"],
)
def test_archives_that_are_none(packed, why):
    with pytest.raises(Unusable, match="archive") as refused:
        read(packed, "x.zip")
    assert refused.value.facts["why"] == why


def test_an_archive_that_lies_about_its_size():
    packed = bytearray(archive(unit=b" " * 1_000_000, level=content()))
    size = (1_000_000).to_bytes(4, "little")
    lie = (1000).to_bytes(4, "little")
    with pytest.raises(Unusable, match="archive"):
        read(bytes(packed).replace(size, lie), "x.zip")


def test_a_locked_archive():
    packed = bytearray(imdf())
    for at in range(len(packed) - 4):
        if packed[at : at + 4] == b"PK\x01\x02":
            packed[at + 8] |= 1
    with pytest.raises(Unusable, match="archive"):
        read(bytes(packed), "x.zip")


def test_imdf_without_levels():
    with pytest.raises(Unusable, match="no_storeys"):
        read(imdf(level=content()), "x.zip")
