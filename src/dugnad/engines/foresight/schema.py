"""The JSON Schema (draft 2020-12) of a model, made from the same bounds that `reading` checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from typing import Any

from dugnad.engines.foresight.model import KINDS, VERSION, Model
from dugnad.engines.foresight.reading import LARGEST_SEED, LONGEST, LONGEST_WORDS
from dugnad.engines.foresight.scenarios import CATALOGUE, LEVERS

Json = dict[str, Any]


def schema() -> Json:
    """The published schema of the present version."""
    body = _part(Model)
    body["properties"] = {"version": {"const": VERSION}, **_beside(), **body["properties"]}
    body["required"] = ["version", *body["required"]]
    address = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": address, "title": f"Dugnad foresight model, version {VERSION}", **body}


def _beside() -> Json:
    words = {"type": "string", "maxLength": LONGEST_WORDS}
    return {
        "seed": {
            "type": "integer",
            "minimum": 0,
            "maximum": LARGEST_SEED,
            "description": "the seed of the figures",
        },
        "canvas": {"type": "object", "additionalProperties": words, "description": "words by block"},
    }


def _part(of: Any) -> Json:
    needed = [f.name for f in fields(of) if f.default is MISSING and f.default_factory is MISSING]
    properties = {f.name: _field(f) for f in fields(of)}
    return {"type": "object", "additionalProperties": False, "required": needed, "properties": properties}


def _number(low: float, high: float, unit: str) -> Json:
    return {"type": "number", "minimum": low, "maximum": high, "description": unit}


def _value(low: float, high: float, unit: str) -> Json:
    ends = {"type": "number", "minimum": low, "maximum": high}
    mode = {"anyOf": [ends, {"type": "null"}]}
    properties = {"low": ends, "high": ends, "kind": {"enum": list(KINDS)}, "mode": mode}
    bounds = {
        "type": "object",
        "additionalProperties": False,
        "required": ["low", "high"],
        "properties": properties,
    }
    return {"description": unit, "anyOf": [_number(low, high, unit), bounds]}


def _field(one: Field[Any]) -> Json:  # noqa: PLR0911 - a table of forms
    about = one.metadata
    match about["is"]:
        case "value":
            return _value(about["low"], about["high"], about["unit"])
        case "plain":
            return _number(about["low"], about["high"], about["unit"])
        case "whole":
            return {**_number(about["low"], about["high"], about["unit"]), "type": "integer"}
        case "one":
            return _part(about["of"])
        case "many":
            return {
                "type": "array",
                "items": _part(about["of"]),
                "minItems": about["least"],
                "maxItems": about["most"],
            }
        case "text":
            return _text(one)
        case other:
            return _special(other, about)


def _text(one: Field[Any]) -> Json:
    said: Json = {"type": "string", "maxLength": LONGEST}
    if one.metadata["choices"]:
        said["enum"] = list(one.metadata["choices"])
    if one.metadata["pattern"]:
        said["pattern"] = one.metadata["pattern"]
    return said | ({"minLength": 1} if one.default is MISSING else {})


def _special(kind: str, about: Any) -> Json:
    parameters = {p.name: _value(p.low, p.high, p.unit) for k in CATALOGUE.values() for p in k.parameters}
    levers = {p.name: _value(p.low, p.high, p.unit) for p in LEVERS.values()}
    forms: dict[str, Callable[[], Json]] = {
        "flag": lambda: {"type": "boolean"},
        "names": lambda: {"type": "array", "items": {"type": "string"}, "maxItems": about["most"]},
        "season": lambda: {
            "type": "array",
            "items": {"type": "number", "minimum": 0, "maximum": 12},
            "maxItems": 12,
        },
        "probability": lambda: {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "null"}]},
        "scenario": lambda: {"enum": list(CATALOGUE)},
        "parameters": lambda: {"type": "object", "propertyNames": {"enum": list(parameters)}},
        "levers": lambda: {"type": "object", "properties": levers, "additionalProperties": False},
    }
    return forms[kind]()
