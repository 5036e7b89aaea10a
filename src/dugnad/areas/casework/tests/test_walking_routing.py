"""The way from door to door, and what of it is dangerous."""

from __future__ import annotations

import datetime as dt

import pytest

from dugnad.areas.casework.tests.making_walking import LINES, at, geojson_of, stored
from dugnad.areas.casework.walking.routing import NoWay, dangers, way
from dugnad.kernel.organisations.models import Organisation
from tests import people

DAY = dt.date(2026, 9, 1)


@pytest.fixture
def bergen(db: None) -> Organisation:
    return people.city("Eksempel Bergen")


def test_the_way_is_the_shortest_and_counts_from_door_to_door(bergen: Organisation) -> None:
    row = stored(bergen)
    home, school = at(2.5, 0.2), at(10.5, 2)
    found = way(bergen.id, home, school, on=DAY)
    assert found.line[0] == home
    assert found.line[-1] == school
    assert [one.name for one in found.sections] == ["Storveien", "Skolegata"]
    assert found.network == row.digest
    assert found.taken_at == row.taken_at
    on_road = sum(one.metres for one in found.sections)
    doors = 0.2 * 111.4 + 0.5 * 55.1
    assert found.metres == pytest.approx(on_road + doors, abs=2)


def test_no_network_on_the_day_too_far_and_not_connected(bergen: Organisation) -> None:
    with pytest.raises(NoWay, match="no network"):
        way(bergen.id, at(0, 0), at(1, 0), on=DAY)
    stored(bergen)
    for home, reason in ((at(0, 8), "too far from a road"), (at(21, 9), "not connected")):
        with pytest.raises(NoWay, match=reason):
            way(bergen.id, home, at(1, 0), on=DAY)
    with pytest.raises(NoWay, match="no network"):
        way(bergen.id, at(0, 0), at(1, 0), on=dt.date(2024, 7, 31))


def test_a_later_network_leaves_the_earlier_for_its_days(bergen: Organisation) -> None:
    first = stored(bergen)
    later = stored(bergen, geojson_of(LINES[:4]), valid_from=dt.date(2026, 1, 1))
    assert way(bergen.id, at(0, 0), at(1, 0), on=dt.date(2025, 12, 31)).taken_at == first.taken_at
    assert way(bergen.id, at(0, 0), at(1, 0), on=dt.date(2026, 1, 1)).taken_at == later.taken_at


def test_nothing_is_dangerous_that_nobody_assessed(bergen: Organisation) -> None:
    stored(bergen)
    found = way(bergen.id, at(2.5, 0.2), at(10.5, 2), on=DAY)
    judged = dangers(bergen.id, found, grade=3, on=DAY)
    assert judged.dangerous == ()
    assert judged.unassessed == found.sections
