"""Quality on concepts and queries: python -m dugnad.engines.matching.evaluate --concepts FILE --queries FILE

Concepts: a JSON list of {uri, label: {language: text}, note: {language: text}, broader: [uri]}. Queries: a
JSON object {language: [{query, relevant: [uri]}]}. Needs in bokmål and nynorsk are asked of the bokmål
texts, those in any other language of the texts in it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

from dugnad.engines.matching.index import Index
from dugnad.engines.matching.measures import Quality, quality
from dugnad.engines.matching.slips import slipped
from dugnad.engines.matching.values import Document, Field, Tuning

Json = Mapping[str, Any]
FIELDS: Final = (Field("label", 3.0), Field("note", b=0.5), Field("theme"))
ASKED_OF: Final = {"nn": "nb"}
SLIPS: Final = "nb, one slip in each word"


def documents(concepts: Sequence[Json], language: str, other_notes: bool = False) -> list[Document]:
    """The concepts' texts in one language: label, note, and the labels of the broader concepts.

    With `other_notes` a concept that lacks a note in the language has the one it has in another.
    """
    labels = {concept["uri"]: concept["label"].get(language, "") for concept in concepts}
    return [
        Document(
            concept["uri"],
            {
                "label": labels[concept["uri"]],
                "note": _note(concept["note"], language, other_notes),
                "theme": " ".join(labels.get(uri, "") for uri in concept["broader"]),
            },
        )
        for concept in concepts
    ]


def _note(notes: Json, language: str, other: bool) -> str:
    return str(notes.get(language) or (next(iter(notes.values()), "") if other else ""))


def indexed(
    concepts: Sequence[Json],
    language: str,
    other_notes: bool = False,
    tuning: Tuning | None = None,
    fields: Sequence[Field] = FIELDS,
) -> Index:
    """An index of the concepts in one language."""
    index = Index(fields, tuning)
    index.put(documents(concepts, language, other_notes))
    return index


def judged(index: Index, queries: Sequence[Json]) -> Quality:
    """How well the index answers the queries."""
    return quality(([hit.key for hit in index.search(each["query"])], each["relevant"]) for each in queries)


def evaluated(
    concepts: Sequence[Json], queries: Mapping[str, Sequence[Json]], seed: int, other_notes: bool
) -> Iterator[tuple[str, Quality]]:
    """The quality of each language, and of bokmål with slips."""
    for language, asked in queries.items():
        index = indexed(concepts, ASKED_OF.get(language, language), other_notes)
        yield language, judged(index, asked)
        if language == "nb":
            yield SLIPS, judged(index, with_slips(asked, seed))


def with_slips(queries: Sequence[Json], seed: int) -> list[Json]:
    """The queries with one slip in each word, the same for the same seed."""
    chance = Random(seed)  # noqa: S311 (a test set, not a secret)
    return [{**each, "query": slipped(each["query"], chance)} for each in queries]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line for each language."""
    parser = argparse.ArgumentParser(prog="python -m dugnad.engines.matching.evaluate")
    parser.add_argument("--concepts", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1, help="of the slips")
    parser.add_argument(
        "--other-notes", action="store_true", help="take a note in another language where one lacks"
    )
    given = parser.parse_args(arguments)
    try:
        concepts, queries = (json.loads(file.read_text("utf-8")) for file in (given.concepts, given.queries))
        lines = list(evaluated(concepts, queries, given.seed, given.other_notes))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        print(f"cannot evaluate: {type(problem).__name__}: {problem}", file=sys.stderr)
        return 2
    print(f"{'':28}{'queries':>8}{'nDCG@10':>9}{'MRR@10':>9}{'hit@10':>9}")
    for name, each in lines:
        print(f"{name:28}{each.queries:8}{each.ndcg:9.3f}{each.mrr:9.3f}{each.hit:9.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
