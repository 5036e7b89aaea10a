"""An index as bytes and back, so that a restart need not index anew."""

from __future__ import annotations

import json
import zlib
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np

from dugnad.engines.matching.analysis import View
from dugnad.engines.matching.index import Index, State
from dugnad.engines.matching.segment import Segment, Words
from dugnad.engines.matching.values import CannotRead, Field, Tuning
from dugnad.engines.matching.vocabulary import Vocabulary

ANALYSIS: Final = 1
"""To be raised whenever a word's terms change: what was saved before is then refused."""

PARTS: Final = ("averages", "heads", "ids", "strengths")


def saved(index: Index) -> bytes:
    """The index as bytes (numpy's npz, nothing that could run)."""
    state, held = index._state, BytesIO()
    segments = {"main": state.main, "newest": state.newest}
    arrays = {f"{name}_{part}": getattr(each, part) for name, each in segments.items() for part in PARTS}
    arrays |= {
        f"{name}_{part}": getattr(each.held, part)
        for name, each in segments.items()
        for part in ("at", "words")
    }
    vocabulary = index.vocabulary.saved()
    texts = {name: value for name, value in vocabulary.items() if isinstance(value, str)}
    head = _head(index) | texts | {name: list(each.held.keys) for name, each in segments.items()}
    arrays |= {name: value for name, value in vocabulary.items() if name not in texts}
    np.savez(held, head=np.frombuffer(json.dumps(head).encode(), np.uint8), alive=state.alive, **arrays)
    return held.getvalue()


def loaded(data: bytes) -> Index:
    """The index that `saved` made the bytes of.

    Raises CannotRead for anything else, and for one whose words were taken apart by other rules.
    """
    try:
        with np.load(BytesIO(data), allow_pickle=False) as file:
            arrays = dict(file.items())
        head = json.loads(arrays["head"].tobytes())
        if head["analysis"] != ANALYSIS:
            raise CannotRead("the index was made by another version: index the documents anew")
        return _made(head, arrays)
    except (
        BadZipFile,
        zlib.error,
        RuntimeError,
        ValueError,
        KeyError,
        TypeError,
        OSError,
        EOFError,
    ) as problem:
        raise (
            problem if isinstance(problem, CannotRead) else CannotRead("this is no saved index")
        ) from problem


def _head(index: Index) -> dict[str, Any]:
    tuning = index.tuning
    constants = {"k1": tuning.k1, "k3": tuning.k3, "spelling": tuning.spelling}
    return {
        "analysis": ANALYSIS,
        "fields": [[field.name, field.weight, field.b] for field in index.fields],
        "tuning": constants | {"views": [tuning.views[view] for view in View]},
    }


def _made(head: dict[str, Any], arrays: dict[str, Any]) -> Index:
    tuning = dict(head["tuning"])
    views = dict(zip(View, tuning.pop("views"), strict=True))
    index = Index([Field(*field) for field in head["fields"]], Tuning(views=views, **tuning))
    index.vocabulary = Vocabulary.loaded(head["words"], head["terms"], arrays["starts"], arrays["flat"])
    main, newest = (_segment(name, tuple(head[name]), arrays) for name in ("main", "newest"))
    alive = arrays["alive"]
    places = {key: (0, at) for at, key in enumerate(main.held.keys) if alive[at]}
    places |= {key: (1, at) for at, key in enumerate(newest.held.keys)}
    index._state = State(main, alive, newest, places, index._spelling())
    return index


def _segment(name: str, keys: tuple[str, ...], arrays: dict[str, Any]) -> Segment:
    held = Words(keys, arrays[f"{name}_at"], arrays[f"{name}_words"])
    return Segment(held, *(arrays[f"{name}_{part}"] for part in PARTS))
