"""`dugnad building import`: a report in words or as JSON, and a clear answer to what is no building."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from dugnad.connectors.plans.tests.test_geo import HOUSE, content, room
from dugnad.web.cli import main


@pytest.fixture
def run(tmp_path):
    def called(sent: bytes, *options: str):
        file = tmp_path / "house.geojson"
        file.write_bytes(sent)
        return CliRunner().invoke(main, ["building", "import", str(file), *options])

    return called


def test_the_report_as_json(run):
    done = run(content(*HOUSE), "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert {
        key: found[key]
        for key in ("storeys", "spaces", "doors", "door_pairs_resolved", "stairs_linked", "exits")
    } == {
        "storeys": 2,
        "spaces": 5,
        "doors": 4,
        "door_pairs_resolved": 3,
        "stairs_linked": 1,
        "exits": 1,
    }
    assert (found["connected_components"], found["spaces_without_route_out"]) == (1, [])


def test_the_report_in_words(run):
    done = run(content(*HOUSE[:2], room("x", 0, 9, 4, 13, name="Bod")), "--language", "en")
    assert done.exit_code == 0
    assert "Bod: no door, opening or stair touches it" in done.stdout


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (b"", "The file is empty."),
        (b"ISO-10303-21; cut off", "broken"),
        (b"no plan", "not a plan that can be read"),
        (content(), "no storeys"),
    ],
)
def test_what_is_no_building(run, sent, words):
    done = run(sent, "--json", "--language", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    file = tmp_path / "large.ifc"
    with file.open("wb") as out:
        out.truncate(200 * 1024 * 1024)
    done = CliRunner().invoke(main, ["building", "import", str(file), "--language", "en"])
    assert done.exit_code == 2
    assert "200 MB; the most is 150 MB" in done.stderr
