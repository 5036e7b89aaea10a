"""A batch gives the same bytes as one decision at a time, whatever the facts are."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
from decimal import Decimal
from typing import Any

import pytest

from dugnad.areas.casework import library
from dugnad.areas.casework.rulebook.batch import Applicant, Batch
from dugnad.areas.casework.rulebook.deciding import PERSON, Known, canonical, decide, fingerprint
from dugnad.areas.casework.rulebook.document import Overlay, Package
from dugnad.areas.casework.rulebook.reading import digest, from_json, to_json
from dugnad.areas.casework.rulebook.tests.small import document

DAY = dt.date(2026, 10, 1)
NOW = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
OSLO = dt.timezone(dt.timedelta(hours=2))
OVERLAY = Overlay("Eksempel", {"maksimalpris": ((dt.date(2024, 8, 1), Decimal("1500")),)})
PACKAGES = [from_json(document()), *(library.package(name) for name in library.NAMES)]
ODD: tuple[Any, ...] = (
    None, True, False, "", 'sagt "nei" på 100 % \\ \n', "met", Decimal("1E+3"), Decimal("0.10"), Decimal("-0"),
    Decimal("1.000000000000000000000000000000000001"), Decimal(2), Decimal(45), dt.date(2020, 2, 29), 7, 1.5,
)  # fmt: skip
MOMENTS = (NOW, NOW.astimezone(OSLO), NOW - dt.timedelta(days=400), dt.datetime.min.replace(tzinfo=dt.UTC))


def drawn(package: Package, draw: random.Random) -> Applicant:
    """Facts of every kind, known, unknown, old and of the wrong type."""
    names = [one.name for one in package.facts if draw.random() < 0.95] + ["beside the point"] * (
        draw.random() < 0.2
    )
    draw.shuffle(names)
    facts = {
        name: Known(
            _value(draw), draw.choice(("tax", "på «skjema»")), draw.choice(MOMENTS), draw.random() < 0.9
        )
        for name in names
    }
    return Applicant(facts, draw.choice((NOW, NOW + dt.timedelta(days=1))), draw.random() < 0.8)


def _value(draw: random.Random) -> Any:
    return Decimal(draw.randrange(900_000)) / 100 if draw.random() < 0.5 else draw.choice(ODD)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda one: one.id)
@pytest.mark.parametrize("day", [DAY, dt.date(2017, 1, 1), dt.date(1900, 1, 1)], ids=str)
@pytest.mark.parametrize("overlay", [Overlay(), OVERLAY], ids=["national", "own"])
def test_a_batch_gives_the_same_bytes_as_one_at_a_time(
    package: Package, day: dt.date, overlay: Overlay
) -> None:
    draw, key = random.Random(7), digest(package)
    cases = [drawn(package, draw) for _ in range(150)]
    batch = Batch(package, overlay, day=day, digest=key, engine="e")
    for case, record in zip(cases, batch(cases), strict=True):
        one = decide(package, overlay, case.facts, day=day, now=case.now, digest=key, consent=case.consent)
        assert record.trace == canonical(one)
        assert (record.result, record.why, record.fingerprint) == (one.result, one.why, fingerprint(one))


def test_a_record_is_one_line_that_holds_its_own_proof() -> None:
    package = library.package("kindergarten_fee")
    batch = Batch(package, Overlay(), day=DAY, digest=digest(package), engine="e")
    record = batch.decide(Applicant({}, NOW))
    told = json.loads(record.line())
    assert record.line().count(b"\n") == 1
    assert (told["engine"], told["package"], told["trace"]["result"]) == ("e", digest(package), PERSON)
    assert hashlib.sha256(record.trace).hexdigest() == told["fingerprint"]
    assert json.loads(record.trace) == told["trace"]


def test_a_constant_that_a_decision_gives_is_not_taken_for_its_name() -> None:
    """The first case makes the forms: what it gives must not stand in the next."""
    package = library.package("kindergarten_fee")
    batch = Batch(package, Overlay(), day=DAY, digest="d")
    known = lambda value: Known(Decimal(value), "tax", NOW)  # noqa: E731
    rest = {"barnets nummer": known(1), "barnets alder": known(1), "timer i uken": known(45)}
    fees = [
        json.loads(batch.decide(Applicant({"husholdningens inntekt": known(income), **rest}, NOW)).trace)[
            "steps"
        ][-1]
        for income in (900_000, 110_000)
    ]
    assert [one["value"] for one in fees] == ["2000", "600.00"]


def test_names_with_per_cent_and_quotes_are_written_as_they_are() -> None:
    package = library.package("kindergarten_fee")
    name = 'rabatt 100 % "tredje"'
    text = json.dumps(to_json(package), ensure_ascii=False).replace(
        "timer gratis kjernetid", "timer %s gratis"
    )
    odd = from_json(text.encode())
    batch = Batch(odd, Overlay(), day=DAY, digest=name)
    facts = {one.name: Known(Decimal(3), name, NOW) for one in odd.facts}
    expected = decide(odd, Overlay(), facts, day=DAY, now=NOW, digest=name)
    assert batch.decide(Applicant(facts, NOW)).trace == canonical(expected)
