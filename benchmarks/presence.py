"""Where people probably are: time for one update of all, sightings taken in, and how good the beliefs are.

Run: python -m benchmarks.presence    (adds the reliability of what was told)
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any
from uuid import uuid4

from benchmarks.world import use_home
from dugnad.engines.presence import Filter, Graph, Mobility, Sighting
from dugnad.engines.presence.tests.houses import tower
from dugnad.engines.presence.tests.scoring import Outcome, run
from dugnad.engines.presence.tests.simulation import Day

PEOPLE, SIGHTINGS, TICKS, SEEDS = 2_000, 20_000, 60, (11, 12)
SPEEDS = ((1.2, True), (0.95, True), (0.69, False), (0.57, False))

Row = dict[str, Any]


def rows() -> Iterator[Row]:
    """One dict for each figure; scores and errors are better lower."""
    yield from _speed_rows()
    yield from _score_rows([run(Day(seed)) for seed in SEEDS])


def _filled() -> Filter:
    chance = random.Random(1)
    graph = Graph.of(tower())
    made = Filter(graph, 0.0)
    for person in range(PEOPLE):
        room = chance.choice(graph.spaces)
        usual = {hour: {room: 0.7} for hour in range(24)}
        made.add(person, Mobility(*SPEEDS[person % len(SPEEDS)]), usual, carries=True)
        made.sight(Sighting(person, room, "badge", f"badge-{room}", 0.0))
    return made


def _speed_rows() -> Iterator[Row]:
    made = _filled()
    size = f"{PEOPLE:,} people, {len(made.graph.spaces):,} spaces"
    yield _row(f"Presence: one second of all, typical ({size})", _ticks(made, 1.0), "ms", 5)
    yield _row("Presence: one update in which everyone moves", _all_at_once(made), "ms", 5)
    yield _row(
        "Presence: what is believed of everyone", _milliseconds(lambda: list(made.beliefs())), "ms", None
    )
    yield _row("Presence: sightings taken in on one core", _intake(made), "/s", 10_000)
    with TemporaryDirectory(prefix="dugnad-bench-") as folder:
        use_home(Path(folder))
        yield _row("Presence: the same as messages, tags hashed and looked up", _messages(), "/s", 10_000)


def _ticks(made: Filter, seconds: float) -> float:
    made.step(made.now + seconds)
    return median(_milliseconds(lambda: made.step(made.now + seconds)) for _ in range(TICKS))


def _all_at_once(made: Filter) -> float:
    def move() -> None:
        for crowd in made._crowds.values():
            crowd.move(crowd.step)

    return median(_milliseconds(move) for _ in range(TICKS))


def _intake(made: Filter) -> float:
    chance = random.Random(2)
    spaces = made.graph.spaces
    said = [
        Sighting(chance.randrange(PEOPLE), space, "badge", f"badge-{space}", made.now)
        for space in chance.choices(spaces, k=SIGHTINGS)
    ]
    return SIGHTINGS / _milliseconds(lambda: [made.sight(one) for one in said]) * 1000


def _messages() -> float:
    """As the listener takes them in, each in a message of its own."""
    from dugnad.areas.rescue.residents.tagged import Tagged
    from dugnad.areas.rescue.sensing.live import Live
    from dugnad.areas.rescue.sensing.sightings import Said, read, written
    from dugnad.areas.rescue.sensing.tags import digest

    graph, chance = Graph.of(tower()), random.Random(3)
    live = Live.of(uuid4(), graph, 0.0, 7200.0)
    tags = [f"tag-{n}" for n in range(PEOPLE)]
    live.follow(
        Tagged(uuid4(), False, "", "alone", "none", frozenset({("badge", digest("badge", tag))}))
        for tag in tags
    )
    said = [
        written([Said("badge", f"reader-{space}", space, chance.choice(tags), 0.0)])
        for space in chance.choices(graph.spaces, k=SIGHTINGS)
    ]
    return (
        SIGHTINGS / _milliseconds(lambda: [live.take(one, 0.0) for text in said for one in read(text)]) * 1000
    )


def _score_rows(outcomes: list[Outcome]) -> Iterator[Row]:
    for number, (name, unit) in enumerate((("log score", "nats"), ("Brier score", ""))):
        ours = _mean(outcome.ours.scores[number] for outcome in outcomes)
        seen = _mean(outcome.simple(1).scores[number] for outcome in outcomes)
        registered = _mean(outcome.simple(2).scores[number] for outcome in outcomes)
        yield _row(f"Presence: {name} on simulated days", ours, unit, seen, "last seen", seen)
        yield _row(
            f"Presence: {name}, the other way to guess", ours, unit, registered, "registered room", registered
        )
    error = _mean(outcome.calibration_error for outcome in outcomes)
    yield _row("Presence: expected calibration error", error, "", 0.04)


def _milliseconds(work: Any) -> float:
    """Time of one core that the work takes; what else the machine does is not counted."""
    start = process_time()
    work()
    return (process_time() - start) * 1e3


def _mean(figures: Iterator[float]) -> float:
    values = list(figures)
    return sum(values) / len(values)


def _row(
    name: str, value: float, unit: str, goal: float | None, peer: str = "", peer_value: float | None = None
) -> Row:
    return {"name": name, "value": value, "unit": unit, "goal": goal, "peer": peer, "peer_value": peer_value}


def main() -> None:
    from benchmarks.table import show

    show(rows())
    print("\ntold        how often   was true")
    for count, told, true in run(Day(SEEDS[0])).reliability():
        print(f"{told:.2f} {'#' * round(40 * true):<42}{count:>8} {true:>8.2f}")


if __name__ == "__main__":
    main()
