"""What the filter believes: movement, sensors that err, flood or lie, clocks that jump, and saying 'unknown'."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dugnad.engines.presence import (
    BADGE,
    SENSORS,
    Filter,
    Mobility,
    Rules,
    SensorModel,
    Verdict,
)
from dugnad.engines.presence.movement import step_seconds, transition
from dugnad.engines.presence.tests.following import GRAPH, HOME, START, column, hops, known_filter, see, share


def test_of_a_person_never_seen_it_says_unknown() -> None:
    follow = known_filter()
    belief = follow.belief("anna")
    assert (belief.spaces, belief.unknown, belief.seen_at, belief.known) == ((), 1.0, None, False)
    assert list(follow.beliefs()) == []


@pytest.mark.parametrize("kind", list(SENSORS))
def test_one_sighting_is_believed_as_far_as_its_sensor_goes(kind: str) -> None:
    follow = known_filter()
    assert see(follow, HOME, kind) is Verdict.TAKEN
    belief = follow.belief("anna")
    model = SENSORS[kind]
    assert belief.spaces[0][0] == HOME
    # Within a tenth of what the kind's own spread and errors say.
    assert belief.spaces[0][1] == pytest.approx((1 - model.spread) * (1 - model.false_positives), abs=0.1)
    assert belief.known
    assert (belief.seen_at, belief.sensor) == (START, kind)


def test_belief_fades_to_unknown_and_then_all_is_forgotten() -> None:
    follow = known_filter()
    see(follow, HOME)
    unknown = []
    for minutes in range(5, 125, 5):
        follow.step(START + 60 * minutes)
        unknown.append(follow.belief("anna").unknown)
    assert unknown == sorted(unknown)
    assert 0.2 < unknown[-2] < 0.5
    follow.step(START + 7300)
    assert follow.belief("anna").seen_at is None
    assert follow.belief("anna").unknown == 1.0
    assert not follow.belief("anna").known


def test_movement_spreads_no_faster_than_the_person_walks() -> None:
    for speed in (0.4, 0.8, 1.2):
        mobility = Mobility(speed=speed)
        follow = known_filter(mobility=mobility)
        see(follow, "1-c0", "bed")
        chances = column(follow)
        elsewhere = {n for n, far in hops("1-c0").items() if far > 0}
        floor = max(chances[n] for n in elsewhere)
        step = step_seconds(GRAPH, mobility)
        follow.step(START + 10)
        reach = int(10 / step)
        far = hops("1-c0")
        moved = column(follow)
        assert all(moved[n] <= floor for n, d in far.items() if d > reach)
        assert any(moved[n] > floor for n, d in far.items() if d == min(reach, 2))


def test_who_walks_no_stairs_is_believed_on_the_same_storey_or_beyond_the_lift() -> None:
    follow = known_filter(mobility=Mobility(speed=0.6, stairs=False))
    see(follow, "1-stair", "bed")
    follow.step(START + 20)
    assert share(follow, "0-stair") == share(follow, "2-stair") == 0.0


def test_who_stays_in_bed_does_not_move() -> None:
    follow = known_filter(mobility=Mobility(speed=0.0))
    see(follow, HOME, "bed")
    before = share(follow, HOME)
    follow.step(START + 600)
    assert share(follow, HOME) == pytest.approx(before, rel=0.05)
    assert share(follow, "1-c0") == 0.0


def test_repeats_carry_no_more_than_one_sighting() -> None:
    once, often = known_filter(), known_filter()
    see(once, HOME)
    for _ in range(150):
        see(often, HOME)
    np.testing.assert_allclose(column(once), column(often), atol=1e-6)


def test_a_sensor_that_repeats_itself_for_an_hour_is_no_surer_than_it_is_true() -> None:
    follow = known_filter()
    for seconds in range(0, 3600, 10):
        follow.step(START + seconds)
        see(follow, HOME, "alarm")
    held = column(follow)
    beside = [GRAPH.number[HOME], *GRAPH.beside[GRAPH.number[HOME]]]
    assert 0.9 < held[beside].sum() <= 0.996


def test_a_person_who_is_removed_is_forgotten_at_once_and_the_next_starts_anew() -> None:
    follow = known_filter()
    see(follow, HOME)
    follow.remove("anna")
    assert "anna" not in follow
    assert list(follow.beliefs()) == []
    with pytest.raises(KeyError):
        follow.belief("anna")
    follow.add("berit")
    assert follow.belief("berit").unknown == 1.0
    follow.add("anna")
    assert follow.belief("anna").unknown == 1.0


def test_habits_draw_belief_to_where_a_person_usually_is_and_no_surer() -> None:
    follow = known_filter(mobility=Mobility(0.0), usual={3: {HOME: 0.8}, 12: {"0-dining": 0.6, HOME: 0.2}})
    for minutes in range(0, 60 * 24 * 2, 30):
        follow.step(START + 60 * minutes, 3)
    assert share(follow, HOME) == pytest.approx(0.8 * 4 / 5, abs=0.04)
    assert follow.belief("anna").seen_at is None
    for minutes in range(0, 60 * 24 * 2, 30):
        follow.step(START + 60 * (60 * 24 * 2 + minutes), 12)
    assert share(follow, "0-dining") == pytest.approx(0.6 * 4 / 5, abs=0.04)


def test_habits_that_are_no_chances_are_refused_and_nobody_is_half_added() -> None:
    follow = known_filter("berit")
    for chances in ({HOME: 1.2}, {HOME: -0.1}):
        with pytest.raises(ValueError, match="chances"):
            follow.add("anna", usual={3: chances})
    assert "anna" not in follow
    follow.add("anna", usual={3: {"attic": 0.9}})
    assert follow.belief("anna").unknown == 1.0


def test_silence_of_readers_says_that_nobody_passed() -> None:
    watched, unwatched = known_filter("anna", "berit", carries=True), known_filter("anna")
    for seconds in range(0, 400, 100):
        watched.step(START + seconds)
        see(watched, "1-c0", person="berit")
        see(watched, "1-c1", person="berit", at=watched.now)
    for follow in (watched, unwatched):
        follow.step(START + 500)
        see(follow, HOME, "door")
        follow.step(START + 560)
    assert share(watched, HOME) > share(unwatched, HOME) + 0.2


def test_a_reader_that_has_fallen_silent_says_nothing_by_it() -> None:
    follow = known_filter("anna", "berit", carries=True)
    for seconds in range(0, 400, 100):
        follow.step(START + seconds)
        see(follow, "1-c0", person="berit")
    assert follow._watched.unnoticed
    for hours in range(1, 14):
        follow.step(START + 3600 * hours)
    assert not follow._watched.unnoticed


def test_each_step_keeps_all_chance_and_forbids_none_to_fade() -> None:
    for mobility in (Mobility(), Mobility(0.3, stairs=False), Mobility(0.0)):
        matrix = transition(GRAPH, mobility, 3600.0, {0: 0.1}).toarray()
        np.testing.assert_allclose(matrix.sum(axis=0), 1.0, atol=1e-5)
        assert matrix.min() >= 0.0


def test_many_people_are_kept_apart() -> None:
    people = [f"p{n}" for n in range(300)]
    follow = known_filter(*people)
    rooms = [space for space in GRAPH.spaces if "-r" in space]
    for n, person in enumerate(people):
        see(follow, rooms[n % len(rooms)], "bed", f"bed-{n}", person=person)
    follow.step(START + 5)
    found = dict(follow.beliefs())
    assert len(found) == 300
    assert all(found[p].spaces[0][0] == rooms[n % len(rooms)] for n, p in enumerate(people))


def test_forgetting_is_as_short_as_asked() -> None:
    follow = Filter(GRAPH, START, rules=Rules(forget=300.0))
    follow.add("anna")
    see(follow, HOME)
    for seconds in range(60, 360, 60):
        follow.step(START + seconds)
        assert follow.belief("anna").seen_at == START
    follow.step(START + 311)
    assert follow.belief("anna").seen_at is None


def test_a_worse_sensor_is_believed_less() -> None:
    poor = SensorModel(sensitivity=0.5, false_positives=0.4, spread=0.25)
    follow = Filter(GRAPH, START, sensors={"badge": BADGE, "poor": poor})
    follow.add("anna")
    follow.add("berit")
    see(follow, HOME, "badge")
    see(follow, HOME, "poor", person="berit")
    assert share(follow, HOME) > share(follow, HOME, "berit") + 0.1


SPACES = st.sampled_from([*GRAPH.spaces, "nowhere"])
SIGHTINGS = st.tuples(
    SPACES,
    st.sampled_from([*SENSORS, "radar"]),
    st.sampled_from(["d1", "d2", "d3"]),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(SIGHTINGS, st.floats(-1e5, 1e5)), max_size=40))
def test_whatever_comes_belief_stays_a_probability(happenings: list[object]) -> None:
    follow = known_filter(carries=True)
    for happening in happenings:
        if isinstance(happening, tuple):
            space, kind, device, at, left = happening
            see(follow, space, kind, device, at=at, left=left)
        else:
            follow.step(follow.now + happening)  # type: ignore[operator]
        shares = column(follow)
        assert np.isfinite(shares).all()
        assert shares.min() >= -1e-6
        assert shares.sum() == pytest.approx(1.0, abs=1e-3)
