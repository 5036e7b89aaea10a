"""`make bench` finds every benchmark, and each can be asked for its rows."""

from __future__ import annotations

from importlib import import_module

import pytest

from benchmarks.__main__ import names


@pytest.mark.parametrize("name", names())
def test_a_benchmark_has_rows(name: str) -> None:
    assert callable(import_module(f"benchmarks.{name}").rows)
