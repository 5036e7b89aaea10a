"""Cases decided in a batch, with a trace for each condition and an audit record, on one core.

Run: python -m benchmarks.casework. CPU time, so that what else runs on the machine counts little. The peers get the
same people and give less: zen-engine one table with its own trace as JSON and SHA-256, plain Python the fee alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from benchmarks.dmn import Row, people, zen_model
from dugnad.areas.casework import library
from dugnad.areas.casework.rulebook.batch import Applicant, Batch
from dugnad.areas.casework.rulebook.deciding import Known, canonical, decide
from dugnad.areas.casework.rulebook.document import Overlay
from dugnad.areas.casework.rulebook.reading import digest

COUNT = 20_000
DAY = dt.date(2026, 10, 1)
AT = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
PACKAGE = library.package("kindergarten_fee")
ENGINE = "0" * 64


def applicants(count: int) -> list[Applicant]:
    """Invented families, in the facts of the kindergarten fee."""
    draw = random.Random(7)
    return [
        Applicant(
            {
                "husholdningens inntekt": Known(Decimal(draw.randrange(1_200_000)), "tax", AT),
                "barnets nummer": Known(Decimal(draw.randrange(1, 5)), "kindergarten", AT),
                "barnets alder": Known(Decimal(draw.randrange(1, 6)), "people", AT),
                "timer i uken": Known(Decimal(draw.choice([20, 30, 45])), "kindergarten", AT),
            },
            AT,
        )
        for _ in range(count)
    ]


def plain(one: Applicant) -> tuple[bytes, str]:
    """The fee by hand in floats, its inputs and result as JSON and SHA-256: no trace, no citations."""
    facts = {name: float(known.value) for name, known in one.facts.items()}  # type: ignore[arg-type]
    income, hours = facts["husholdningens inntekt"], facts["timer i uken"]
    fee = min(income * 0.06 / 11, 2000) * (1 - {1.0: 0.0, 2.0: 0.3}.get(facts["barnets nummer"], 1.0))
    free = income < 642_700 and facts["barnets alder"] >= 2
    paid = fee * max(hours - 20, 0) / hours if free else fee
    text = json.dumps(
        {"facts": facts, "fee": paid, "free": free}, sort_keys=True, ensure_ascii=False
    ).encode()
    return text, hashlib.sha256(text).hexdigest()


def _rate(work: Callable[[Any], Any], given: list[Any], rounds: int = 3) -> float:
    """Calls a second of CPU time, the best of some rounds."""
    best = 0.0
    for _ in range(rounds):
        start = time.process_time()
        for one in given:
            work(one)
        best = max(best, len(given) / (time.process_time() - start))
    return best


def _zen() -> Callable[[dict[str, Any]], str]:
    import zen

    decision = zen.ZenEngine().create_decision(zen_model(20))

    def work(person: dict[str, Any]) -> str:
        found = decision.evaluate(person, {"trace": True})
        return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()

    return work


def rows() -> Iterator[Row]:
    """One dict for each figure: name, value, unit, goal, peer, peer_value."""
    given, key = applicants(COUNT), digest(PACKAGE)
    batch = Batch(PACKAGE, Overlay(), day=DAY, digest=key, engine=ENGINE)

    def single(one: Applicant) -> bytes:
        return canonical(decide(PACKAGE, Overlay(), one.facts, day=DAY, now=one.now, digest=key))

    for one in given[:: COUNT // 200]:
        assert batch.decide(one).trace == single(one)
    ours, zen = _rate(batch.decide, given), _rate(_zen(), people(2_000), 1)
    yield _row("batch with full trace and audit record, one core", ours, 20_000, "zen-engine", zen)
    yield _row("one at a time", _rate(single, given[:2_000], 1), None, "plain Python", _rate(plain, given))


def _row(name: str, value: float, goal: float | None, peer: str, peer_value: float) -> Row:
    return {
        "name": f"Casework: {name}", "value": value, "unit": "/s", "goal": goal, "peer": peer, "peer_value": peer_value,
    }  # fmt: skip


if __name__ == "__main__":
    from benchmarks.table import show

    show(rows())
