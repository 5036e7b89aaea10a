"""The demo on a machine that has run it before: time to its first page, and memory."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.world import resident_mb, running, wait_for


def rows() -> Iterator[Mapping[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="dugnad-bench-") as folder:
        home = Path(folder)
        first = time.monotonic()
        with running("demo", home):
            yield row("demo: the first start, to its first page", time.monotonic() - first, "s", None)
        again = time.monotonic()
        with running("demo", home) as (address, process):
            yield row("demo: started again, to its first page", time.monotonic() - again, "s", 6)
            for path in ("/network/", "/agreements/", "/api/v1/organisations"):
                wait_for(f"{address}{path}")
            yield row("demo: resident memory, all processes", resident_mb(process), "MB", 400)


def row(name: str, value: float, unit: str, goal: float | None) -> Mapping[str, Any]:
    return {"name": name, "value": value, "unit": unit, "goal": goal}


if __name__ == "__main__":
    from benchmarks.table import show

    show(rows())
