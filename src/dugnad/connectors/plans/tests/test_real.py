"""Real models of other makers, where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("ifcopenshell", reason="the extra `ifc` is not installed")

from dugnad.connectors.plans import read
from dugnad.engines.egress.quality import report

FOLDER = Path(__file__).parents[6] / "shared" / "data" / "ifc"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/data/ifc is not there")


def found(name: str):
    return report(read((FOLDER / name).read_bytes(), name))


def test_the_duplex():
    one = found("duplex.ifc")
    wanted = {
        "storeys": 4,
        "spaces": 21,
        "doors": 14,
        "door_pairs_resolved": 10,
        "exits": 4,
        "stairs": 2,
        "stairs_linked": 2,
        # The two homes, and the roof, to which the model has neither door nor stair.
        "connected_components": 3,
    }
    assert {key: one[key] for key in wanted} == wanted
    assert [(s["name"], s["reason"]) for s in one["spaces_without_route_out"]] == [("R301 Roof", "no_way")]
    assert one["doors_leading_nowhere"] == []


def test_the_house_of_karlsruhe():
    one = found("AC20-FZK-Haus.ifc")
    wanted = {
        "storeys": 2,
        "spaces": 7,
        "doors": 5,
        "door_pairs_resolved": 3,
        "openings": 3,
        "exits": 2,
        "stairs_linked": 1,
        "connected_components": 1,
        "spaces_without_route_out": [],
    }
    assert {key: one[key] for key in wanted} == wanted


def test_the_open_house_has_no_rooms_but_walls():
    one = found("IfcOpenHouse_IFC4.ifc")
    assert (one["spaces"], one["doors"], one["exits"], one["guessed"]) == (1, 1, 1, {"spaces": 1})
    assert one["spaces_without_route_out"] == []
