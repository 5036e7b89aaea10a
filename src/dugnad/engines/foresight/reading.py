"""A model from and to JSON values: every fault named with its path, nothing half-read."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, asdict, fields
from typing import Any, Final, cast

from dugnad.engines.foresight.errors import Fault, Refused
from dugnad.engines.foresight.model import KINDS, VERSION, Model, Range, Value
from dugnad.engines.foresight.scenarios import CATALOGUE, LEVERS, Parameter

Faults = list[Fault]
LONGEST: Final = 200


def to_json(model: Model) -> dict[str, Any]:
    """The model as JSON values, with the version of their form."""
    return {"version": VERSION, **asdict(model)}


def from_json(values: Any) -> Model:
    """The model that `to_json` wrote, or that a person or program wrote to the published schema.

    Raises `Refused` with one `Fault` for each thing that is wrong: its path, code and reason; `newer_version` alone
    when the document was written by a newer version of this program.
    """
    if not isinstance(values, Mapping):
        raise Refused("not_an_object", "a model is a JSON object")
    version = values.get("version")
    if isinstance(version, int) and version > VERSION:
        reason = f"this model is of version {version}; this program reads up to {VERSION}"
        raise Refused("newer_version", reason, "version")
    faults: Faults = []
    if isinstance(version, bool) or version != VERSION:
        faults.append(Fault("version", "unknown_version", f"version must be {VERSION}"))
    model = _part(Model, {key: one for key, one in values.items() if key != "version"}, "", faults)
    if model is not None and not faults:
        _agree(model, faults)
    if faults:
        raise Refused(faults[0].code, faults[0].reason, faults[0].path, tuple(faults))
    return cast(Model, model)


def _part(of: Any, values: Any, path: str, faults: Faults) -> Any:
    if not isinstance(values, Mapping):
        faults.append(Fault(path, "not_an_object", "an object is needed here"))
        return None
    known = {one.name: one for one in fields(of)}
    for name in values:
        if name not in known:
            faults.append(
                Fault(_at(path, str(name)), "unknown_field", f"no field is called {str(name)[:40]}")
            )
    before, read = len(faults), {}
    for name, one in known.items():
        if name in values:
            read[name] = _READERS[one.metadata["is"]](values[name], one, _at(path, name), faults, values)
        elif one.default is MISSING and one.default_factory is MISSING:
            faults.append(Fault(_at(path, name), "missing", "this field is needed"))
    return of(**read) if len(faults) == before else None


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def plain(value: Any, low: float, high: float, path: str, faults: Faults) -> float:
    """The number, or a fault (`not_a_number`, `not_finite`, `too_low`, `too_high`) and 0."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        faults.append(Fault(path, "not_a_number", f"{str(value)[:40]!r} is not a number"))
    elif not math.isfinite(value):
        faults.append(Fault(path, "not_finite", "the number must be finite"))
    elif value < low:
        faults.append(Fault(path, "too_low", f"{value:g} is below {low:g}"))
    elif value > high:
        faults.append(Fault(path, "too_high", f"{value:g} is above {high:g}"))
    else:
        return float(value)
    return 0.0


def value_of(value: Any, low: float, high: float, path: str, faults: Faults) -> Value:
    """The number or range, with every number within its bounds."""
    if isinstance(value, Range):
        value = asdict(value)
    if not isinstance(value, Mapping):
        return plain(value, low, high, path, faults)
    kind, mode = value.get("kind", "uniform"), value.get("mode")
    ends = [plain(value.get(end), low, high, f"{path}.{end}", faults) for end in ("low", "high")]
    if kind not in KINDS:
        faults.append(Fault(f"{path}.kind", "unknown_kind", f"a range is one of {', '.join(KINDS)}"))
    if ends[0] > ends[1]:
        faults.append(Fault(path, "upside_down", f"{ends[0]:g} is above {ends[1]:g}"))
    if kind == "loguniform" and ends[0] <= 0:
        faults.append(Fault(f"{path}.low", "too_low", "an even range of logarithms must begin above 0"))
    middle = None if mode is None else plain(mode, min(ends), max(ends), f"{path}.mode", faults)
    if kind == "triangular" and mode is None:
        faults.append(Fault(f"{path}.mode", "missing", "a triangular range needs its most likely value"))
    for name in value.keys() - {"low", "high", "kind", "mode"}:
        faults.append(Fault(f"{path}.{name}", "unknown_field", f"no field is called {str(name)[:40]}"))
    return Range(ends[0], ends[1], str(kind), middle)


def _value(value: Any, one: Field[Any], path: str, faults: Faults, _: Any) -> Value:
    return value_of(value, one.metadata["low"], one.metadata["high"], path, faults)


def _plain(value: Any, one: Field[Any], path: str, faults: Faults, _: Any) -> float:
    return plain(value, one.metadata["low"], one.metadata["high"], path, faults)


