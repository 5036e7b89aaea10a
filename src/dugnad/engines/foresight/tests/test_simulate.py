"""The kernel against its NumPy reference, against what is known exactly, and against itself on other threads."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scipy import stats

from dugnad.engines.foresight import Cancelled, Refused, reference, running
from dugnad.engines.foresight.case import prepare
from dugnad.engines.foresight.model import Range, Scenario, Strategy
from dugnad.engines.foresight.running import Work
from dugnad.engines.foresight.scenarios import CATALOGUE
from dugnad.engines.foresight.simulate import simulate
from dugnad.engines.foresight.tests.firms import EVERYTHING, ONLINE, certain, workshop

CASES = {
    "as today": ((), None, 2, "2026-01"),
    "everything": (EVERYTHING, ONLINE, 3, "2026-06"),
    "one stream": (EVERYTHING[:1], None, 1, "2026-12"),
    **{kind: ((Scenario(kind, streams=("s0",)),), ONLINE, 2, "2026-03") for kind in CATALOGUE},
}


@pytest.mark.parametrize("name", CASES)
def test_kernel_and_reference_are_the_same(name: str) -> None:
    scenarios, strategy, streams, start = CASES[name]
    case = prepare(workshop(streams, start=start), scenarios, strategy)
    out = running.outcomes(case, 333, Work(7, 1), first=1000)
    paths = reference.draw(case, 7, 1000, 333)
    for row, wanted in zip(out, ("ruin", "npv", "lowest", "lowest_month", "final"), strict=False):
        expected = getattr(paths, wanted)
        assert np.abs(row - expected).max() <= 1e-9 * max(1.0, np.abs(expected).max()), wanted


def test_cones_are_those_of_the_reference() -> None:
    case = prepare(workshop(), EVERYTHING, ONLINE)
    found, paths = simulate(case, 4000, Work(3, 2)), reference.draw(case, 3, 0, 4000)
    for name in ("cash", "revenue", "share"):
        cone, path = found.cones[name], getattr(paths, name)
        assert cone.mean == pytest.approx(path.mean(axis=1), rel=1e-9)
        for level, row, error in zip(cone.levels, cone.quantiles, cone.errors, strict=True):
            assert (np.abs(row - np.quantile(path, level, axis=1)) <= error + 1e-12).all()


def test_the_number_of_threads_never_changes_a_number() -> None:
    case = prepare(workshop(), EVERYTHING)
    one, two, five = (simulate(case, 30_000, Work(11, threads)) for threads in (1, 2, 5))
    for other in (two, five):
        assert one.npv == other.npv
        assert one.survival == other.survival
        for name, cone in one.cones.items():
            assert (cone.quantiles == other.cones[name].quantiles).all()
            assert (cone.mean == other.cones[name].mean).all()


def test_another_seed_gives_other_futures_and_the_same_answer_within_its_error() -> None:
    case = prepare(workshop(), EVERYTHING)
    one, other = simulate(case, 40_000, Work(1), cones=False), simulate(case, 40_000, Work(2), cones=False)
    assert one.npv != other.npv
    assert abs(one.npv.value - other.npv.value) < 2 * (one.npv.error + other.npv.error)
    assert abs(one.survival[60].value - other.survival[60].value) < 2 * (
        one.survival[60].error + other.survival[60].error
    )


def test_the_error_shrinks_with_the_root_of_the_futures() -> None:
    case = prepare(workshop(), EVERYTHING)
    few, many = simulate(case, 5_000, cones=False), simulate(case, 80_000, cones=False)
    assert few.npv.error / many.npv.error == pytest.approx(4, rel=0.1)
    assert many.converged[-1] == (80_000, many.survival[120].value)


def test_a_certain_business_is_its_ledger() -> None:
    outlook = simulate(prepare(certain()), 64)
    assert outlook.survival[120].value == 1
    # 100 customers, 600 NOK left of each unit, 10 000 fixed: 50 000 a month before tax, no inflation.
    first = outlook.cones["revenue"].mean[0]
    assert first == pytest.approx(100_000)
    assert outlook.npv.error == pytest.approx(0, abs=1e-6)


def test_a_business_without_income_is_ruined_in_the_month_that_one_can_count() -> None:
    model = certain(price=0.0, unit_cost=0.0)
    outlook = simulate(prepare(model), 64)
    # 100 000 in the bank, 11 250 out a month with VAT, of which 2 500 comes back each second month from February.
    assert outlook.survival[36].value == 0
    # October ends with nothing left, November below it.
    assert outlook.ruin_median == 10
    assert outlook.ruin[10] == 1


def test_uniform_numbers_are_uniform_and_apart() -> None:
    key = reference.keys(5, 0, 20_000)
    drawn = reference.points(prepare(workshop()), key)
    assert stats.kstest(drawn.ravel(), "uniform").pvalue > 1e-4
    assert np.abs(np.corrcoef(drawn.T) - np.eye(drawn.shape[1])).max() < 0.035
    noise = np.array([reference.noise(key, month) for month in range(6)])
    assert noise.mean() == pytest.approx(0, abs=0.01)
    assert noise.std() == pytest.approx(1, abs=0.01)
    assert np.abs(np.corrcoef(noise) - np.eye(6)).max() < 0.035


@pytest.mark.parametrize(
    "value",
    [Range(2, 6), Range(2, 6, "triangular", 3), Range(2, 6, "loguniform"), Range(2, 6, "triangular", 6)],
)
def test_ranges_are_drawn_as_they_are_named(value: Range) -> None:
    case = prepare(certain(price=value))
    drawn = case.values(reference.points(case, reference.keys(1, 0, 20_000)))[:, 0]
    law = {
        "uniform": stats.uniform(2, 4),
        "loguniform": stats.loguniform(2, 6),
        "triangular": stats.triang(((value.mode or 0) - 2) / 4, 2, 4),
    }[value.kind]
    assert stats.kstest(drawn, law.cdf).pvalue > 1e-3


def test_strategies_share_their_futures() -> None:
    model = workshop()
    plain, same = prepare(model, EVERYTHING), prepare(model, EVERYTHING, Strategy("nothing"))
    one, other = (running.outcomes(case, 500, Work(4)) for case in (plain, same))
    assert (one[1] == other[1]).all()


def test_scenarios_hurt() -> None:
    today = simulate(prepare(workshop()), 4000, cones=False).npv.value
    for kind in CATALOGUE:
        assert simulate(prepare(workshop(), (Scenario(kind),)), 4000, cones=False).npv.value < today, kind


@pytest.mark.parametrize(("futures", "code"), [(10**9, "too_many"), (1, "too_few"), (-5, "too_few")])
def test_what_cannot_be_run_is_refused(futures: int, code: str) -> None:
    with pytest.raises(Refused) as said:
        simulate(prepare(workshop()), futures)
    assert said.value.code == code


def test_a_run_tells_how_far_it_is_and_can_be_stopped() -> None:
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        seen.append((done, total))
        return done < 20_000

    with pytest.raises(Cancelled):
        simulate(prepare(workshop()), 1_000_000, Work(progress=progress), cones=False)
    assert seen == [(4096 * n, 1_000_000) for n in range(1, 6)]


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_a_stop_waits_for_the_pieces_under_way_only(threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, run = [], running.run

    def counted(*arguments: object) -> None:
        begun.append(threading.get_ident())
        run(*arguments)

    monkeypatch.setattr(running, "run", counted)
    with pytest.raises(Cancelled):
        simulate(prepare(workshop()), 2_000_000, Work(1, threads, progress=lambda *_: False), cones=False)
    # One told of, one under way on each thread, and what a free thread may begin before the rest is taken back.
    assert len(begun) <= 3 * threads + 1


def test_others_go_on_while_futures_are_run() -> None:
    case = prepare(workshop())
    running.outcomes(case, 64, Work(1))
    out, ticks = np.empty((6, 200_000)), 0
    arguments = (
        case,
        Work(1),
        running._design(case, Work(1)),
        running._no_cones(case),
        0,
        out,
        slice(0, 200_000),
    )
    runner = threading.Thread(target=running._run, args=arguments)
    runner.start()
    while runner.is_alive():
        ticks += 1
        time.sleep(0.001)
    # One call of the kernel takes 100 ms and more: held up by it, this thread would count to two.
    assert ticks > 10


def test_two_who_ask_at_once_get_what_each_would_alone() -> None:
    first, other = prepare(workshop(), EVERYTHING), prepare(workshop(3))
    alone = [simulate(one, 20_000, Work(5)).npv for one in (first, other)]
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(simulate, one, 20_000, Work(5)) for one in (first, other, first, other)]
        assert [one.result().npv for one in asked] == alone * 2


@pytest.mark.parametrize(
    ("scenarios", "strategy", "code"),
    [
        ((Scenario("platform"), Scenario("platform")), None, "scenario_twice"),
        ((Scenario("flood"),), None, "unknown_scenario"),
        ((Scenario("platform", streams=("x",)),), None, "unknown_stream"),
        ((), Strategy("s", changes={"luck": 2.0}), "unknown_lever"),
    ],
)
def test_cases_that_make_no_sense_are_refused(scenarios: object, strategy: object, code: str) -> None:
    with pytest.raises(Refused) as said:
        prepare(workshop(), scenarios, strategy)  # type: ignore[arg-type]
    assert said.value.code == code
