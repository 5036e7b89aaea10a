"""Lengths against Vincenty's inverse solution (Survey Review 23, 1975), which is right to a tenth of a millimetre."""

from __future__ import annotations

from math import atan, atan2, cos, radians, sin, sqrt, tan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dugnad.engines.walking.geodesic import A, F, metres
from dugnad.engines.walking.values import PER_DEGREE, Place, place


def vincenty(a: Place, b: Place) -> float:
    """The geodesic's length by Vincenty's series."""
    over = radians((b[0] - a[0]) / PER_DEGREE)
    u1, u2 = (atan((1 - F) * tan(radians(at[1] / PER_DEGREE))) for at in (a, b))
    polar, last, turn = A * (1 - F), None, over
    while last is None or abs(turn - last) > 1e-14:
        across, up = cos(u2) * sin(turn), cos(u1) * sin(u2) - sin(u1) * cos(u2) * cos(turn)
        sine, cosine = sqrt(across**2 + up**2), sin(u1) * sin(u2) + cos(u1) * cos(u2) * cos(turn)
        if sine == 0:
            return 0.0
        arc, azimuth = atan2(sine, cosine), cos(u1) * cos(u2) * sin(turn) / sine
        square = 1 - azimuth**2
        middle = cosine - 2 * sin(u1) * sin(u2) / square
        c = F / 16 * square * (4 + F * (4 - 3 * square))
        inner = middle + c * cosine * (-1 + 2 * middle**2)
        last, turn = turn, over + (1 - c) * F * azimuth * (arc + c * sine * inner)
    k = square * (A**2 - polar**2) / polar**2
    big = 1 + k / 16384 * (4096 + k * (-768 + k * (320 - 175 * k)))
    small = k / 1024 * (256 + k * (-128 + k * (74 - 47 * k)))
    rest = cosine * (-1 + 2 * middle**2) - small / 6 * middle * (-3 + 4 * sine**2) * (-3 + 4 * middle**2)
    return polar * big * (arc - small * sine * (middle + small / 4 * rest))


def test_vincenty_is_right_on_a_published_line() -> None:
    """Flinders Peak to Buninyong on WGS84's near twin GRS80: 54 972.271 m (Geoscience Australia)."""
    peak = place(144 + 25 / 60 + 29.52440 / 3600, -(37 + 57 / 60 + 3.72030 / 3600))
    buninyong = place(143 + 55 / 60 + 35.38390 / 3600, -(37 + 39 / 60 + 10.15610 / 3600))
    assert vincenty(peak, buninyong) == pytest.approx(54_972.271, abs=0.02)


near = st.tuples(st.floats(4, 31), st.floats(57, 72), st.floats(-1, 1), st.floats(-1, 1))


@given(near)
def test_within_a_hundredth_of_a_millimetre_at_500_metres(at: tuple[float, float, float, float]) -> None:
    a, b = _two(at, 0.5)
    assert metres(a, b) == pytest.approx(vincenty(a, b), abs=2e-5)


@given(near)
def test_within_twenty_millimetres_at_10_kilometres(at: tuple[float, float, float, float]) -> None:
    a, b = _two(at, 10)
    assert metres(a, b) == pytest.approx(vincenty(a, b), abs=0.02)


def _two(at: tuple[float, float, float, float], kilometres: float) -> tuple[Place, Place]:
    """Two places at most about that far from each other."""
    longitude, latitude, east, north = at
    by = kilometres / 111.2 / sqrt(2)
    return place(longitude, latitude), place(
        longitude + east * by / cos(radians(latitude)), latitude + north * by
    )
