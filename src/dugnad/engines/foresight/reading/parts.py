"""A part of a model from JSON values, field by field: each fault with its path."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, Final

from dugnad.engines.foresight.errors import Fault
from dugnad.engines.foresight.model import Value
from dugnad.engines.foresight.reading.numbers import Faults, plain, value_of
from dugnad.engines.foresight.scenarios import CATALOGUE, LEVERS, Parameter

LONGEST: Final = 200


def read_part(of: Any, values: Any, path: str, faults: Faults) -> Any:
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
        elif one.metadata["is"] == "one":
            read[name] = read_part(one.metadata["of"], {}, _at(path, name), faults)
        elif one.default is MISSING and one.default_factory is MISSING:
            faults.append(Fault(_at(path, name), "missing", "this field is needed"))
    return of(**read) if len(faults) == before else None


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


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


def _list(value: Any, most: int, path: str, faults: Faults) -> list[Any]:
    if not isinstance(value, list | tuple):
        faults.append(Fault(path, "not_a_list", "a list is needed"))
        return []
    if len(value) > most:
        faults.append(Fault(path, "wrong_length", f"{len(value)} are given; at most {most} can be"))
        return []
    return list(value)


def _many(value: Any, one: Field[Any], path: str, faults: Faults, _: Any) -> tuple[Any, ...]:
    of, rows = one.metadata["of"], _list(value, one.metadata["most"], path, faults)
    return tuple(read_part(of, row, f"{path}[{n}]", faults) for n, row in enumerate(rows))


def _one(value: Any, one: Field[Any], path: str, faults: Faults, _: Any) -> Any:
    return read_part(one.metadata["of"], value, path, faults)


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
