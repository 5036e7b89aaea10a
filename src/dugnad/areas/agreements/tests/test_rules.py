"""The pure parts: status, turns, pairs, periods, words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.utils import translation

from dugnad.areas.agreements.library import ORDER, standard_clause, standard_clauses
from dugnad.areas.agreements.rules import Pair, Period, Status, in_turn, pairs, status
from dugnad.areas.agreements.words import SharingFacts, enumeration, sentence

YEAR = Period(date(2027, 1, 1), date(2027, 12, 31))
MAY = datetime(2027, 5, 1, tzinfo=UTC)


def test_a_period_is_whole_days_in_norway() -> None:
    assert YEAR.begins == datetime(2026, 12, 31, 23, tzinfo=UTC)
    assert YEAR.ceases == datetime(2027, 12, 31, 23, tzinfo=UTC)
    summer = Period(date(2027, 7, 1), date(2027, 7, 1))
    assert summer.begins == datetime(2027, 6, 30, 22, tzinfo=UTC)
    assert summer.ceases == datetime(2027, 7, 1, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "revoked_from", "at", "expected"),
    [
        ("draft", None, MAY, Status.DRAFT),
        ("signing", None, MAY, Status.SIGNING),
        ("signed", None, YEAR.begins.replace(year=2025), Status.UPCOMING),
        ("signed", None, YEAR.begins, Status.IN_FORCE),
        ("signed", None, YEAR.ceases, Status.EXPIRED),
        ("revoked", MAY, MAY, Status.REVOKED),
        ("revoked", datetime(2027, 6, 1, tzinfo=UTC), MAY, Status.ENDING),
        ("revoked", datetime(2027, 6, 1, tzinfo=UTC), YEAR.ceases, Status.REVOKED),
        ("discarded", None, MAY, Status.DISCARDED),
    ],
)
def test_status(state: str, revoked_from: datetime | None, at: datetime, expected: Status) -> None:
    assert status(state, YEAR, revoked_from, at) is expected


def test_turns() -> None:
    assert in_turn(False, 3, [1, 2, 3])
    assert in_turn(True, 1, [1, 2, 3])
    assert not in_turn(True, 2, [1, 2, 3])
    assert in_turn(True, 2, [2, 3])


def test_pairs_leave_out_oneself() -> None:
    oslo, bergen, halden = uuid4(), uuid4(), uuid4()
    assert pairs([oslo], [bergen, halden]) == (Pair(oslo, bergen), Pair(oslo, halden))
    assert pairs([oslo, bergen], [oslo, bergen]) == (Pair(oslo, bergen), Pair(bergen, oslo))
    assert pairs([oslo], [oslo]) == ()


def test_what_is_shared_is_said_in_a_sentence() -> None:
    oslo, bergen = uuid4(), uuid4()
    names = {oslo: "Oslo", bergen: "Bergen"}
    facts = SharingFacts((oslo,), (bergen,), "network.people", "cooperation", YEAR)
    with translation.override("en"):
        said = sentence(facts, names, YEAR)
        later = sentence(facts, names, Period(date(2026, 1, 1), date(2027, 12, 31)))
    assert said.startswith("Bergen may read Oslo’s contact people")
    assert "for day-to-day cooperation" in said
    assert "from" not in said
    assert "from" in later


def test_what_is_shared_both_ways_is_said_once() -> None:
    oslo, bergen = uuid4(), uuid4()
    facts = SharingFacts((oslo, bergen), (bergen, oslo), "network.people", "cooperation", YEAR)
    with translation.override("en"):
        said = sentence(facts, {oslo: "Oslo", bergen: "Bergen"}, YEAR)
    assert said.startswith("Bergen and Oslo may read each other’s contact people")


def test_an_enumeration() -> None:
    with translation.override("en"):
        assert enumeration([]) == ""
        assert enumeration(["Oslo"]) == "Oslo"
        assert enumeration(["Oslo", "Bergen", "Halden"]) == "Oslo, Bergen and Halden"


def test_the_library_is_whole_in_three_languages() -> None:
    for language in ("nb", "nn", "en"):
        clauses = standard_clauses(language)
        assert [clause.key for clause in clauses] == list(ORDER)
        assert all(clause.heading and len(clause.text) > 100 for clause in clauses)
    texts = {standard_clauses(language)[3].text for language in ("nb", "nn", "en")}
    assert len(texts) == 3
    assert standard_clause("nothing", "nb") is None
