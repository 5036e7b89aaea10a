"""The building's axes on the globe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dugnad.engines.coverage.globe import Origin

BERGEN = Origin(60.39, 5.32, turned=30)


@given(st.floats(-2000, 2000), st.floats(-2000, 2000), st.floats(0, 360))
def test_there_and_back_is_the_same_place(x: float, y: float, turned: float) -> None:
    origin = Origin(60.39, 5.32, turned)
    assert origin.local(*origin.globe(x, y)) == pytest.approx((x, y), abs=1e-6)


def test_a_degree_is_as_long_as_the_ellipsoid_says() -> None:
    # At 60 degrees north: 111 412 m and 55 800 m (WGS 84, tables of NGA TR8350.2's formulae).
    latitude, longitude = Origin(60, 10).globe(55.800, 111.412)
    assert (latitude, longitude) == pytest.approx((60.001, 10.001), abs=2e-7)


def test_a_turned_building_points_where_it_is_turned() -> None:
    latitude, longitude = Origin(60, 10, turned=90).globe(0, 100)
    assert latitude == pytest.approx(60)
    assert longitude > 10
    assert BERGEN.heading(340) == 10
