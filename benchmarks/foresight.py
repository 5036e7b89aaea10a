"""The foresight engine beside chunked NumPy, PySD and plain C on one model, in one run.

The model: one stream, 14 uncertain inputs, 120 months; Bass diffusion, an entrant who answers, price erosion, the whole
monthly ledger, ruin and present value. Ratios are of processor time on one core; the C and NumPy futures are checked
against ours.

Waits are by the clock on all cores, with the processor time of the same work on one core beside them: on a machine that
others use, halve that for what two idle cores would take.

Run: python -m benchmarks.foresight
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from benchmarks.peers.foresight import MANY, best, by_c, by_pysd
from benchmarks.table import show
from dugnad.engines.foresight import reference, running
from dugnad.engines.foresight.case import Case, prepare
from dugnad.engines.foresight.model import Business, Costs, Funding, Model, Range, Scenario, Stream
from dugnad.engines.foresight.running import Work
from dugnad.engines.foresight.simulate import simulate
from dugnad.engines.foresight.sobol import sobol_of

Row = dict[str, Any]
CHUNK: Final = 8192
ALONE: Final = "peak"


def model() -> Model:
    """A firm that sells one thing while an entrant comes and prices fall."""
    stream = Stream(
        "sold",
        *(Range(400, 600), Range(900, 1100), Range(0.005, 0.03)),
        new_customers=Range(2, 8),
        unit_cost=Range(350, 450),
        reach=3000,
        innovation=0.001,
        imitation=Range(0.02, 0.05),
    )
    business = Business(
        "Firm",
        (stream,),
        noise=0.0,
        costs=Costs(Range(40_000, 60_000), 0.5, 3.0, 50_000),
        funding=Funding(5e5, 5e5, debt=1e6),
    )
    entrant = {
        "start": Range(3, 36),
        "price": Range(0.5, 0.9),
        "p": Range(0.001, 0.01),
        "q": Range(0.02, 0.2),
        "switching": Range(0, 0.15),
        "network": 0.5,
        "response": 0.02,
        "counter": 0.03,
        "floor": 0.4,
    }
    fall = {"start": Range(3, 36), "months": 12.0, "fall": Range(0.05, 0.3)}
    return Model(
        business, (Scenario("digital_entrant", values=entrant), Scenario("price_collapse", values=fall))
    )


def case() -> Case:
    """That firm under both scenarios."""
    made = model()
    ready = prepare(made, made.scenarios)
    assert len(ready.inputs) == 14
    return ready


def rows() -> Iterator[Row]:
    """One dict for each figure."""
    ready, start = case(), perf_counter()
    running.outcomes(ready, 64, Work(1, 1))
    yield _row("Foresight: first call (compiled, or read from the cache)", perf_counter() - start, "s")
    ours = best(lambda: running.outcomes(ready, MANY, Work(1, 1))) / MANY
    yield _row("Foresight: futures a second on one core", 1 / ours / 1e6, "M/s")
    yield from _peers(ready, ours)
    yield from _waits(ready)
    yield _row(
        "Foresight: peak memory of these three in a process of their own", _peak_of_its_own(), "MB", 400
    )


def _peers(ready: Case, ours: float) -> Iterator[Row]:
    numpy = best(lambda: reference.draw(ready, 1, 0, CHUNK), 3) / CHUNK
    yield _row("Foresight: times NumPy in chunks of 8,192", numpy / ours, "times/s", 15)
    native = by_c(ready)
    if native:
        yield _row("Foresight: times plain C, gcc -O3 -march=native", native / ours, "times/s", 0.6)
    else:
        print("No C compiler here: the comparison with C is left out.")
    yield _row("Foresight: times PySD, a smaller model", by_pysd() / ours, "times/s", 1000)


def _waits(ready: Case) -> Iterator[Row]:
    """What a person waits for, by the clock, on all cores; two ends of the machine's load."""
    yield from _wait("100,000 futures with cones", lambda one: simulate(ready, 100_000, one), 0.1)
    yield from _wait("1,048,576 runs and their Sobol indices", lambda one: _million(ready, one), 1)
    yield from _wait(
        "1,000,000 futures, outcomes only", lambda one: simulate(ready, 1_000_000, one, cones=False), 1
    )


def _wait(name: str, work: Callable[[Work], object], goal: float) -> Iterator[Row]:
    yield _row(f"Foresight: {name}", best(lambda: work(Work(1)), clock=perf_counter), "s", goal)
    yield _row("  the same on one thread, processor time", best(lambda: work(Work(1, 1)), 3), "s")


def _peak_of_its_own() -> float:
    command = [sys.executable, "-m", "benchmarks.foresight", ALONE]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _peak_here() -> float:
    """Megabytes that this process has held at most, after the cones, the indices and the million futures."""
    ready = case()
    simulate(ready, 100_000)
    _million(ready)
    simulate(ready, 1_000_000, cones=False)
    status = Path("/proc/self/status")
    if status.exists():
        # Linux counts in ru_maxrss what the process that started this one held.
        return next(float(line.split()[1]) for line in status.open() if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def _million(ready: Case, work: Work | None = None) -> None:
    assert sobol_of(ready, 1, 16, work).runs == 65_536 * 16


def _row(name: str, value: float, unit: str, goal: float | None = None) -> Row:
    return {"name": name, "value": value, "unit": unit, "goal": goal, "peer": None, "peer_value": None}


def main() -> None:
    """Print the figures as a table; "times/s" rows are plain ratios, higher is better."""
    if sys.argv[1:] == [ALONE]:
        print(_peak_here())
    else:
        show(rows())


if __name__ == "__main__":
    main()
