"""The versioned document: there and back, and every fault at its place."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest

from dugnad.engines.foresight import Refused
from dugnad.engines.foresight.model import Model, Range, Scenario
from dugnad.engines.foresight.reading import from_json, to_json
from dugnad.engines.foresight.scenarios import CATALOGUE, LEVERS
from dugnad.engines.foresight.schema import schema
from dugnad.engines.foresight.tests.firms import ONLINE, certain, workshop


def full() -> Model:
    scenario = Scenario("platform", "Big shop", {"fee": Range(0.1, 0.2)}, ("s0",), 0.4)
    return Model(workshop().business, (scenario,), (ONLINE,))


def test_a_model_comes_back_as_it_was() -> None:
    assert from_json(json.loads(json.dumps(to_json(full())))) == full()


def test_the_schema_takes_what_is_written() -> None:
    judge = jsonschema_rs.validator_for(schema())
    assert judge.is_valid(json.loads(json.dumps(to_json(full()))))
    assert judge.is_valid(json.loads(json.dumps(to_json(certain()))))


def changed(path: list[Any], value: object) -> Any:
    document = json.loads(json.dumps(to_json(full())))
    part = document
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return document


BAD = [
    (["business", "streams", 0, "price"], -1, "business.streams[0].price", "too_low"),
    (["business", "streams", 1, "churn"], 1, "business.streams[1].churn", "too_high"),
    (["business", "streams", 1, "churn"], "a lot", "business.streams[1].churn", "not_a_number"),
    (["business", "streams", 1, "churn"], True, "business.streams[1].churn", "not_a_number"),
    (["business", "streams", 1, "price"], {"low": 5, "high": 2}, "business.streams[1].price", "upside_down"),
    (
        ["business", "streams", 1, "price"],
        {"low": 0, "high": 2, "kind": "loguniform"},
        "business.streams[1].price.low",
        "too_low",
    ),
    (
        ["business", "streams", 1, "price"],
        {"low": 0, "high": 2, "kind": "triangular"},
        "business.streams[1].price.mode",
        "missing",
    ),
    (
        ["business", "streams", 1, "price"],
        {"low": 0, "high": 2, "kind": "cauchy"},
        "business.streams[1].price.kind",
        "unknown_kind",
    ),
    (["business", "currency"], "EUR", "business.currency", "not_a_choice"),
    (["business", "start"], "2026-13", "business.start", "wrong_form"),
    (["business", "months"], 12.5, "business.months", "not_whole"),
    (["business", "streams"], [], "business.streams", "wrong_length"),
    (["business", "streams", 1, "name"], "s0", "business.streams[1].name", "twice"),
    (["business", "colour"], "red", "business.colour", "unknown_field"),
    (["business", "season"], [1, 2], "business.season", "wrong_length"),
    (["business", "funding", "cash"], None, "business.funding.cash", "not_a_number"),
    (["scenarios", 0, "kind"], "flood", "scenarios[0].kind", "unknown_scenario"),
    (["scenarios", 0, "values"], {"luck": 1}, "scenarios[0].values.luck", "unknown_field"),
    (["scenarios", 0, "values"], {"fee": 2}, "scenarios[0].values.fee", "too_high"),
    (["scenarios", 0, "probability"], 1.5, "scenarios[0].probability", "too_high"),
    (["scenarios", 0, "streams"], ["s9"], "scenarios[0].streams", "unknown_stream"),
    (["strategies", 0, "changes"], {"luck": 1}, "strategies[0].changes.luck", "unknown_field"),
    (["version"], 2, "version", "newer_version"),
    (["version"], "1", "version", "unknown_version"),
]


@pytest.mark.parametrize(("at", "value", "path", "code"), BAD)
def test_every_fault_is_named_at_its_place(at: list[Any], value: object, path: str, code: str) -> None:
    with pytest.raises(Refused) as said:
        from_json(changed(at, value))
    assert (path, code) in [(fault.path, fault.code) for fault in said.value.faults]
    assert all(fault.reason for fault in said.value.faults)


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (a, v)
        for a, v, _, c in BAD
        if c not in {"upside_down", "missing", "twice", "unknown_stream", "not_whole", "wrong_length"}
        and "loguniform" not in str(v)
        and "luck" not in str(v)
        and "values" not in a
    ],
)
def test_the_schema_refuses_what_reading_refuses(at: list[Any], value: object) -> None:
    assert not jsonschema_rs.validator_for(schema()).is_valid(changed(at, value))


def test_infinite_numbers_are_refused() -> None:
    with pytest.raises(Refused) as said:
        from_json(changed(["business", "funding", "cash"], float("inf")))
    assert said.value.code == "not_finite"


def test_all_faults_are_told_at_once() -> None:
    document = changed(["business", "streams", 0, "price"], -1)
    document["business"]["currency"] = "EUR"
    with pytest.raises(Refused) as said:
        from_json(document)
    assert len(said.value.faults) == 2


@pytest.mark.parametrize("document", [None, [], "x", 3])
def test_what_is_no_object_is_refused(document: object) -> None:
    with pytest.raises(Refused):
        from_json(document)


def test_every_scenario_has_words_units_ranges_and_sources() -> None:
    for kind in CATALOGUE.values():
        assert kind.equations
        for one in kind.parameters:
            assert one.words.startswith(kind.words)
            assert one.unit
            assert one.source
            assert isinstance(one.default, Range)
            assert one.low <= one.default.low < one.default.high <= one.high
    assert all(one.unit for one in LEVERS.values())
