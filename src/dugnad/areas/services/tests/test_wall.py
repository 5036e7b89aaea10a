"""On PostgreSQL what residents say stands behind the wall too."""

from __future__ import annotations

import pytest
from django.db import connection

from dugnad.areas.services.door import gaps
from dugnad.areas.services.models import AskedOn, Feedback, FeedbackPace, Gap
from dugnad.areas.services.tests import making
from dugnad.areas.services.tests.conftest import Cities
from dugnad.kernel.access import NOBODY, Actor, wall


@pytest.fixture(autouse=True)
def only_where_there_is_a_wall() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no wall")


@pytest.fixture
def said(cities: Cities) -> Cities:
    making.said(making.service(cities.bergen))
    gaps.note("leie lastesykkel", "4601")
    Gap.objects.create(owner=cities.bergen, area="4601", words="kajakk", days=3, last="2026-11-22")
    return cities


def seen(actor: Actor) -> tuple[int, int, int, int]:
    with wall.closed():
        wall.open_for(actor)
        return tuple(model.objects.count() for model in (Feedback, Gap, AskedOn, FeedbackPace))  # type: ignore[return-value]


def test_the_owner_sees_what_is_theirs(said: Cities) -> None:
    assert seen(said.neighbour) == (1, 1, 0, 0)


def test_nobody_else_sees_anything(said: Cities) -> None:
    for actor in (NOBODY, said.keeper, said.official):
        assert seen(actor) == (0, 0, 0, 0)


def test_those_who_run_the_platform_see_no_digests(said: Cities) -> None:
    operator = Actor(person=said.neighbour.person, operator=True)
    assert seen(operator) == (1, 1, 0, 0)
    with wall.system():
        assert (AskedOn.objects.count(), FeedbackPace.objects.count()) == (1, 1)
