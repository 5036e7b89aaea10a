"""The log on a PostgreSQL of its own that waits for the disk: entries written and sealed per second by 4 writers.

Run: python -m benchmarks.postgres. Left out where PostgreSQL is not installed.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.test_postgres import cluster, programs

RUNS = 3


def rows() -> Iterator[dict[str, Any]]:
    """One dict for each figure: name, value, unit, goal, peer, peer_value."""
    try:
        programs()
    except SystemExit as missing:
        print(missing, file=sys.stderr)
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster("-c max_connections=60") as address:
        command = [sys.executable, "-m", "benchmarks.postgres", "write"]
        environment = {**os.environ, "DUGNAD_DATABASE_URL": address}
        told = subprocess.check_output(command, env=environment, cwd=Path(__file__).parent.parent)
    rates: list[float] = json.loads(told)
    yield {
        "name": f"Ledger: events written and sealed, PostgreSQL, 4 writers, best of {RUNS}",
        "value": max(rates),
        "unit": "/s",
        "goal": 2_000,
        "peer": f"slowest of {RUNS}",
        "peer_value": min(rates),
    }


def main() -> None:
    """Print the figures, or as JSON the rates on the database of DUGNAD_DATABASE_URL."""
    if sys.argv[1:] == ["write"]:
        from benchmarks.ledger import prepare, write

        prepare()
        print(json.dumps([write(4) for _run in range(RUNS)]))
        return
    from benchmarks.table import show

    show(rows())


if __name__ == "__main__":
    main()
