"""Compiling everything once, so that nobody waits for it at a slider."""

from __future__ import annotations

from dugnad.engines.foresight.case import prepare
from dugnad.engines.foresight.model import Business, Model, Stream
from dugnad.engines.foresight.running import Work
from dugnad.engines.foresight.simulate import simulate


def warm_up() -> None:
    """Follow 64 futures of a business of one stream; the result is kept in NUMBA_CACHE_DIR."""
    stream = Stream("stream", 100.0, 100.0)
    simulate(prepare(Model(Business("Warm", (stream,)))), 64, Work(seed=1))
