"""Who may sign in which field, for whom, and on what authority."""

from dataclasses import replace

from dugnad.engines.pades import Person, Problem, Verdict
from dugnad.engines.pades.tests.house import FIRST, KARI, OLA, SECOND, House, verdicts, without_authority


def test_a_person_whose_organisation_is_no_party(house: House, half_signed: bytes) -> None:
    outsider = Person(OLA.name, "Utenfor AS (eksempel)", "777777777", OLA.authority)
    ola = house.verify(house.sign(half_signed, SECOND, outsider)).signatures[1]
    assert ola.verdict is Verdict.NO_AUTHORITY
    assert ola.problems == (Problem.ORGANISATION_NOT_PARTY, Problem.SIGNER_NOT_NAMED)


def test_a_party_in_another_partys_field(house: House, half_signed: bytes) -> None:
    ola = house.verify(house.sign(half_signed, SECOND, KARI)).signatures[1]
    assert (ola.verdict, ola.problems) == (Verdict.NO_AUTHORITY, (Problem.SIGNER_NOT_NAMED,))


def test_a_colleague_who_is_not_named(house: House, half_signed: bytes) -> None:
    ola = house.verify(house.sign(half_signed, SECOND, replace(OLA, name="Per Prøve"))).signatures[1]
    assert (ola.verdict, ola.problems) == (Verdict.NO_AUTHORITY, (Problem.SIGNER_NOT_NAMED,))


def test_a_certificate_without_authority(house: House, half_signed: bytes) -> None:
    ola = house.verify(house.sign(half_signed, SECOND, without_authority(OLA))).signatures[1]
    assert (ola.verdict, ola.problems) == (Verdict.NO_AUTHORITY, (Problem.AUTHORITY_MISSING,))


def test_a_named_delegate_may_sign(house: House, unsigned: bytes) -> None:
    report = house.verify(house.sign(unsigned, FIRST, replace(KARI, name="ÅSE  Vara")))
    assert verdicts(report) == {FIRST: Verdict.VALID}
    assert report.expected[0].signed
