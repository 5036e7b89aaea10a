"""A whole model from and to JSON values: every fault named with its path, nothing half-read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final, cast

from dugnad.engines.foresight.errors import Fault, Refused
from dugnad.engines.foresight.model import VERSION, Model
from dugnad.engines.foresight.reading.numbers import Faults
from dugnad.engines.foresight.reading.parts import read_part

LONGEST_WORDS: Final = 2000
LARGEST_SEED: Final = 2**31 - 1
BESIDE: Final = ("version", "canvas", "seed")


def to_json(model: Model) -> dict[str, Any]:
    """The model as JSON values, with the version of their form."""
    return {"version": VERSION, **asdict(model)}


def from_json(values: Any) -> Model:
    """The model that `to_json` wrote, or that a person or program wrote to the published schema.

    `canvas` (words by block) and `seed` may stand beside the model: they are checked, and are no part of it.

    Raises `Refused` with one `Fault` for each thing that is wrong: its path, code and reason; `newer_version` alone
    when the document was written by a newer version of this program.
    """
    model, faults = _read(values)
    if model is not None and not faults:
        faults = _lacking(model)
    if faults:
        raise Refused(faults[0].code, faults[0].reason, faults[0].path, tuple(faults))
    return cast(Model, model)


def draft_from_json(values: Any) -> tuple[Model, tuple[Fault, ...]]:
    """A model that somebody still works on, and its faults: no streams, one that is named and not there, two of a name.

    Raises `Refused` as `from_json` does for all else.
    """
    model, faults = _read(values)
    if model is None or faults:
        raise Refused(faults[0].code, faults[0].reason, faults[0].path, tuple(faults))
    return model, tuple(_lacking(model))


def _read(values: Any) -> tuple[Model | None, Faults]:
    if not isinstance(values, Mapping):
        raise Refused("not_an_object", "a model is a JSON object")
    version = values.get("version")
    if isinstance(version, int) and version > VERSION:
        reason = f"this model is of version {version}; this program reads up to {VERSION}"
        raise Refused("newer_version", reason, "version")
    faults: Faults = []
    if isinstance(version, bool) or version != VERSION:
        faults.append(Fault("version", "unknown_version", f"version must be {VERSION}"))
    _beside(values, faults)
    model = read_part(Model, {key: one for key, one in values.items() if key not in BESIDE}, "", faults)
    return cast("Model | None", model), faults


def _beside(values: Mapping[Any, Any], faults: Faults) -> None:
    """What a document may carry that no figure rests on: words for its reader, and the seed that was used."""
    words, seed = values.get("canvas", {}), values.get("seed", 0)
    if not isinstance(words, Mapping):
        faults.append(Fault("canvas", "not_an_object", "an object is needed here"))
    elif not all(isinstance(one, str) and len(one) <= LONGEST_WORDS for one in words.values()):
        faults.append(Fault("canvas", "not_words", f"words are needed, at most {LONGEST_WORDS} letters"))
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed <= LARGEST_SEED:
        faults.append(Fault("seed", "not_a_seed", f"a seed is a whole number from 0 to {LARGEST_SEED}"))


def _lacking(model: Model) -> Faults:
    """What the parts owe one another: a stream at least, each of a name of its own, and only known ones named."""
    faults: Faults = []
    known = [stream.name for stream in model.business.streams]
    if not known:
        faults.append(Fault("business.streams", "wrong_length", "at least one stream is needed"))
    for n, name in enumerate(known):
        if name in known[:n]:
            faults.append(Fault(f"business.streams[{n}].name", "twice", f"two streams are called {name!r}"))
    for part in ("scenarios", "strategies"):
        for n, one in enumerate(getattr(model, part)):
            for name in one.streams:
                if name not in known:
                    faults.append(
                        Fault(f"{part}[{n}].streams", "unknown_stream", f"no stream is called {name!r}")
                    )
    return faults
