"""Three organisations with people in each role, for this area's tests."""

from __future__ import annotations

import pytest
from django.test import Client

from dugnad.areas.lab.models import BusinessModel
from dugnad.areas.lab.tests.makers_business import model
from tests.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def row(world: World) -> BusinessModel:
    return model(world.actor("own member"), world.own.id)


@pytest.fixture
def client(world: World) -> Client:
    return world.client("own member")
