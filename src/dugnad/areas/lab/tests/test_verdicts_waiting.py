"""A page that comes before the engine is ready waits for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse

from dugnad.areas.lab.tests.firm import bakery_model
from dugnad.areas.lab.verdicts.room import rooms
from tests.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken() -> Iterator[None]:
    """The quick room has as many waiting as it takes."""
    rooms.quick.waiting += rooms.MOST_WAITING
    yield
    rooms.quick.waiting -= rooms.MOST_WAITING


def test_a_page_asks_again_by_itself(taken: None) -> None:
    world = make_world()
    row = bakery_model(world.own, months=12)
    answer = world.client("own member").get(reverse("lab:verdict", args=[row.id]))
    assert answer.status_code == 503
    assert answer["Retry-After"] == "4"
    assert 'hx-trigger="every 4s"' in answer.content.decode()


def test_an_operation_says_that_the_engine_is_busy(taken: None) -> None:
    world = make_world()
    row = bakery_model(world.own, months=12)
    answer = world.client("own member").get(f"/api/v1/lab/models/{row.id}/verdict")
    assert answer.status_code == 503
    assert answer.json()["type"].endswith("engine-busy")
