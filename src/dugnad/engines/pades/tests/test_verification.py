"""What verification says of files with which nothing is wrong."""

from dugnad.engines.pades import Finding, Level, Outcome, Verdict
from dugnad.engines.pades.tests.house import FIRST, KARI, NOON, OLA, SECOND, YEAR, House, nameless


def test_a_finished_agreement_is_valid_for_the_long_term(house: House, final: bytes) -> None:
    report = house.verify(final, NOON + 3 * YEAR)
    assert (report.outcome, report.finished, report.long_term) == (Outcome.VALID, True, True)
    assert report.findings == report.changes == ()
    kari, ola = report.signatures
    assert kari.signer is not None
    assert (kari.signer.name, kari.signer.organisation) == (KARI.name, KARI.organisation)
    assert (kari.signer.organisation_number, kari.signer.authority) == ("999999999", "byrådsleder")
    assert kari.signer.notice == "Dugnad embedded authority: no legal trust"
    assert kari.claimed_at == NOON
    assert kari.stamp is not None
    assert (kari.stamp.at, kari.stamp.authority, kari.stamp.verdict) == (
        NOON,
        "Dugnad time stamps",
        Verdict.VALID,
    )
    assert [kari.level, ola.level] == [Level.B_LTA, Level.B_LTA]
    assert [(one.field, one.signed) for one in report.expected] == [(FIRST, True), (SECOND, True)]


def test_before_the_document_time_stamp(house: House, signed: bytes) -> None:
    report = house.verify(signed)
    assert (report.outcome, report.finished, report.long_term) == (Outcome.VALID, True, False)
    assert {one.level for one in report.signatures} == {Level.B_LT}


def test_half_way_there_is_who_is_missing(house: House, half_signed: bytes) -> None:
    report = house.verify(half_signed)
    assert (report.outcome, report.findings) == (Outcome.INCOMPLETE, (Finding.MISSING_SIGNATURE,))
    assert [(one.name, one.signed) for one in report.expected] == [(KARI.name, True), (OLA.name, False)]


def test_nobody_has_signed(house: House, unsigned: bytes) -> None:
    report = house.verify(unsigned)
    assert report.outcome is Outcome.UNSIGNED
    assert Finding.NO_SIGNATURES in report.findings
    assert [one.name for one in report.expected] == [KARI.name, OLA.name]


def test_a_file_that_names_nobody_just_tells_who_signed(house: House) -> None:
    report = house.verify(house.sign(nameless(), "a", OLA))
    assert (report.outcome, report.finished, report.expected) == (Outcome.VALID, False, ())
    assert report.signatures[0].signer is not None
    assert report.signatures[0].signer.name == OLA.name
