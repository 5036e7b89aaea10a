"""What a process pays for: little to import, and once to compile."""

from __future__ import annotations

import subprocess
import sys

from dugnad.engines.egress.warm import warm_up

LIGHT = """
import sys
from dugnad.engines.egress import flow, rescue, times, warm
print([name for name in ("numba", "scipy", "shapely", "ortools") if name in sys.modules])
"""


def test_importing_costs_no_heavy_library() -> None:
    found = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_warming_up_runs_everything() -> None:
    warm_up()
    assert "dugnad.engines.egress.scheduling" in sys.modules
