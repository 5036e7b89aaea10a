"""A building of `own`, and its administrator who reads English."""

from __future__ import annotations

import pytest

from dugnad.areas.rescue.models import Building
from dugnad.areas.rescue.tests.samples_buildings import make_building
from tests.world import World, make_world


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def owner(world):
    return world.client("own administrator", headers={"accept-language": "en"})


@pytest.fixture
def house(world) -> Building:
    return make_building(world)
