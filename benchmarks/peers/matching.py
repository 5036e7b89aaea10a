"""What the matching engine is measured beside: bm25s, tantivy, and SQLite's FTS5 with words and with trigrams."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Final

import bm25s
import tantivy

from dugnad.engines.matching import Document

Search = Callable[[str], list[str]]


def by_bm25s(documents: Sequence[Document]) -> Search:
    tokens = bm25s.tokenize([_text(each) for each in documents], stopwords=None, show_progress=False)
    engine = bm25s.BM25()
    engine.index(tokens, show_progress=False)

    def search(need: str) -> list[str]:
        asked_for = bm25s.tokenize([need], stopwords=None, show_progress=False)
        found, scores = engine.retrieve(asked_for, k=10, show_progress=False)
        return [documents[at].key for at, score in zip(found[0], scores[0], strict=True) if score > 0]

    return search


def by_tantivy(documents: Sequence[Document]) -> Search:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", tokenizer_name="default")
    engine = tantivy.Index(builder.build())
    writer = engine.writer(50_000_000, 1)
    for each in documents:
        writer.add_document(tantivy.Document(key=[each.key], text=[_text(each)]))
    writer.commit()
    writer.wait_merging_threads()
    engine.reload()
    reader = engine.searcher()

    def search(need: str) -> list[str]:
        query, _ = engine.parse_query_lenient(need, ["text"])
        return [str(reader.doc(address)["key"][0]) for _, address in reader.search(query, 10).hits]

    return search


def by_fts5(documents: Sequence[Document], tokenizer: str = "unicode61") -> Search:
    base = sqlite3.connect(":memory:")
    base.execute(f"CREATE VIRTUAL TABLE texts USING fts5(key UNINDEXED, text, tokenize='{tokenizer}')")
    base.executemany("INSERT INTO texts VALUES (?, ?)", ((each.key, _text(each)) for each in documents))

    def search(need: str) -> list[str]:
        asked_for = need.split() if tokenizer != "trigram" else trigrams(need)
        words = " OR ".join('"' + word.replace('"', "") + '"' for word in asked_for)
        found = base.execute("SELECT key FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 10", (words,))
        return [key for (key,) in found]

    return search


def trigrams(need: str) -> list[str]:
    """The runs of three letters of each word: what FTS5's trigram tokenizer can look for in slips and compounds."""
    return [word[at : at + 3] for word in need.split() for at in range(max(1, len(word) - 2))]


def by_trigram(documents: Sequence[Document]) -> Search:
    return by_fts5(documents, "trigram")


def _text(document: Document) -> str:
    return " ".join(document.texts.values())


PEERS: Final = {"bm25s": by_bm25s, "tantivy": by_tantivy, "SQLite FTS5": by_fts5, "FTS5 trigram": by_trigram}
