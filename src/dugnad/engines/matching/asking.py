"""A need as weighted terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import log

from dugnad.engines.matching.analysis import MARK, terms, view
from dugnad.engines.matching.spelling import Spelling
from dugnad.engines.matching.stopwords import telling
from dugnad.engines.matching.text import asked
from dugnad.engines.matching.values import Tuning


@dataclass
class Wanted:
    """One term of a need: its weight, and which words of the need it came from, how often."""

    weight: float
    words: dict[str, float] = field(default_factory=dict)
    spelled: bool = False


@dataclass(frozen=True)
class Ask:
    """The terms of a need that some document has, and the highest score that any document could get."""

    wanted: Mapping[str, Wanted]
    highest: float


def ask(
    need: str, frequency: Callable[[str], int], documents: int, spelling: Spelling, tuning: Tuning
) -> Ask:
    """What to look for. `frequency` is the number of documents that have a term.

    The weight of a term is its view's weight times idf = ln(1 + (N - n + 0.5) / (n + 0.5)), times
    (k3 + 1) x / (k3 + x) for a term that comes x times (BM25: Robertson & Zaragoza 2009).
    """
    counted = _counted(need, spelling)
    wanted, highest = {}, 0.0
    for (term, spelled), words in counted.items():
        many, weight = frequency(term), tuning.views[view(term)] * (tuning.spelling if spelled else 1.0)
        times = sum(words.values())
        weight *= idf(many, documents) * (tuning.k3 + 1) * times / (tuning.k3 + times)
        highest += 0.0 if spelled else weight
        if many and weight:
            wanted[term] = Wanted(weight, words, spelled)
    return Ask(wanted, highest)


def idf(many: int, documents: int) -> float:
    """How telling a term is that so many of the documents have."""
    return log(1 + (documents - many + 0.5) / (many + 0.5))


def _counted(need: str, spelling: Spelling) -> dict[tuple[str, bool], dict[str, float]]:
    counted: dict[tuple[str, bool], dict[str, float]] = {}
    for word in telling(asked(need)):
        for term in terms(word):
            words = counted.setdefault((term, False), {})
            words[word] = words.get(word, 0.0) + 1.0
    for word in telling(asked(need)):
        for key, sure in spelling.meant(word).items():
            meant = MARK + key
            if (meant, False) not in counted:
                words = counted.setdefault((meant, True), {})
                words[word] = max(words.get(word, 0.0), sure)
    return counted
