"""Who may sign in which field, for whom, and on what authority."""

from dataclasses import replace

import pytest

from dugnad.engines.pades import Person, Problem, Verdict
from dugnad.engines.pades.tests.house import (
    AGREEMENT,
    FIRST,
    KARI,
    OLA,
    SECOND,
    House,
    prepared,
    verdicts,
    without_authority,
)
from dugnad.engines.typesetting import Agreement


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


OPEN: Agreement = {**AGREEMENT, "substitutes": True}


def test_where_the_agreement_lets_them_colleagues_sign_in_each_others_place(house: House) -> None:
    colleague = replace(OLA, name="Per Prøve", authority="fullmakt 7")
    report = house.verify(house.sign(prepared(OPEN), SECOND, colleague, reason="For Ola Prøve"))
    ola = report.signatures[0]
    assert (ola.verdict, ola.reason) == (Verdict.VALID, "For Ola Prøve")
    assert report.expected[1].signed


@pytest.mark.parametrize(
    ("person", "problem"),
    [
        (KARI, Problem.SIGNER_NOT_NAMED),
        (replace(OLA, organisation_number="777777777"), Problem.ORGANISATION_NOT_PARTY),
        (without_authority(replace(OLA, name="Per Prøve")), Problem.AUTHORITY_MISSING),
    ],
)
def test_nobody_else_signs_in_their_place(house: House, person: Person, problem: Problem) -> None:
    signed = house.verify(house.sign(prepared(OPEN), SECOND, person)).signatures[0]
    assert signed.verdict is Verdict.NO_AUTHORITY
    assert problem in signed.problems


SEAL = Person("Eksempel Drift", "Eksempel Drift AS", "666666666", "")
SEALED: Agreement = {**AGREEMENT, "seal": {"name": SEAL.name, "organisation_number": "666 666 666"}}


def test_a_seal_that_is_named_stands_for_those_who_sign(house: House) -> None:
    pdf = prepared(SEALED)
    for name, person in ((FIRST, KARI), (SECOND, OLA)):
        pdf = house.sign(pdf, name, without_authority(SEAL), declared=person.name)
    report = house.verify(pdf)
    assert verdicts(report) == {FIRST: Verdict.VALID, SECOND: Verdict.VALID}
    assert report.finished
    assert [one.declared for one in report.signatures] == [KARI.name, OLA.name]
    assert {one.seal for one in report.expected} == {SEAL.organisation_number}


@pytest.mark.parametrize("declared", [OLA.name, "Per Prøve", None])
def test_a_seal_for_somebody_who_is_not_meant(house: House, declared: str | None) -> None:
    sealed = house.verify(house.sign(prepared(SEALED), FIRST, without_authority(SEAL), declared=declared))
    assert sealed.signatures[0].problems == (Problem.SIGNER_NOT_NAMED,)


@pytest.mark.parametrize(("declared", "verdict"), [("Per Prøve", "valid"), (None, "no_authority")])
def test_a_seal_for_one_who_signs_in_anothers_place(house: House, declared: str | None, verdict: str) -> None:
    pdf = prepared({**SEALED, "substitutes": True})
    sealed = house.verify(house.sign(pdf, FIRST, without_authority(SEAL), declared=declared))
    assert sealed.signatures[0].verdict == verdict


def test_a_seal_that_is_not_named_stands_for_nobody(house: House, unsigned: bytes) -> None:
    sealed = house.verify(house.sign(unsigned, FIRST, SEAL, declared=KARI.name)).signatures[0]
    assert sealed.verdict is Verdict.NO_AUTHORITY
    assert Problem.ORGANISATION_NOT_PARTY in sealed.problems


def test_where_a_seal_is_named_people_may_still_sign_themselves(house: House) -> None:
    assert verdicts(house.verify(house.sign(prepared(SEALED), FIRST, KARI))) == {FIRST: Verdict.VALID}
