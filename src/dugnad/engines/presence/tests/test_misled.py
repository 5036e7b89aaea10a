"""What misleads the filter: floods, lies, late and wrong clocks."""

from __future__ import annotations

from itertools import count

import numpy as np
import pytest

from dugnad.engines.presence import (
    Verdict,
)
from dugnad.engines.presence.tests.following import HOME, START, column, known_filter, see, share


def test_a_flood_is_cut_off_and_told() -> None:
    follow = known_filter()
    verdicts = [see(follow, HOME) for _ in range(1000)]
    assert verdicts.count(Verdict.FLOODING) >= 750
    (health,) = follow.health()
    assert health.flooding
    follow.step(START + 120)
    assert see(follow, HOME) is Verdict.REPEATED
    assert not follow.health()[0].flooding


def test_one_lie_does_not_move_a_person_whom_others_see() -> None:
    follow = known_filter()
    for seconds in (0, 20, 40):
        follow.step(START + seconds)
        see(follow, HOME, "bed")
        see(follow, HOME, "alarm", "alarm-anna")
    assert see(follow, "0-dining", "badge", "liar") is Verdict.DOUBTED
    assert follow.belief("anna").spaces[0][0] == HOME
    assert follow.belief("anna").sensor == "alarm"


def test_a_sensor_that_lies_loses_its_trust_and_is_named() -> None:
    people = [f"p{n}" for n in range(20)]
    follow = known_filter(*people)
    for seconds in range(0, 600, 30):
        follow.step(START + seconds)
        for person in people:
            see(follow, HOME, "bed", f"bed-{person}", person=person)
        see(follow, "0-dining", "badge", "liar", person=people[seconds // 30])
    lying = [health for health in follow.health() if health.lying]
    assert [health.device for health in lying] == ["liar"]
    assert lying[0].trust < 0.55
    assert lying[0].counts["doubted"] > 15


def test_a_lying_sensor_is_believed_again_once_it_speaks_the_truth() -> None:
    people = [f"p{n}" for n in range(200)]
    follow = known_filter(*people)
    told = count()
    for place in ("0-dining", HOME):
        for person in people[:100] if place != HOME else people[100:]:
            follow.step(START + 10 * next(told))
            see(follow, HOME, "bed", f"bed-{person}", person=person)
            see(follow, place, "badge", "reader", person=person)
        reader = next(health for health in follow.health() if health.device == "reader")
        assert reader.lying == (place != HOME)


def test_who_walks_past_readers_is_followed() -> None:
    follow = known_filter(carries=True)
    for seconds, space in (
        (0, "2-c0"),
        (15, "2-c1"),
        (40, "2-lift"),
        (80, "0-lift"),
        (110, "0-c1"),
        (130, "0-c0"),
    ):
        follow.step(START + seconds)
        see(follow, space)
        assert follow.belief("anna").spaces[0][0] == space


def test_a_late_sighting_counts_for_less_the_later_it_is() -> None:
    shares = []
    for late in (0, 20, 60, 200):
        follow = known_filter()
        see(follow, "0-dining", "bed")
        follow.step(START + 900)
        see(follow, HOME, at=START + 900 - late)
        shares.append(share(follow, HOME))
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 2 * shares[-1]


def test_what_is_older_than_what_is_known_is_not_used() -> None:
    follow = known_filter()
    follow.step(START + 60)
    see(follow, HOME)
    before = column(follow).copy()
    assert see(follow, "0-dining", at=START + 30) is Verdict.LATE
    np.testing.assert_array_equal(column(follow), before)


def test_a_sensor_whose_clock_is_behind_is_not_used_and_is_told() -> None:
    follow = known_filter()
    assert see(follow, HOME, at=0.0) is Verdict.STALE
    assert follow.belief("anna").seen_at is None
    assert follow.health()[0].wrong_clock == pytest.approx(-START)


def test_a_sighting_from_the_future_counts_as_of_now_and_is_told() -> None:
    follow = known_filter()
    assert see(follow, HOME, at=START + 86_400) is Verdict.TAKEN
    assert follow.belief("anna").seen_at == START
    assert follow.health()[0].wrong_clock == pytest.approx(86_400)
    see(follow, HOME)
    assert follow.health()[0].wrong_clock == 0.0


def test_when_our_clock_goes_back_a_little_time_stands_still() -> None:
    follow = known_filter()
    see(follow, HOME)
    follow.step(START + 100)
    before = column(follow).copy()
    follow.step(START + 70)
    assert follow.now == START + 100
    np.testing.assert_array_equal(column(follow), before)


def test_when_our_clock_is_set_back_time_goes_on_from_there() -> None:
    follow = known_filter()
    follow.step(START + 100)
    see(follow, HOME)
    follow.step(START - 3600)
    assert (follow.now, follow.clock_jumps) == (START - 3600, 1)
    assert follow.belief("anna").seen_at == START - 3600
    assert share(follow, HOME) > 0.7
    follow.step(START - 3500)
    assert see(follow, HOME) is Verdict.REPEATED


def test_when_our_clock_leaps_ahead_nobody_is_known() -> None:
    follow = known_filter()
    see(follow, HOME)
    follow.step(START + 86_400 * 365)
    assert follow.clock_jumps == 1
    assert follow.belief("anna").unknown == 1.0
    see(follow, HOME)
    assert follow.belief("anna").known


def test_what_sensors_say_that_makes_no_sense_is_told_apart() -> None:
    follow = known_filter()
    assert see(follow, "9-attic") is Verdict.NO_SPACE
    assert see(follow, HOME, person="nobody") is Verdict.NO_PERSON
    assert see(follow, HOME, "radar") is Verdict.NO_KIND
    assert follow.belief("anna").unknown == 1.0
