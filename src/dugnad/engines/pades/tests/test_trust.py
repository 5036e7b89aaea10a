"""Certificates and time stamps: who vouches for them, and when."""

import pytest

from dugnad.engines.pades import Level, Material, Outcome, Problem, Revocation, Verdict
from dugnad.engines.pades.tests import forging
from dugnad.engines.pades.tests.house import (
    FIRST,
    MINUTE,
    NOON,
    OLA,
    SECOND,
    YEAR,
    House,
    nameless,
    sign_anyhow,
    verdicts,
)


def test_an_unknown_root(final: bytes) -> None:
    report = House().verify(final)
    assert set(verdicts(report).values()) == {Verdict.UNKNOWN_ISSUER}
    assert report.stamps[0].verdict is Verdict.UNKNOWN_ISSUER


def test_a_root_of_the_same_name_is_another_root(house: House, final: bytes) -> None:
    twin = House()
    assert twin.root.certificate.subject == house.root.certificate.subject
    assert set(verdicts(twin.verify(final)).values()) == {Verdict.UNKNOWN_ISSUER}


def test_a_stranger_in_an_empty_field(house: House, half_signed: bytes) -> None:
    """Whoever has the file can fill an empty field; that harms nobody else's signature."""
    report = house.verify(House().sign(half_signed, SECOND, OLA))
    assert verdicts(report) == {FIRST: Verdict.VALID, SECOND: Verdict.UNKNOWN_ISSUER}
    assert report.outcome is Outcome.INVALID


@pytest.mark.parametrize(("minutes", "verdict"), [(30, Verdict.EXPIRED), (-30, Verdict.NOT_YET_VALID)])
def test_signed_outside_the_certificates_time(
    house: House, half_signed: bytes, minutes: int, verdict: Verdict
) -> None:
    """The signer claims noon; the time stamp says otherwise."""
    late = house.sign(half_signed, SECOND, OLA, stamper=house.stamper(NOON + minutes * MINUTE))
    assert verdicts(house.verify(late, NOON + YEAR))[SECOND] is verdict


def test_revoked_before_signing_and_after(house: House, half_signed: bytes) -> None:
    credential = house.credential(OLA)
    pdf = house.sign(half_signed, SECOND, OLA, credential=credential)
    serial = credential.certificate.serial_number
    before = house.crl(Revocation(serial, NOON - MINUTE), number=2, issued=NOON + MINUTE)
    after = house.crl(Revocation(serial, NOON + MINUTE), number=2, issued=NOON + 2 * MINUTE)
    assert verdicts(house.verify(pdf, crls=[before]))[SECOND] is Verdict.REVOKED
    ola = house.verify(pdf, crls=[after]).signatures[1]
    assert (ola.verdict, ola.revoked_at) == (Verdict.VALID, NOON + MINUTE)
    assert house.verify(pdf).signatures[1].revoked_at is None


def test_somebody_elses_revocation_list_says_nothing(house: House, half_signed: bytes) -> None:
    credential = house.credential(OLA)
    pdf = house.sign(half_signed, SECOND, OLA, credential=credential)
    forged = House().crl(Revocation(credential.certificate.serial_number, NOON - MINUTE), number=2)
    ola = house.verify(pdf, crls=[forged, b"junk"]).signatures[1]
    assert (ola.verdict, ola.revoked_at) == (Verdict.VALID, None)


def test_a_time_stamp_by_an_untrusted_authority(house: House, half_signed: bytes) -> None:
    other = House()
    both = Material((house.root.der, other.root.der), crls=(house.crl(), other.crl()))
    pdf = house.sign(half_signed, SECOND, OLA, stamper=other.stamper(), material=both)
    ola = house.verify(pdf).signatures[1]
    assert ola.verdict is Verdict.UNTRUSTED_TIMESTAMP
    assert ola.stamp is not None
    assert ola.stamp.verdict is Verdict.UNKNOWN_ISSUER
    assert ola.level is Level.B_B


def test_a_revoked_time_stamp_authority(house: House, final: bytes) -> None:
    crl = house.crl(
        Revocation(house.stamping.certificate.serial_number, NOON), number=3, issued=NOON + MINUTE
    )
    report = house.verify(final, crls=[crl])
    assert set(verdicts(report).values()) == {Verdict.UNTRUSTED_TIMESTAMP}
    assert report.stamps[0].verdict is Verdict.REVOKED


def test_the_stamping_certificate_does_not_sign_for_people(house: House) -> None:
    """Its holder could otherwise sign in anybody's place."""
    pdf = sign_anyhow(nameless(), "a", house.stamping, house.stamper())
    assert verdicts(house.verify(pdf, crls=[house.crl()]))["a"] is Verdict.WRONG_USAGE


def test_without_revocation_information(house: House) -> None:
    """B-T: whether it was revoked cannot be seen in the file, but with a list from elsewhere it can."""
    pdf = sign_anyhow(nameless(), "a", house.credential(OLA), house.stamper())
    assert Problem.REVOCATION_UNKNOWN in house.verify(pdf).signatures[0].problems
    ola = house.verify(pdf, crls=[house.crl()]).signatures[0]
    assert (ola.verdict, ola.level) == (Verdict.VALID, Level.B_T)


def test_without_a_time_stamp(house: House) -> None:
    """B-B: good only as long as the certificate is, whatever time the signer claims."""
    pdf = sign_anyhow(nameless(), "a", house.credential(OLA), None)
    ola = house.verify(pdf, crls=[house.crl()]).signatures[0]
    assert (ola.verdict, ola.level, ola.stamp) == (Verdict.VALID, Level.B_B, None)
    assert verdicts(house.verify(pdf, NOON + MINUTE * 60, crls=[house.crl()]))["a"] is Verdict.EXPIRED


def test_a_weak_digest(house: House) -> None:
    pdf = sign_anyhow(nameless(), "a", house.credential(OLA), None, digest="sha1")
    assert Problem.WEAK_ALGORITHM in house.verify(pdf, crls=[house.crl()]).signatures[0].problems


def test_junk_among_the_evidence_harms_nothing(house: House, signed: bytes) -> None:
    """Anybody may add evidence; what cannot be read is passed over."""
    report = house.verify(forging.add_evidence(signed, b"junk"))
    assert verdicts(report) == {FIRST: Verdict.VALID, SECOND: Verdict.VALID}


def test_old_lists_do_not_crowd_out_the_new_one(house: House, half_signed: bytes) -> None:
    """A file full of lists from before the revocation must not hide the one that the verifier brings."""
    credential = house.credential(OLA)
    crowd = [house.crl(number=number, issued=NOON - MINUTE * number) for number in range(1, 99)]
    pdf = house.sign(half_signed, SECOND, OLA, credential=credential, material=house.material(*crowd))
    late = house.crl(Revocation(credential.certificate.serial_number, NOON - MINUTE), number=200)
    assert verdicts(house.verify(pdf))[SECOND] is Verdict.VALID
    assert verdicts(house.verify(pdf, crls=[late, late]))[SECOND] is Verdict.REVOKED
