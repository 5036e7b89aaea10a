"""What rescue's tests share."""

from __future__ import annotations

import pytest

from tests.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """A fresh network with a person in each role."""
    return make_world()
