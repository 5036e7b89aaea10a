"""What the tests of this area share."""

from __future__ import annotations

import pytest

from dugnad.areas.agreements.tests.makers import Pair


@pytest.fixture
def pair(db: None) -> Pair:
    """Two organisations with a signatory each."""
    return Pair()
