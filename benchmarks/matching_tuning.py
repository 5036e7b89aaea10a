"""Choosing the constants of the matching engine, judged on concepts that did not choose them.

Run: python -m benchmarks.matching_tuning FOLDER (with concepts.json and queries.json)

Concepts are dealt into five folds; a query goes with its first relevant concept. For each fold the best
of all settings on the other four is taken, and its quality on the fold itself is what is reported.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np

from dugnad.engines.matching import Field, Tuning, analysis, compounds, lemmas, nynorsk
from dugnad.engines.matching.analysis import View
from dugnad.engines.matching.evaluate import FIELDS, SLIPS, indexed, with_slips
from dugnad.engines.matching.measures import ndcg

FOLDS: Final = 5
TRIES: Final = 60
Sets = Mapping[str, list[dict[str, Any]]]
Setting = tuple[tuple[Field, ...], Tuning]
GRID: Final[dict[str, tuple[float, ...]]] = {
    "label": (2, 3, 4, 5),
    "label b": (0.3, 0.5, 0.75),
    "note b": (0.5, 0.75),
    "theme": (0.5, 1, 1.5),
    "k1": (1.2, 1.8, 2.5, 3.5),
    "word": (3, 4, 6, 8),
    "letters": (1, 1.5, 2, 2.5, 3),
    "spelling": (0.5, 1, 1.5, 2),
}


def rows() -> Iterator[dict[str, Any]]:
    """Nothing for the common table: this is a tool, run by itself."""
    return iter(())


def setting(values: Mapping[str, float]) -> Setting:
    """Fields and constants from one point of the grid."""
    fields = (
        Field("label", values["label"], values["label b"]),
        Field("note", 1.0, values["note b"]),
        Field("theme", values["theme"]),
    )
    views = {View.WORD: values["word"], View.LETTERS: values["letters"]}
    return fields, Tuning(k1=values["k1"], views=views, spelling=values["spelling"])


def points(seed: int) -> list[dict[str, float]]:
    """Points drawn from the grid, each only once."""
    chance = Random(seed)
    every = list(product(*GRID.values()))
    return [dict(zip(GRID, values, strict=True)) for values in chance.sample(every, TRIES)]


def read(folder: Path) -> tuple[list[dict[str, Any]], Sets]:
    """Concepts, and the sets of queries: nb, nn and nb with slips of three seeds."""
    concepts, queries = (
        json.loads((folder / f"{name}.json").read_text("utf-8")) for name in ("concepts", "queries")
    )
    slips = [query for seed in (11, 12, 13) for query in with_slips(queries["nb"], seed)]
    return concepts, {"nb": queries["nb"], "nn": queries["nn"], SLIPS: slips}


def gains(concepts: list[dict[str, Any]], sets: Sets, chosen: Setting, **how: Any) -> dict[str, np.ndarray]:
    """nDCG@10 of each query."""
    index = indexed(concepts, "nb", tuning=chosen[1], fields=chosen[0], **how)
    return {
        name: np.array([ndcg([hit.key for hit in index.search(q["query"])], q["relevant"]) for q in queries])
        for name, queries in sets.items()
    }


def folds(concepts: list[dict[str, Any]], sets: Sets) -> dict[str, np.ndarray]:
    """The fold of each query."""
    uris = sorted(concept["uri"] for concept in concepts)
    Random(5).shuffle(uris)
    fold = {uri: at % FOLDS for at, uri in enumerate(uris)}
    return {name: np.array([fold[q["relevant"][0]] for q in queries]) for name, queries in sets.items()}


def held_out(
    tried: list[dict[str, np.ndarray]], fold: dict[str, np.ndarray]
) -> tuple[dict[str, float], list[int]]:
    """The quality on folds that did not choose, and which setting each fold's others chose."""
    found: dict[str, list[float]] = {name: [] for name in fold}
    chosen = []
    for one in range(FOLDS):
        worth = [sum(each[name][fold[name] != one].mean() for name in fold) for each in tried]
        chosen.append(int(np.argmax(worth)))
        for name in fold:
            found[name].extend(tried[chosen[-1]][name][fold[name] == one])
    return {name: float(np.mean(values)) for name, values in found.items()}, chosen


@contextmanager
def without(module: Any, name: str, instead: Callable[..., Any] | int) -> Iterator[None]:
    """One step of the analysis left out for a while."""
    kept = getattr(module, name)
    setattr(module, name, instead)
    _forget()
    try:
        yield
    finally:
        setattr(module, name, kept)
        _forget()


def _forget() -> None:
    for cached in (analysis.terms, compounds.parts, lemmas.lemma, nynorsk.folded):
        getattr(cached, "cache_clear", lambda: None)()


def ablations(concepts: list[dict[str, Any]], sets: Sets) -> Iterator[tuple[str, dict[str, np.ndarray]]]:
    """What is lost without each part."""
    base = Tuning()
    yield "as it is", gains(concepts, sets, (FIELDS, base))
    yield "notes in the other norm where one lacks", gains(concepts, sets, (FIELDS, base), other_notes=True)
    for view in View:
        others = {each: 0.0 if each is view else weight for each, weight in base.views.items()}
        only = {each: 1.0 if each is view else 0.0 for each in View}
        yield f"without {view.name}", gains(concepts, sets, (FIELDS, replace(base, views=others)))
        yield f"only {view.name}", gains(concepts, sets, (FIELDS, replace(base, views=only, spelling=0.0)))
    yield "without spelling", gains(concepts, sets, (FIELDS, replace(base, spelling=0.0)))
    flat = tuple(Field(field.name, 1.0) for field in FIELDS)
    yield "all fields weigh the same", gains(concepts, sets, (flat, base))
    yield "without theme", gains(concepts, sets, (FIELDS[:2], base))
    for length in (2, 4, 5):
        with without(analysis, "RUN", length):
            yield f"runs of {length} letters instead of 3", gains(concepts, sets, (FIELDS, base))
    with without(analysis, "folded", str):
        yield "without folding", gains(concepts, sets, (FIELDS, base))
    with without(analysis, "parts", lambda word: (lemmas.lemma(word),)):
        yield "without compound parts", gains(concepts, sets, (FIELDS, base))
    with without(compounds, "lemma", str), without(analysis, "lemma", str):
        yield "without lemmas", gains(concepts, sets, (FIELDS, base))


def show(name: str, figures: Mapping[str, float]) -> None:
    print(f"{name:44}" + "".join(f"{figures[each]:8.3f}" for each in figures), flush=True)


def main(folder: Path) -> None:
    """Print the ablations, then what cross-validation chose and its quality on held-out concepts."""
    concepts, sets = read(folder)
    print(f"{'nDCG@10':44}" + "".join(f"{name[:7]:>8}" for name in sets))
    for name, figures in ablations(concepts, sets):
        show(name, {each: float(values.mean()) for each, values in figures.items()})
    tries = points(seed=3)
    tried = [gains(concepts, sets, setting(values)) for values in tries]
    figures, chosen = held_out(tried, folds(concepts, sets))
    show("held-out folds, settings of the other four", figures)
    for each in sorted(set(chosen), key=chosen.count, reverse=True):
        print(f"chosen by {chosen.count(each)} of {FOLDS}: {tries[each]}")
    ranked = sorted(range(len(tries)), key=lambda at: -sum(values.mean() for values in tried[at].values()))
    for each in ranked[:5]:
        show(
            str(list(tries[each].values())),
            {name: float(values.mean()) for name, values in tried[each].items()},
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
