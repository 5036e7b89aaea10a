"""The public suite, when it lies beside the checkout."""

import datetime as dt
from pathlib import Path

import pytest

from dugnad.engines.dmn.tck.running import run_suite

SUITE = Path(__file__).resolve().parents[6] / "shared" / "data" / "dmn-tck"


@pytest.mark.skipif(not SUITE.is_dir(), reason=f"the suite is not at {SUITE}")
@pytest.mark.parametrize("level", ["compliance-level-2", "compliance-level-3"])
def test_every_assertion_passes(level: str) -> None:
    results = list(run_suite(SUITE / level, dt.datetime(2024, 1, 1, tzinfo=dt.UTC)))
    assert len(results) > 90
    assert [each.id for each in results if not each.passed] == []
