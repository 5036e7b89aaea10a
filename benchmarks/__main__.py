"""All benchmarks as one table: `make bench`, or `make bench ARGS="http ledger"` for some."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.table import show

HELPERS = {"__init__", "__main__", "lines", "table", "world"}


def names() -> list[str]:
    """Every benchmark: a module of this folder with `rows()`."""
    return sorted(file.stem for file in Path(__file__).parent.glob("*.py") if file.stem not in HELPERS)


def rows(wanted: list[str]) -> Iterator[Mapping[str, Any]]:
    for name in wanted:
        yield from import_module(f"benchmarks.{name}").rows()


if __name__ == "__main__":
    show(rows(sys.argv[1:] or names()))