def _whole(value: Any, one: Field[Any], path: str, faults: Faults, _: Any) -> int:
    number = plain(value, one.metadata["low"], one.metadata["high"], path, faults)
    if number != int(number):
        faults.append(Fault(path, "not_whole", f"{number:g} is not a whole number"))
    return int(number)


def _flag(value: Any, one: Field[Any], path: str, faults: Faults, _: Any) -> bool:
    if not isinstance(value, bool):
        faults.append(Fault(path, "not_a_flag", "true or false is needed"))
    return bool(value)


def _text(value: Any, one: Field[Any], path: str, faults: Faults, _: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST or (one.default is MISSING and not value.strip()):
        faults.append(Fault(path, "not_text", f"words are needed, at most {LONGEST} letters"))
        return ""
    choices, pattern = one.metadata["choices"], one.metadata["pattern"]
    if choices and value not in choices:
        faults.append(Fault(path, "not_a_choice", f"{value!r} is not one of {', '.join(choices)}"))
    if pattern and not re.match(pattern, value):
        faults.append(Fault(path, "wrong_form", f"{value!r} does not have the form that is needed"))
    return value


def _list(value: Any, most: int, path: str, faults: Faults, least: int = 0) -> list[Any]:
    if not isinstance(value, list | tuple):
        faults.append(Fault(path, "not_a_list", "a list is needed"))
        return []
    if not least <= len(value) <= most:
        faults.append(
            Fault(path, "wrong_length", f"{len(value)} are given; between {least} and {most} can be")
        )
        return []
    return list(value)


def _many(value: Any, one: Field[Any], path: str, faults: Faults, _: Any) -> tuple[Any, ...]:
    of, least, most = one.metadata["of"], one.metadata["least"], one.metadata["most"]
    rows = _list(value, most, path, faults, least)
    return tuple(_part(of, row, f"{path}[{n}]", faults) for n, row in enumerate(rows))


def _one(value: Any, one: Field[Any], path: str, faults: Faults, _: Any) -> Any:
    return _part(one.metadata["of"], value, path, faults)


def _names(value: Any, one: Field[Any], path: str, faults: Faults, _: Any) -> tuple[str, ...]:
    rows = _list(value, one.metadata["most"], path, faults)
    if not all(isinstance(row, str) for row in rows):
        faults.append(Fault(path, "not_text", "names are needed"))
    return tuple(str(row) for row in rows)


def _season(value: Any, one: Field[Any], path: str, faults: Faults, _: Any) -> tuple[float, ...]:
    rows = _list(value, 12, path, faults)
    if len(rows) not in {0, 12}:
        faults.append(Fault(path, "wrong_length", "one factor for each of the twelve months is needed"))
    return tuple(plain(row, 0, 12, f"{path}[{n}]", faults) for n, row in enumerate(rows))


def _probability(value: Any, one: Field[Any], path: str, faults: Faults, _: Any) -> float | None:
    return None if value is None else plain(value, 0, 1, path, faults)


def _scenario(value: Any, one: Field[Any], path: str, faults: Faults, _: Any) -> str:
    if not isinstance(value, str) or value not in CATALOGUE:
        faults.append(Fault(path, "unknown_scenario", f"a scenario is one of {', '.join(CATALOGUE)}"))
    return str(value)


def _parameters(value: Any, one: Field[Any], path: str, faults: Faults, whole: Any) -> dict[str, Value]:
    kind = CATALOGUE.get(str(whole.get("kind")))
    return _named(value, {p.name: p for p in kind.parameters} if kind else {}, path, faults)


def _levers(value: Any, one: Field[Any], path: str, faults: Faults, _: Any) -> dict[str, Value]:
    return _named(value, LEVERS, path, faults)


def _named(value: Any, known: Mapping[str, Parameter], path: str, faults: Faults) -> dict[str, Value]:
    if not isinstance(value, Mapping):
        faults.append(Fault(path, "not_an_object", "an object is needed here"))
        return {}
    read = {}
    for name, one in value.items():
        if name not in known:
            faults.append(Fault(_at(path, str(name)), "unknown_field", f"nothing is called {str(name)[:40]}"))
        else:
            read[name] = value_of(one, known[name].low, known[name].high, _at(path, name), faults)
    return read


Reader = Callable[[Any, Field[Any], str, Faults, Any], Any]
_READERS: Final[Mapping[str, Reader]] = {
    "value": _value,
    "plain": _plain,
    "whole": _whole,
    "flag": _flag,
    "text": _text,
    "many": _many,
    "one": _one,
    "names": _names,
    "season": _season,
    "probability": _probability,
    "scenario": _scenario,
    "parameters": _parameters,
    "levers": _levers,
}


def _agree(model: Model, faults: Faults) -> None:
    """Names that must be one another's: streams once each, and only known ones named."""
    known = [stream.name for stream in model.business.streams]
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
