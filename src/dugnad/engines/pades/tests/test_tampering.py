"""Every way of changing a signed file is seen, and told apart."""

from collections.abc import Callable

import pytest

from dugnad.engines.pades import Field, Finding, Outcome, Verdict, add_fields
from dugnad.engines.pades.tests import forging
from dugnad.engines.pades.tests.house import FIRST, OLA, SECOND, House, verdicts


def test_a_byte_of_the_text_changed(house: House, final: bytes) -> None:
    report = house.verify(forging.flip(final, final.index(b"(Typst") + 3))
    assert verdicts(report) == {FIRST: Verdict.DIGEST_MISMATCH, SECOND: Verdict.DIGEST_MISMATCH}
    assert report.stamps[0].verdict is Verdict.DIGEST_MISMATCH
    assert report.outcome is Outcome.INVALID


def test_a_byte_of_a_signature_changed(house: House, final: bytes) -> None:
    """The first is broken; the second covers its bytes, and so no longer matches them."""
    report = house.verify(forging.break_signature(final, 0))
    assert verdicts(report) == {FIRST: Verdict.SIGNATURE_BROKEN, SECOND: Verdict.DIGEST_MISMATCH}


def test_the_last_signature_broken_leaves_the_first(house: House, signed: bytes) -> None:
    report = house.verify(forging.break_signature(signed, 1))
    assert verdicts(report) == {FIRST: Verdict.VALID, SECOND: Verdict.SIGNATURE_BROKEN}


def test_data_hidden_behind_a_signature(house: House, signed: bytes) -> None:
    """The zeros that fill up the room for a signature are covered by nothing."""
    report = house.verify(forging.hide_data(signed, 1))
    assert verdicts(report)[SECOND] is Verdict.CHANGED_AFTER_SIGNING


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (forging.add_page, Finding.PAGE_ADDED),
        (forging.remove_page, Finding.PAGE_REMOVED),
        (forging.replace_text, Finding.CONTENT_CHANGED),
        (forging.retitle, Finding.CONTENT_CHANGED),
        (lambda pdf: forging.move_field(pdf, SECOND), Finding.CONTENT_CHANGED),
        (lambda pdf: forging.strip_signature(pdf, SECOND), Finding.SIGNATURE_REMOVED),
        (lambda pdf: add_fields(pdf, [Field("another")]), Finding.CONTENT_CHANGED),
        (lambda pdf: pdf + b"more\n", Finding.TRAILING_DATA),
    ],
    ids=["page added", "page removed", "text", "title", "field moved", "stripped", "field added", "trailing"],
)
def test_an_update_after_the_last_signature(
    house: House, final: bytes, change: Callable[[bytes], bytes], finding: Finding
) -> None:
    report = house.verify(change(final))
    assert report.outcome is Outcome.INVALID
    assert finding in report.findings
    assert not report.long_term
    assert verdicts(report)[FIRST] is Verdict.CHANGED_AFTER_SIGNING
    assert report.stamps[0].verdict is Verdict.CHANGED_AFTER_SIGNING


def test_a_stripped_signature_is_missed_as_well(house: House, final: bytes) -> None:
    report = house.verify(forging.strip_signature(final, SECOND))
    assert Finding.MISSING_SIGNATURE in report.findings
    assert report.changes[0].after == (FIRST, "timestamp-1")


def test_cut_back_to_an_earlier_revision(house: House, final: bytes, half_signed: bytes) -> None:
    """What remains is the file as it once was: in order, and incomplete."""
    cut = forging.back_to(final, 2)
    assert cut == half_signed
    assert house.verify(cut).outcome is Outcome.INCOMPLETE


def test_a_text_changed_between_two_signatures(house: House, half_signed: bytes) -> None:
    """The first did not sign the new text; the second did."""
    report = house.verify(house.sign(forging.replace_text(half_signed), SECOND, OLA))
    assert verdicts(report) == {FIRST: Verdict.CHANGED_AFTER_SIGNING, SECOND: Verdict.VALID}
    assert report.outcome is Outcome.INVALID
    assert report.changes[0].after == (FIRST,)


def test_a_strangers_new_field_over_the_text(house: House, signed: bytes) -> None:
    """A signature anybody can make must not bring a picture along."""
    pdf = add_fields(signed, [Field("graffiti", 0, (50, 50, 550, 700))])
    report = house.verify(House().sign(pdf, "graffiti", OLA))
    assert verdicts(report)[FIRST] is Verdict.CHANGED_AFTER_SIGNING
    assert verdicts(report)["graffiti"] is Verdict.UNKNOWN_ISSUER
