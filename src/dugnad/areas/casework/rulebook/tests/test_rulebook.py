"""What a package decides, when it must not, what it writes, and which packages and overlays are refused."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest

from dugnad.areas.casework.rulebook import dated, reading
from dugnad.areas.casework.rulebook.deciding import Decided, canonical, decide, fingerprint
from dugnad.areas.casework.rulebook.document import Overlay
from dugnad.areas.casework.rulebook.letters import sentences
from dugnad.areas.casework.rulebook.tests.small import NOW, document, facts

DAY = dt.date(2026, 3, 1)
PACKAGE = reading.from_json(document())
LOWER = Overlay("4601", {"age limit": ((dt.date(2025, 1, 1), Decimal(62)),)})


def _decided(age: Any = 70, need: str = "no", overlay: Overlay | None = None, **other: Any) -> Decided:
    given: dict[str, Any] = {"day": DAY, "now": NOW, "digest": "d", **other}
    return decide(PACKAGE, overlay or Overlay(), given.pop("facts", facts(age, need)), **given)


@pytest.mark.parametrize(
    ("age", "need", "result", "why"),
    [
        (65, "no", "granted", ()),
        (64, "no", "refused", ()),
        (64, "assessed", "granted", ()),
        (64, "says so", "person", ("unclear:In need", "discretion")),
        (70, "says so", "granted", ()),
    ],
)
def test_rules_decide_and_leave_to_a_person_what_is_a_persons(
    age: int, need: str, result: str, why: tuple[str, ...]
) -> None:
    decided = _decided(age, need)
    assert (decided.result, decided.why) == (result, why)


def test_what_is_not_known_too_old_or_not_agreed_to_goes_to_a_person() -> None:
    assert _decided(None).missing == ("age",)
    assert _decided(None).result == "person"
    old = _decided(facts=facts(70, at=NOW - dt.timedelta(days=31)))
    assert (old.result, old.stale) == ("person", ("age",))
    assert _decided(consent=False).why == ("no_consent",)
    assert _decided(day=dt.date(2019, 1, 1)).why == ("not_in_force:age limit",)


def test_the_law_is_that_of_the_day_and_a_city_may_do_better_only() -> None:
    assert _decided(66, day=dt.date(2025, 6, 1)).result == "refused"
    assert _decided(66).result == "granted"
    better = _decided(63, overlay=LOWER)
    assert better.result == "granted"
    assert better.parameters["age limit"].local
    assert not dated.refused(PACKAGE, LOWER)
    worse = Overlay("4601", {"age limit": ((dt.date(2025, 1, 1), Decimal(66)),), "other": ()})
    assert dated.refused(PACKAGE, worse) == {"age limit": "lower", "other": "unknown"}
    assert _decided(65, overlay=worse).result == "granted"


def test_each_sentence_comes_from_a_condition_and_cites_its_place() -> None:
    letter = sentences(PACKAGE, _decided(64), "nb")
    assert [one.text for one in letter] == ["Du får ikke passet.", "Du er 64 år; grensen er 65 år."]
    assert letter[1].citation == "passloven § 1 første ledd bokstav a"
    assert letter[1].decision == "Old enough"
    assert sentences(PACKAGE, _decided(None), "nb") == []


def test_the_same_case_is_the_same_bytes() -> None:
    first, second = _decided(64), _decided(64)
    assert canonical(first) == canonical(second)
    assert fingerprint(first) != fingerprint(_decided(63))
    step = json.loads(canonical(first))["steps"][0]
    assert step["rows"] == ["o-not"]
    assert step["inputs"] == {"age": "64", "age limit": "65"}


def test_a_package_is_the_same_after_a_round_trip_and_its_digest_tells_a_change() -> None:
    again = reading.from_json(json.dumps(reading.to_json(PACKAGE)).encode())
    assert again == PACKAGE
    assert reading.digest(again) == reading.digest(PACKAGE)
    other = reading.from_json(document(appeal_weeks=4))
    assert reading.digest(other) != reading.digest(PACKAGE)
    assert reading.overlay_from_json(reading.overlay_to_json(LOWER)) == LOWER


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        ({"format": 2}, "format", "format"),
        ({"title": {"nb": "Pass"}}, "title.nn", "language"),
        ({"outcome": "Else"}, "outcome", "no_such_decision"),
        ({"model": "<no/>"}, "model", "model"),
        ({"facts": []}, "model", "input_without_fact"),
        ({"provisions": []}, "parameters.0.provision", "no_such_provision"),
        ({"results": "none"}, "results", "tuple_type"),
    ],
)
def test_every_fault_of_a_package_is_named_by_its_place(change: dict[str, Any], path: str, code: str) -> None:
    with pytest.raises(reading.Unreadable) as refused:
        reading.from_json(document(**change))
    assert (path, code) in {(one.path, one.code) for one in refused.value.faults}


def test_what_is_no_document_is_refused() -> None:
    for content in (b"{", b"[]", b"[" * 100_000, b"\xff"):
        with pytest.raises(reading.Unreadable):
            reading.from_json(content)
