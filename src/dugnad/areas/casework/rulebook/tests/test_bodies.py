"""Who decides by ground, values that nobody knows, what a provision's hash is of, and digests that stay."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from dugnad.areas.casework.library import NAMES, package
from dugnad.areas.casework.rulebook import dated, differences, reading
from dugnad.areas.casework.rulebook.deciding import Decided, Known, decide, fingerprint, holds_until
from dugnad.areas.casework.rulebook.document import Overlay, Package, text_digest
from dugnad.areas.casework.rulebook.letters import after
from dugnad.areas.casework.rulebook.reading import Unreadable
from dugnad.areas.casework.rulebook.tests.small import NOW, _words, document, facts

DAY = dt.date(2026, 3, 1)
NAMED = {"nb": "Fylket ved oss", "nn": "Fylket ved oss"}


def _with_bodies(vary: bool = True) -> Package:
    found = document()
    bodies = [
        {"id": id, "label": _words(id), "says": _words("{body} avgjør."), "provision": "p2", "vary": vary}
        for id in ("municipality", "county")
    ]
    old, need = found["conditions"]
    conditions = [{**old, "body": "county"}, {**need, "body": "municipality"}]
    return reading.from_json({**found, "bodies": bodies, "conditions": conditions})


def _decided(rules: Package, age: int = 70, need: str = "no", **bodies: Any) -> Decided:
    overlay = Overlay(bodies=bodies)
    return decide(rules, overlay, facts(age, need), day=DAY, now=NOW, digest="d")


def test_what_was_published_and_decided_before_has_the_digest_it_had() -> None:
    small = reading.from_json(document())
    assert reading.digest(small) == "60898880099e0739c42b9b33ebb9f951aea10e0532f346d9057aed39b7a0c98d"
    decided = decide(small, Overlay(), facts(66), day=DAY, now=NOW, digest="d")
    assert fingerprint(decided) == "4c978436eebfefe99b79b339720e665d5890f71f357fa4b5ecd6449285dc79f4"


@pytest.mark.parametrize("name", NAMES)
def test_a_package_of_the_library_is_the_same_after_a_round_trip(name: str) -> None:
    one = package(name)
    assert reading.from_json(reading.to_json(one)) == one
    assert reading.digest(reading.from_json(reading.to_json(one))) == reading.digest(one)


def test_a_city_grants_only_on_grounds_that_it_decides() -> None:
    rules = _with_bodies()
    alone = _decided(rules)
    assert (alone.result, alone.why, alone.body) == ("person", ("other_body:county",), "county")
    for_county = _decided(rules, county=NAMED)
    assert (for_county.result, for_county.body) == ("granted", "county")
    own = _decided(rules, need="assessed")
    assert (own.result, own.body) == ("granted", "municipality")
    refused = _decided(rules, age=60)
    assert (refused.result, refused.body) == ("refused", "municipality")


def test_the_letter_says_who_decides_by_the_city_s_own_name() -> None:
    rules = _with_bodies()
    overlay = Overlay(bodies={"county": NAMED})
    (one,) = after(rules, overlay, _decided(rules, county=NAMED), "nb")
    assert (one.text, one.provision) == ("Fylket ved oss avgjør.", "p2")
    assert after(reading.from_json(document()), Overlay(), _decided(_with_bodies()), "nb") == []


def test_a_city_decides_for_others_only_where_the_package_lets_it() -> None:
    overlay = Overlay(bodies={"county": NAMED})
    assert dated.refused(_with_bodies(vary=False), overlay) == {"county": "body"}
    assert dated.refused(reading.from_json(document()), overlay) == {"county": "body"}
    assert dated.refused(_with_bodies(), overlay) == {}
    kept = reading.overlay_from_json(reading.overlay_to_json(overlay))
    assert kept == overlay


def test_a_day_without_a_known_value_goes_to_a_person() -> None:
    found = document()
    found["parameters"][0]["values"] = [["2020-01-01", "67"], ["2025-01-01", None], ["2026-01-01", "65"]]
    rules = reading.from_json(found)
    (limit,) = rules.parameters
    assert dated.on_day(limit.values, dt.date(2025, 6, 1)) is None
    between = decide(rules, Overlay(), facts(70), day=dt.date(2025, 6, 1), now=NOW, digest="d")
    assert (between.result, between.why) == ("person", ("not_in_force:age limit",))
    assert decide(rules, Overlay(), facts(70), day=DAY, now=NOW, digest="d").result == "granted"
    own = Overlay(values={"age limit": ((dt.date(2025, 2, 1), Decimal(60)),)})
    assert dated.refused(rules, own) == {}
    (changed,) = [one for one in differences.between(reading.from_json(document()), rules) if one.since]
    assert (changed.before, changed.after) == ("", "–")


def test_a_hash_is_of_the_official_wording_if_held_else_of_the_own_summary() -> None:
    found = document()
    (first, _second) = reading.from_json(found).provisions
    summary, official = text_digest(first), text_digest(replace(first, text="§ 1. Ordlyden."))
    assert summary != official
    found["provisions"][0]["text_hash"] = summary
    assert reading.from_json(found).provisions[0].text_hash == summary
    found["provisions"][0]["text"] = "§ 1. Ordlyden."
    with pytest.raises(Unreadable, match=r"provisions\.0\.text_hash: other_text"):
        reading.from_json(found)
    found["provisions"][0]["text_hash"] = official
    assert reading.from_json(found).provisions[0].text == "§ 1. Ordlyden."


@pytest.mark.parametrize("name", NAMES)
def test_every_provision_of_the_library_has_the_hash_of_what_the_package_holds(name: str) -> None:
    for one in package(name).provisions:
        assert one.text_hash == text_digest(one)


@pytest.mark.parametrize(
    ("place", "change", "fault"),
    [
        (1, {"needs": {"home": "nothing"}}, "facts.1.needs: no_such_name nothing"),
        (0, {"needs": {"need": "need"}}, "facts.0.needs: no_such_name need"),
        (0, {"per": "home"}, "facts.0.per: per home"),
        (1, {"per": "week"}, "facts.1.per: per week"),
    ],
)
def test_facts_that_rest_on_nothing_known_before_are_refused(
    place: int, change: dict[str, Any], fault: str
) -> None:
    found = document()
    found["facts"][place] |= change
    with pytest.raises(Unreadable, match=fault):
        reading.from_json(found)


def test_a_ground_holds_as_long_as_what_it_rests_on_is_so() -> None:
    rules = _with_bodies()
    given = facts(60, "assessed")
    given["need"] = Known("assessed", "applicant", NOW, provenance={"until": "2026-06-30"})
    own = decide(rules, Overlay(), given, day=DAY, now=NOW, digest="d")
    assert holds_until(own) == dt.date(2026, 6, 30)
    given["age"] = facts(70)["age"]
    both = decide(rules, Overlay(bodies={"county": NAMED}), given, day=DAY, now=NOW, digest="d")
    assert holds_until(both) is None
