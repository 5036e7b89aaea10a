"""The packages that come with the house: one folder each, with `package.json`, `model.dmn` and `tests.feature`."""

from __future__ import annotations

import json
from pathlib import Path

from dugnad.areas.casework.rulebook.document import Package
from dugnad.areas.casework.rulebook.reading import from_json

HERE = Path(__file__).parent
NAMES = ("kindergarten_fee", "school_transport")


def package(name: str) -> Package:
    """One of `NAMES`."""
    folder = HERE / name
    found = json.loads((folder / "package.json").read_text())
    tests = folder / "tests.feature"
    return from_json(
        {
            **found,
            "model": (folder / "model.dmn").read_text(),
            "tests": tests.read_text() if tests.exists() else "",
        }
    )
