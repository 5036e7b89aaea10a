"""Time needed, time available, margins; and the random numbers they rest on."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dugnad.engines.egress import smoke, times
from dugnad.engines.egress.draws import Spread, fixed, key_of, lognormal, normal, shares, uniform
from dugnad.engines.egress.graph import build
from dugnad.engines.egress.people import PROFILES
from dugnad.engines.egress.routing import OUT, Shut
from dugnad.engines.egress.sampling import Person
from dugnad.engines.egress.smoke import Fire, available, fill_time
from dugnad.engines.egress.tests.buildings import Drawing, house
from dugnad.engines.egress.times import assess

HOUSE = build(house(3, 4))
SURE = {"runs": 40, "seed": 5}


def test_draws_depend_on_nothing_but_their_names() -> None:
    keys = np.array([key_of(name) for name in ("a", "b", "c")], dtype=np.uint64)
    assert np.array_equal(shares(1, keys, 3, 2)[:2], shares(1, keys[:2], 3, 2))
    others = [shares(2, keys, 3, 2), shares(1, keys, 4, 2), shares(1, keys, 3, 1)]
    assert all(np.all(other != shares(1, keys, 3, 2)) for other in others)


def test_draws_are_even_and_unrelated() -> None:
    """100,000 shares: every tenth holds a tenth within 2 %; runs and persons do not follow one another."""
    keys = np.arange(1000, dtype=np.uint64)
    table = np.array([shares(9, keys, run, 0) for run in range(100)])
    assert np.histogram(table, 10, (0, 1))[0] == pytest.approx(10_000, rel=0.03)
    assert abs(np.corrcoef(table[:-1].ravel(), table[1:].ravel())[0, 1]) < 0.01
    assert abs(np.corrcoef(table[:, :-1].ravel(), table[:, 1:].ravel())[0, 1]) < 0.01


@pytest.mark.parametrize("spread", [uniform(2, 8), normal(5, 1, 3, 9), lognormal(1.5, 0.3, 2, 10), fixed(4)])
def test_spreads_stay_within_their_limits_and_grow(spread: Spread) -> None:
    values = spread.at(np.linspace(1e-9, 1 - 1e-9, 999))
    assert np.all(np.diff(values) >= 0)
    assert values.min() >= 2 - 1e-9
    assert values.max() <= 10 + 1e-9
    with pytest.raises(ValueError, match="no distribution"):
        Spread("odd", 1).at(values)


def test_impaired_people_on_stairs_as_measured() -> None:
    """0.31 m/s with deviation 0.16, between 0.07 and 0.91 (NIST)."""
    stairs = PROFILES["impaired"].down
    assert stairs is not None
    drawn = stairs.at((np.arange(10_000) + 0.5) / 10_000)
    assert drawn.mean() == pytest.approx(0.31, abs=0.001)
    assert drawn.std() == pytest.approx(0.16, abs=0.001)
    assert 0.07 <= drawn.min() <= drawn.max() <= 0.91


def test_filling_by_hand() -> None:
    """20 m2, 2.5 m high, medium fire, layer at 2 m: 300^0.4 x 2.5^0.8 x 3.2^0.6 x (0.8 / 0.91)^(-1 / 1.45) = 45 s."""
    assert fill_time(20, 2.5, 2.0, 300) == pytest.approx(9.791 * 2.081 * 2.009 * 1.093, rel=0.01)
    assert fill_time(40, 2.5, 2.0, 300) > fill_time(20, 2.5, 2.0, 300)
    assert fill_time(20, 2.5, 1.5, 300) > fill_time(20, 2.5, 2.0, 300) > fill_time(20, 2.5, 2.0, 75)


def test_smoke_spreads_from_the_fire() -> None:
    spans = available(HOUSE, Fire({"room10": 0.0}, "medium"))
    assert all(span is not None and span.low <= span.high for span in spans.values())
    order = [spans[space].low for space in ("room10", "hall1", "room11", "hall2")]  # type: ignore[union-attr]
    assert order == sorted(order)
    assert spans["room10"].high < 120  # type: ignore[union-attr]
    assert spans["room00"].high == math.inf  # type: ignore[union-attr]


def test_a_closed_door_and_a_fire_door_hold_smoke_back() -> None:
    fire = Fire({"room10": 0.0}, "medium")
    unknown, closed, opened = (
        available(HOUSE, fire, open_doors=doors)["hall1"]
        for doors in ({}, {"hall1-room10": False}, {"hall1-room10": True})
    )
    assert opened.low == unknown.low < closed.low  # type: ignore[union-attr]
    assert opened.high < unknown.high == closed.high  # type: ignore[union-attr]
    held = available(HOUSE, fire)["west1"].low  # type: ignore[union-attr]
    wedged = available(HOUSE, fire, open_doors={"hall1-west1": True})["west1"].low  # type: ignore[union-attr]
    assert held > wedged + 500


@settings(deadline=None)
@given(st.sampled_from(list(smoke.GROWTH)), st.sampled_from([way.id for way in HOUSE.plan.ways]))
def test_opening_a_door_never_gives_time(growth: str, door: str) -> None:
    fire = Fire({"room10": 0.0}, growth)
    shut, wide = (available(HOUSE, fire, open_doors={door: state}) for state in (False, True))
    assert wide["hall1"].low <= shut["hall1"].low + 1e-6  # type: ignore[union-attr]


def test_what_is_not_known_stays_so() -> None:
    assert set(available(HOUSE, Fire()).values()) == {None}
    plan = Drawing().room("a", 0, 0, 4, 4).room("b", 10, 0, 14, 4).exit("out", "a", 0, 2).plan()
    assert available(build(plan), Fire({"a": 0.0}))["b"] is None
    with pytest.raises(KeyError):
        available(HOUSE, Fire({"no such room": 0.0}))


def test_assumptions_are_data_and_can_be_changed() -> None:
    slower = tuple(
        replace(one, worst=10.0, best=10.0) if one is smoke.HEAD_START else one for one in smoke.ASSUMPTIONS
    )
    fire = Fire({"room10": 0.0}, "medium")
    changed, usual = available(HOUSE, fire, assumptions=slower), available(HOUSE, fire)
    assert changed["hall1"].low == pytest.approx(usual["hall1"].low + 50)  # type: ignore[union-attr]
    assert all(one.key and one.worst != one.best for one in smoke.ASSUMPTIONS)


def test_a_report_on_three_people() -> None:
    persons = [
        Person("Kari", {"room20": 1.0}),
        Person("Ola", {"room11": 1.0}, "rollator"),
        Person("Ada", {"room12": 1.0}, "carried"),
    ]
    report = assess(HOUSE, persons, Fire({"room13": 0.0}, "medium"), **SURE)
    kari, ola, ada = report.persons
    assert kari.required.low < kari.required.median < kari.required.high  # type: ignore[union-attr]
    assert kari.margin.low < kari.margin.high  # type: ignore[union-attr]
    assert ola.required is not None, "to the refuge on the same storey"
    assert (ada.required, ada.margin, ada.why) == (None, None, times.ALONE)
    assert ada.available == report.spaces["room12"]
    assert report.building.high >= kari.required.high  # type: ignore[union-attr]
    assert report.assumptions == smoke.ASSUMPTIONS


def test_no_stairs_and_no_refuge_is_said() -> None:
    fire = Fire({"room13": 0.0})
    (ola,) = assess(HOUSE, [Person("Ola", {"room11": 1.0}, "rollator")], fire, goal=OUT, **SURE).persons
    assert (ola.required, ola.why) == (None, times.ALONE)
    shut = Shut(ways=frozenset(["hall1-room11"]))
    (kari,) = assess(HOUSE, [Person("Kari", {"room11": 1.0})], fire, shut=shut, **SURE).persons
    assert (kari.required, kari.why) == (None, times.NO_WAY)


def test_a_person_who_may_be_anywhere() -> None:
    fire = Fire({"room13": 0.0}, "fast")
    persons = [
        Person("seen", {"room10": 0.6, "room20": 0.4}),
        Person("lost", {"room10": 0.3}),
        Person("gone", {}),
    ]
    seen, lost, gone = assess(HOUSE, persons, fire, **SURE).persons
    assert seen.required is not None
    assert (lost.required, lost.why) == (None, times.NOWHERE)
    assert (gone.required, gone.available, gone.why) == (None, None, times.NOWHERE)
    with pytest.raises(ValueError, match="sum to"):
        assess(HOUSE, [Person("twice", {"room10": 0.8, "room20": 0.4})], fire, **SURE)


def test_an_unknown_fire_leaves_margins_unknown() -> None:
    (kari,) = assess(HOUSE, [Person("Kari", {"room20": 1.0})], Fire(), **SURE).persons
    assert kari.required is not None
    assert (kari.available, kari.margin) == (None, None)


def test_the_margin_is_that_of_the_tightest_place() -> None:
    """Alone, certain and known: the margin is the least of what each place on the way leaves."""
    profile = replace(PROFILES["able"], level=fixed(1.0), up=fixed(1.0), down=fixed(1.0))
    person = Person("Kari", {"room10": 1.0}, profile, fixed(30))
    report = assess(HOUSE, [person], Fire({"hall1": 0.0}, "medium"), runs=5)
    (kari,) = report.persons
    hall, room = report.spaces["hall1"], report.spaces["room10"]
    assert kari.margin.high < min(hall.high, room.high) - 30  # type: ignore[union-attr]
    assert kari.margin.low < hall.low - 30  # type: ignore[union-attr]


def test_one_more_person_changes_nobody_elses_draws() -> None:
    fire = Fire({"room13": 0.0}, "medium")
    far = Person("Ola", {"room23": 1.0})
    one = assess(HOUSE, [Person("Kari", {"room00": 1.0})], fire, **SURE).persons[0]
    two = assess(HOUSE, [far, Person("Kari", {"room00": 1.0})], fire, **SURE).persons[1]
    assert one.required.median == pytest.approx(two.required.median, rel=0.01)  # type: ignore[union-attr]
