"""What rescue's tests share."""

from __future__ import annotations

import pytest

from dugnad.areas.rescue.models import Building
from dugnad.areas.rescue.tests import alarming
from tests.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """A fresh network with a person in each role."""
    return make_world()


@pytest.fixture
def house(world: World) -> Building:
    """Of `own`; `partner` is the fire service."""
    return alarming.building(world.own, world.partner, name="Solbakken omsorgssenter")
