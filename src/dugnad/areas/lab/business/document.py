"""The model's document as it is edited: parts found by their path, saved apart, merged when two people save. Pure.

A state is all that a revision keeps: title, document, canvas, seed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import deepcopy
from typing import Any, Final

from dugnad.engines.foresight import reading
from dugnad.engines.foresight.errors import Fault, Refused
from dugnad.engines.foresight.model import Business, Model
from dugnad.engines.foresight.scenarios import CATALOGUE

Json = dict[str, Any]
State = dict[str, Any]
Path = tuple[str | int, ...]
BUSINESS: Final[Path] = ("document", "business")
STREAMS: Final[Path] = (*BUSINESS, "streams")
BLOCKS: Final = (
    "customer_segments",
    "value_propositions",
    "channels",
    "customer_relationships",
    "revenue_streams",
    "key_resources",
    "key_activities",
    "key_partners",
    "cost_structure",
)
LONGEST_TEXT: Final = 2000


def plain(model: Model) -> Json:
    """A model as JSON values, lists and all, as a store gives them back."""
    found: Json = json.loads(json.dumps(reading.to_json(model)))
    return found


def blank(name: str, start: str) -> Json:
    """A document with nothing in it yet but what is usual."""
    return plain(Model(Business(name=name, streams=(), start=start)))


def read(document: Any) -> Model:
    """The model of a document. Raises `Refused` with every fault."""
    return reading.from_json(document)


def draft(document: Any) -> tuple[Model, tuple[Fault, ...]]:
    """A model that may still lack something, and what. Raises `Refused` with every fault that is none of these."""
    return reading.draft_from_json(document)


def faults(document: Any) -> tuple[Fault, ...]:
    """What the document still lacks, or has wrong; nothing: it can be reckoned with."""
    try:
        read(document)
    except Refused as refused:
        return refused.faults or (Fault(refused.path, refused.code, refused.reason),)
    return ()


def settled(document: Json) -> Json:
    """The document as the engine writes it, so that its fingerprint is everywhere the same; as it is while it lacks
    something."""
    try:
        return plain(read(document))
    except Refused:
        return document


def as_file(state: State) -> Json:
    """All of a model as one document: what the engine reads, the canvas' words, the seed."""
    document = dict(state["document"])
    version = {"version": document.pop("version")} if "version" in document else {}
    return {**version, "seed": state["seed"], "canvas": dict(state["canvas"]), **document}


def get(state: State, path: Path) -> Any:
    """What stands at a path, or None."""
    here: Any = state
    for key in path:
        try:
            here = here[key]
        except (KeyError, IndexError, TypeError):
            return None
    return here


def put(state: State, path: Path, value: Any) -> State:
    """A copy of the state with `value` at the path; one past the end of a list is added to it."""
    copy = deepcopy(state)
    here: Any = copy
    for key in path[:-1]:
        here = here[key]
    last = path[-1]
    if isinstance(here, list) and last == len(here):
        here.append(value)
    else:
        here[last] = value
    return copy


def dotted(path: Path) -> str:
    """A path below the document as the engine names it: `business.streams[0].price`."""
    text = ""
    for key in path[1:]:
        text += f"[{key}]" if isinstance(key, int) else f".{key}"
    return text.lstrip(".")


def same_place(path: Path, base: State, now: State) -> Path | None:
    """Where a thing that stood at `path` stands now: list entries are known by their name. None: it is gone."""
    for n, key in enumerate(path):
        if isinstance(key, int):
            name = (get(base, path[: n + 1]) or {}).get("name")
            rows: Sequence[Json] = get(now, path[:n]) or []
            found = [m for m, row in enumerate(rows) if row.get("name") == name]
            return (*path[:n], found[0], *path[n + 1 :]) if name is not None and found else None
    return path


def renamed(state: State, old: str, new: str) -> State:
    """The state with a stream's new name wherever a scenario or strategy meets it."""
    copy = deepcopy(state)
    for part in ("scenarios", "strategies"):
        for row in copy["document"].get(part) or []:
            row["streams"] = [new if one == old else one for one in row.get("streams") or []]
    return copy


def named_in(state: State, stream: str) -> list[str]:
    """The scenarios and strategies that meet this stream by name, by what they are called."""
    rows = [row for part in ("scenarios", "strategies") for row in state["document"].get(part) or []]
    return [row.get("name") or row.get("kind", "") for row in rows if stream in (row.get("streams") or [])]


def scenario(kind: str, name: str) -> Json:
    """A new scenario of the catalogue with all its ranges written out, so that they stay what they were."""
    values = {one.name: _value(one.default) for one in CATALOGUE[kind].parameters}
    return {"kind": kind, "name": name, "values": values, "streams": [], "probability": None}


def _value(value: Any) -> Any:
    if isinstance(value, int | float):
        return float(value)
    return {"low": value.low, "high": value.high, "kind": value.kind, "mode": value.mode}


def free_name(wanted: str, taken: Sequence[str]) -> str:
    """`wanted`, with a number behind it when it is taken."""
    name, n = wanted, 1
    while name in taken:
        n += 1
        name = f"{wanted} {n}"
    return name
