"""`dugnad lab`: the same digits as the figures themselves, and faults in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dugnad.areas.lab.business import examples
from dugnad.areas.lab.business.document import settled
from dugnad.web.cli import main


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "model.json"
    path.write_text(json.dumps(examples.begun("software", "nb", "2026-01")[1]))
    return path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["lab", *arguments])
    return result.exit_code, result.output


def test_the_command_gives_the_figures_of_the_seed(document: Path) -> None:
    from dugnad.areas.lab.verdicts import figures

    code, printed = run("run", str(document), "--seed", "7", "--futures", "5000", "--json")
    assert code == 0
    told = figures.verdict(settled(json.loads(document.read_text())), 7, 5000)
    assert json.loads(printed) == json.loads(json.dumps(told))


def test_the_verdict_is_told_in_words(document: Path) -> None:
    code, printed = run("run", str(document), "--futures", "1000", "--language", "en")
    assert code == 0
    assert "keep you in business" in printed or "futures" in printed
    assert "seed 1, futures 1000" in printed


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("nothing", "not JSON"),
        ('{"version": 99}', "newer version"),
        (
            '{"version": 1, "business": {"name": "A", "streams": [{"name": "b", "customers": 1, "price": -5}]}}',
            "price",
        ),
    ],
)
def test_what_cannot_be_read_ends_with_a_line_each(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "model.json"
    path.write_text(content)
    code, printed = run("run", str(path), "--language", "en")
    assert code == 2
    assert says in printed


def test_too_many_futures_are_refused(document: Path) -> None:
    code, printed = run("run", str(document), "--futures", "1000000000")
    assert code == 2
    assert "2,000,000" in printed


def test_the_schema_is_printed() -> None:
    code, printed = run("schema")
    assert code == 0
    assert json.loads(printed)["properties"]["version"] == {"const": 1}
