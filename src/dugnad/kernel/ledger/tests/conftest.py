"""What the tests of the log share."""

from __future__ import annotations

import pytest

from dugnad.kernel.ledger.tests.logs import SIGNED, grow


@pytest.fixture
def log() -> None:
    """600 entries (two full tiles and a part), with three checkpoints."""
    before = 0
    for size in SIGNED:
        grow(size - before)
        before = size
