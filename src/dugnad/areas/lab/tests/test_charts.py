"""Charts: whole within their frame, told to those who do not see them, with every word escaped."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from dugnad.areas.lab.charts.bars import Bar, Swing, bars, tornado
from dugnad.areas.lab.charts.fan import Fan, fan
from dugnad.areas.lab.charts.lines import converging, fitted
from dugnad.areas.lab.charts.svg import ticks

SVG = "{http://www.w3.org/2000/svg}"


def made(low: float = -4e6, months: int = 60) -> Fan:
    rows = [[low * k / 4 * n / months + 1e5 * (4 - k) for n in range(months)] for k in (4, 3, 2, 1, 0)]
    return Fan(
        "cash", "Cash", "About", rows, (2026, 3), lambda value: f"{value:.0f}", (-3e5, "Line"), (9, "Dec")
    )


@pytest.mark.parametrize("narrow", [True, False])
@pytest.mark.parametrize("low", [-4e9, -1.0, 0.0])
@pytest.mark.parametrize("months", [1, 2, 60, 240])
def test_nothing_is_drawn_outside_the_frame(narrow: bool, low: float, months: int) -> None:
    root = ElementTree.fromstring(fan(made(low, months), narrow=narrow))
    width, height = map(float, root.attrib["viewBox"].split()[2:])
    for one in root.iter():
        for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", one.get("points", "")):
            assert -0.1 <= float(x) <= width + 4
            assert -0.1 <= float(y) <= height + 0.1


def test_every_chart_has_a_title_and_a_description() -> None:
    for drawn in (
        fan(made()),
        bars("b", "Title", "About", [Bar("One", 0.5, "50", 0.4, 0.6, soft=0.7)], most=1.0),
        tornado("t", "Title", "About", [Swing("One", 5.0, -3.0, "+5")]),
        converging("c", "Title", "About", [(100, 0.5), (1000, 0.52)], lambda n, p: 0.1, str, str),
        fitted("f", "Title", "About", [([1, 2, 3], [1.1, 2.0, 2.9]), ([0, 1, 2], [0, 1.1, 2])], str),
    ):
        root = ElementTree.fromstring(drawn)
        assert root.attrib["role"] == "img"
        assert root.find(f"{SVG}title") is not None
        named = root.attrib["aria-labelledby"].split()
        assert {one.get("id") for one in root if one.get("id")} == set(named)


def test_words_are_escaped_and_long_ones_shortened() -> None:
    drawn = bars("b", "<b>", '"&', [Bar("<script>" * 20, 2.0, "<i>")], most=1.0)
    assert "<script" not in drawn
    assert "…" in drawn
    ElementTree.fromstring(drawn)


def test_ticks_are_round_and_within() -> None:
    assert ticks(0, 1, 5) == [0, 0.2, 0.4, 0.6, 0.8, 1]
    assert ticks(-3.1e6, 1.2e6, 4) == [-3e6, -2e6, -1e6, 0, 1e6]
    assert ticks(5, 5) == [5]
