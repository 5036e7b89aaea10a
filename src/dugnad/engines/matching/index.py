"""The index: documents in, needs answered, with what each answer was given for.

One writer at a time; readers may search while it writes, and see all of a change or nothing of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.matching.analysis import MARK
from dugnad.engines.matching.asking import Ask, ask
from dugnad.engines.matching.explaining import explain
from dugnad.engines.matching.segment import Segment, Words, build
from dugnad.engines.matching.spelling import Spelling
from dugnad.engines.matching.values import Document, Evidence, Field, Hit, Tuning
from dugnad.engines.matching.vocabulary import Vocabulary

CROWDED: Final = 5_000
SPELLED_ANEW: Final = 0.02
NOTHING: Final = Words.of((), ())


@dataclass(frozen=True)
class State:
    """All that a search reads: the main segment, the newest changes, and where each key lies."""

    main: Segment
    alive: NDArray[Any]
    newest: Segment
    places: dict[str, tuple[int, int]]
    spelling: Spelling


class Index:
    """Documents found by needs in bokmål, nynorsk or English."""

    def __init__(self, fields: Sequence[Field], tuning: Tuning | None = None) -> None:
        if not fields or len({field.name for field in fields}) < len(fields):
            raise ValueError("an index needs fields, each with a name of its own")
        self.fields: Final = tuple(fields)
        self.tuning: Final = tuning or Tuning()
        self.vocabulary = Vocabulary()
        empty = build(NOTHING, self.vocabulary, self.fields, self.tuning, None)
        self._state = State(empty, np.ones(0, bool), empty, {}, Spelling([]))

    def __len__(self) -> int:
        return len(self._state.places)

    def __contains__(self, key: object) -> bool:
        return key in self._state.places

    @property
    def crowded(self) -> bool:
        """Whether so many changes have come since the last `compact` that another would pay."""
        state = self._state
        return len(state.newest.held.keys) + int(np.count_nonzero(~state.alive)) > CROWDED

    def put(self, documents: Iterable[Document]) -> None:
        """Take in documents; one whose key is there already replaces it. Found from now on."""
        read = {document.key: document for document in documents}
        texts = (document.texts.get(field.name, "") for document in read.values() for field in self.fields)
        coming = Words.of(read, map(self.vocabulary.read, texts))
        state = self._state
        if len(read) > max(CROWDED, len(state.main.held.keys)) or not len(self):
            self._state = self._whole(self._without(read).then(coming))
        else:
            self._change(read, coming)

    def remove(self, keys: Iterable[str]) -> None:
        """Take documents out; keys that are not there are passed over."""
        self._change(dict.fromkeys(keys), NOTHING)

    def compact(self) -> None:
        """Join all changes into the main segment. The average lengths and frequencies become exact."""
        self._state = self._whole(self._without(()))

    def search(self, need: str, limit: int = 10, among: Collection[str] | None = None) -> list[Hit]:
        """The documents that score highest, at most `limit`, best first; equal ones in the order they came.

        `among` leaves only those keys. A need without letters or digits finds nothing.
        """
        state = self._state
        wanted = self._ask(need, state)
        if not wanted.wanted or limit < 1:
            return []
        scores = self._scores(wanted, state)
        if among is not None:
            scores *= self._among(among, state, len(scores))
        keys = (state.main.held.keys, state.newest.held.keys)
        best = _best(scores, limit)
        split = len(keys[0])
        return [
            Hit(
                keys[at >= split][at - split * (at >= split)],
                float(scores[at]),
                float(scores[at]) / wanted.highest,
            )
            for at in best.tolist()
        ]

    def explain(self, need: str, key: str) -> list[Evidence]:
        """What the document was scored for, the most first; the scores add up to its score.

        Raises KeyError for a key that is not there.
        """
        state = self._state
        which, at = state.places[key]
        segment = (state.main, state.newest)[which]
        return explain(self._ask(need, state), segment, at, self.vocabulary, self.fields, self.tuning)

    def _without(self, gone: Collection[str]) -> Words:
        state = self._state
        everything = state.main.held.then(state.newest.held)
        alive = np.concatenate([state.alive, np.ones(len(state.newest.held.keys), bool)])
        if gone:
            alive &= np.array([key not in gone for key in everything.keys], bool)
        return everything if alive.all() else everything.kept(alive, len(self.fields))

    def _whole(self, held: Words) -> State:
        main = build(held, self.vocabulary, self.fields, self.tuning, None)
        newest = build(NOTHING, self.vocabulary, self.fields, self.tuning, main.averages)
        places = {key: (0, at) for at, key in enumerate(held.keys)}
        return State(main, np.ones(len(held.keys), bool), newest, places, self._spelling())

    def _change(self, gone: Collection[str], coming: Words) -> None:
        state = self._state
        stays = np.array([key not in gone for key in state.newest.held.keys], bool)
        held = state.newest.held.kept(stays, len(self.fields)).then(coming)
        newest = build(held, self.vocabulary, self.fields, self.tuning, state.main.averages)
        alive = state.alive.copy()
        alive[[at for which, at in (state.places.get(key, (1, 0)) for key in gone) if which == 0]] = False
        places = {key: place for key, place in state.places.items() if place[0] == 0 and key not in gone}
        places.update({key: (1, at) for at, key in enumerate(held.keys)})
        self._state = replace(
            state, alive=alive, newest=newest, places=places, spelling=self._spelling(state.spelling)
        )

    def _spelling(self, last: Spelling | None = None) -> Spelling:
        if last and len(self.vocabulary.terms) <= last.known_terms * (1 + SPELLED_ANEW):
            return last
        words = [term[1:] for term in self.vocabulary.terms if term[0] == MARK]
        return Spelling(words, len(self.vocabulary.terms))

    def _ask(self, need: str, state: State) -> Ask:
        def frequency(term: str) -> int:
            number = self.vocabulary.terms.get(term)
            return 0 if number is None else state.main.frequency(number) + state.newest.frequency(number)

        documents = len(state.main.held.keys) + len(state.newest.held.keys)
        return ask(need, frequency, documents, state.spelling, self.tuning)

    def _scores(self, wanted: Ask, state: State) -> NDArray[Any]:
        terms = np.array([self.vocabulary.terms[term] for term in wanted.wanted], np.int64)
        weights = np.array([each.weight for each in wanted.wanted.values()])
        return np.concatenate(
            [state.main.scores(terms, weights) * state.alive, state.newest.scores(terms, weights)]
        )

    def _among(self, keys: Collection[str], state: State, many: int) -> NDArray[Any]:
        mask = np.zeros(many)
        start = (0, len(state.main.held.keys))
        found = (state.places[key] for key in keys if key in state.places)
        mask[[start[which] + at for which, at in found]] = 1.0
        return mask


def _best(scores: NDArray[Any], limit: int) -> NDArray[Any]:
    found = np.flatnonzero(scores > 0)
    if len(found) > limit:
        edge = np.partition(scores[found], len(found) - limit)[len(found) - limit]
        found = found[scores[found] >= edge]
    return found[np.argsort(-scores[found], kind="stable")][:limit]
