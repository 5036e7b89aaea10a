"""The matching engine with 100,000 documents against bm25s, tantivy and SQLite FTS5; quality; allocation.

Run: python -m benchmarks.matching. Quality needs ../shared/data/los (LOS concepts and the citizens' own words).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import Any, Final

import numpy as np
import psutil

from benchmarks.peers.matching import PEERS, Search
from benchmarks.peers.words import asked, slips, world
from dugnad.engines.matching import Document, Field, Index, loaded, saved
from dugnad.engines.matching.allocation import (
    Expert,
    Pairs,
    Policy,
    Request,
    Round,
    allocate,
    price_of_fairness,
)
from dugnad.engines.matching.evaluate import SLIPS, indexed, with_slips
from dugnad.engines.matching.measures import quality

Row = dict[str, Any]
DOCUMENTS: Final = 100_000
QUERIES: Final = 200
SLOW: Final = {"FTS5 trigram": 10}
LOS: Final = Path(__file__).parents[2] / "shared/data/los"
GOALS: Final = {"nb": 0.45, "nn": 0.43, SLIPS: 0.40}


def rows() -> Iterator[Row]:
    """One dict for each figure: name, value, unit, goal, and the peer measured in the same run."""
    # First, before 100,000 documents lie about for the garbage collector to go through.
    yield from dividing()
    yield from speed()
    yield from qualities()


def dividing() -> Iterator[Row]:
    """10,000 requests, 1,000 experts, 100,000 pairs, three classes of urgency, 15 groups, cap of 2."""
    chance = np.random.default_rng(1)
    requests = [
        Request(str(at), str(at % 7_000), str(at % 7_000 % 15), 1, int(chance.integers(3)), float(at % 20))
        for at in range(10_000)
    ]
    experts = [Expert(str(at), int(many)) for at, many in enumerate(chance.integers(3, 10, 1_000))]
    many = 100_000
    columns = chance.integers(0, 10_000, many), chance.integers(0, 1_000, many), chance.random(many)
    round_ = Round(
        requests, experts, Pairs(*columns, np.where(chance.random(many) < 0.05, 2, 0)), Policy(cap=2)
    )
    allocate(round_)
    outcome, spent = clocked(lambda: allocate(round_))
    yield row("Allocation: 10,000 requests, 1,000 experts, 100,000 pairs", spent, "s CPU", 0.3)
    yield row("Allocation: price of fairness", price_of_fairness(round_, outcome) * 100, "%")


def speed() -> Iterator[Row]:
    documents, needs = world(DOCUMENTS), asked(QUERIES)
    peers = {name: timed(make, documents, needs[: SLOW.get(name)]) for name, make in PEERS.items()}
    warm = Index(FIELDS)
    warm.put(documents[:10])
    warm.search(needs[0])
    before = memory()
    index, spent = clocked(lambda: filled(documents))
    yield row("Matching: 100,000 documents indexed", spent, "s CPU", 10, "tantivy", peers["tantivy"][0])
    for name, (built, median, late) in peers.items():
        yield row(f"  index by {name}", built, "s CPU")
        yield row(f"  query by {name}, p50", median, "ms CPU")
        yield row(f"  query by {name}, p95", late, "ms CPU")
    median, late = pace(index.search, needs)
    yield row("Matching: query of 5 words, p50", median, "ms CPU")
    yield row("Matching: query of 5 words, p95", late, "ms CPU", 15, "SQLite FTS5", peers["SQLite FTS5"][2])
    yield row(
        "Matching: query with a slip in each word, p95", pace(index.search, slips(needs))[1], "ms CPU", 15
    )
    yield row("Matching: memory the index takes", memory() - before, "MB", 500)
    yield from changes(index, needs)


def changes(index: Index, needs: Sequence[str]) -> Iterator[Row]:
    edit = Document("new", {"title": "vannmåling med sensorer i vintervei", "text": needs[0]})
    yield row(
        "Matching: an edit until it is found", clocked(lambda: index.put([edit]))[1] * 1000, "ms CPU", 1000
    )
    assert index.search("vannmåling sensorer vintervei", 1)[0].key == "new"
    data, spent = clocked(lambda: saved(index))
    yield row("Matching: saved", spent, "s CPU")
    yield row("Matching: size when saved", len(data) / 1e6, "MB")
    again, spent = clocked(lambda: loaded(data))
    yield row("Matching: loaded at a restart", spent, "s CPU")
    assert again.search(needs[0]) == index.search(needs[0])
    yield row(
        "Matching: one explanation",
        clocked(lambda: again.explain(needs[0], again.search(needs[0])[0].key))[1] * 1000,
        "ms CPU",
    )
    yield row("Matching: compacted", clocked(index.compact)[1], "s CPU")


def row(
    name: str, value: float, unit: str, goal: float | None = None, peer: str = "", other: float | None = None
) -> Row:
    return {"name": name, "value": value, "unit": unit, "goal": goal, "peer": peer, "peer_value": other}


FIELDS: Final = (Field("title", 3.0), Field("text"))


def filled(documents: Sequence[Document]) -> Index:
    index = Index(FIELDS)
    index.put(documents)
    return index


def clocked(work: Callable[[], Any]) -> tuple[Any, float]:
    start = process_time()
    return work(), process_time() - start


def pace(search: Callable[[str], Any], needs: Sequence[str]) -> tuple[float, float]:
    """Median and 95th percentile, ms of CPU."""
    search(needs[0])
    spent = [clocked(lambda need=need: search(need))[1] * 1000 for need in needs]  # type: ignore[misc]
    return float(np.percentile(spent, 50)), float(np.percentile(spent, 95))


def memory() -> float:
    return float(psutil.Process(os.getpid()).memory_info().rss / 1e6)


def timed(
    make: Callable[[Sequence[Document]], Any], documents: Sequence[Document], needs: Sequence[str]
) -> tuple[float, ...]:
    search, built = clocked(lambda: make(documents))
    return (built, *pace(search, needs))


def qualities() -> Iterator[Row]:
    """1 - nDCG@10 of each set of queries, so that lower is better, beside the best peer."""
    if not LOS.exists():
        return
    concepts, queries = (
        json.loads((LOS / f"{name}.json").read_text("utf-8")) for name in ("concepts", "queries")
    )
    sets = {**queries, SLIPS: with_slips(queries["nb"], 1)}
    index = indexed(concepts, "nb")
    ours = {
        name: missed(lambda need: [hit.key for hit in index.search(need)], asked_for)
        for name, asked_for in sets.items()
    }
    texts = los_documents(concepts)
    peers = {name: make(texts) for name, make in PEERS.items()}
    for name, asked_for in sets.items():
        theirs = {peer: missed(search, asked_for) for peer, search in peers.items()}
        best = min(theirs, key=lambda peer: theirs[peer])
        yield row(f"Matching: {name}", ours[name], "1-nDCG@10", 1 - GOALS[name], best, theirs[best])
        for peer, value in theirs.items():
            yield row(f"  {name} by {peer}", value, "1-nDCG@10")


def los_documents(concepts: Sequence[dict[str, Any]]) -> list[Document]:
    from dugnad.engines.matching.evaluate import documents

    return documents(concepts, "nb")


def missed(search: Search, queries: Sequence[dict[str, Any]]) -> float:
    return 1 - quality((search(each["query"]), each["relevant"]) for each in queries).ndcg


if __name__ == "__main__":
    from benchmarks.table import show

    show(rows())
