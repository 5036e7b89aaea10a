"""How each route of this area is tried; see tests/world.py. Each part gives its own."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from tests.world import Builder

PARTS = ("maturity", "business", "verdicts")
SAMPLES: dict[str, Builder] = {}
for part in PARTS:
    if find_spec(f"dugnad.areas.lab.tests.samples_{part}"):
        SAMPLES |= import_module(f"dugnad.areas.lab.tests.samples_{part}").SAMPLES
