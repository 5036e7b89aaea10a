"""The signing service by its settings: the embedded authority, and a time-stamp authority from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from dugnad.connectors.signing import Signing, embedded
from dugnad.connectors.timestamp.tests.responder import Authority, serving
from dugnad.engines.pades.authority import (
    NO_LEGAL_TRUST,
    Person,
    Validity,
    issue_signatory,
    new_key,
    new_serial,
)
from dugnad.engines.pades.errors import Fault, PadesError
from dugnad.engines.pades.report import Outcome, Problem, Report
from dugnad.engines.pades.signing import Field, add_fields
from dugnad.engines.pades.verification import verify
from dugnad.engines.typesetting import render
from dugnad.kernel.agreements.models import SigningCredential

PERSON = Person("Kari Eksempel", "Eksempel Oslo", "310000007", "Fullmakt 7")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return add_fields(render("Agreed.", {}, created=NOW), [Field("one"), Field("two")])


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def signed(pdf: bytes) -> bytes:
    return Signing().sign(pdf, "one", PERSON, at=now(), reason="Signs for Eksempel Oslo", appearance=None)


def judged(pdf: bytes) -> Report:
    trust = Signing().trust()
    return verify(pdf, trust_roots=trust.roots, crls=trust.crls, at=now())


def test_the_embedded_authority_signs_and_stamps(pdf: bytes) -> None:
    report = judged(Signing().finalise(signed(pdf), at=now()))
    assert report.outcome is Outcome.VALID
    assert report.long_term
    signer = report.signatures[0].signer
    assert signer
    assert (signer.name, signer.organisation_number, signer.authority) == (
        "Kari Eksempel",
        "310000007",
        "Fullmakt 7",
    )
    assert signer.notice == NO_LEGAL_TRUST


def test_its_keys_are_made_once_and_kept_encrypted(pdf: bytes) -> None:
    root = embedded.root()
    embedded.time_authority()
    assert embedded.root().der == root.der
    assert embedded.known_root() == root
    rows = SigningCredential.objects.all()
    assert {row.name for row in rows} == {"root", "time"}
    assert all("BEGIN ENCRYPTED PRIVATE KEY" in row.pem for row in rows)
    with override_settings(SECRET_KEY="another " * 10), pytest.raises(PadesError) as refused:
        embedded._opened.__wrapped__(rows[0].pem)
    assert refused.value.fault is Fault.PASSPHRASE


def test_asking_what_to_trust_makes_no_keys() -> None:
    assert Signing().trust().roots == ()
    assert not SigningCredential.objects.exists()


def test_what_is_too_long_for_a_certificate_is_shortened(pdf: bytes) -> None:
    long = Person("Kari", "Et svært langt navn " * 6, "310000007", "Fullmakt " * 12)
    report = judged(Signing().sign(pdf, "one", long, at=now(), reason="", appearance=None))
    signer = report.signatures[0].signer
    assert signer
    assert len(signer.organisation) == len(signer.authority) == 64
    assert signer.organisation.endswith("…")


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Authority]:
    """A time-stamp authority that the settings name."""
    authority = Authority(tmp_path)
    with serving(authority.answer) as url, override_settings(TSA_URL=url, SIGNING_TRUST=str(authority.trust)):
        yield authority


def test_time_stamps_come_from_the_authority_of_the_settings(pdf: bytes, outside: Authority) -> None:
    assert not Signing().own_time
    assert Signing().own_certificates
    report = judged(Signing().finalise(signed(pdf), at=now()))
    assert report.outcome is Outcome.VALID
    assert report.long_term
    assert report.stamps[0].authority == "Example time"
    assert report.signatures[0].stamp
    assert report.signatures[0].stamp.authority == "Example time"


def test_an_authority_that_is_not_trusted_is_refused(pdf: bytes, outside: Authority) -> None:
    with override_settings(SIGNING_TRUST=""), pytest.raises(PadesError) as refused:
        signed(pdf)
    assert refused.value.fault is Fault.TIMESTAMP_REFUSED
    assert refused.value.detail == Problem.UNKNOWN_ISSUER


def test_without_a_revocation_list_the_authority_is_refused(pdf: bytes, outside: Authority) -> None:
    roots_only = outside.folder / "roots.pem"
    roots_only.write_bytes((outside.folder / "chain.pem").read_bytes())
    with override_settings(SIGNING_TRUST=str(roots_only)), pytest.raises(PadesError) as refused:
        signed(pdf)
    assert refused.value.detail == Problem.REVOCATION_UNKNOWN


SEAL = Person("Eksempel Drift", "Eksempel Drift AS", "312000002", "")


@pytest.fixture
def sealed(tmp_path: Path, outside: Authority) -> Iterator[None]:
    """The settings name a seal as well."""
    owner = replace(SEAL, authority="Seal")
    lasting = Validity(now() - timedelta(hours=1), now() + timedelta(days=30))
    made = issue_signatory(outside.root, owner, lasting, key=new_key(), serial=new_serial())
    file = tmp_path / "seal.p12"
    file.write_bytes(
        serialize_key_and_certificates(
            b"seal", made.key, made.certificate, list(made.issuers), BestAvailableEncryption(b"secret")
        )
    )
    with override_settings(SIGNING_CERTIFICATE=str(file), SIGNING_PASSPHRASE="secret"):
        yield


@pytest.mark.usefixtures("sealed")
def test_a_seal_of_the_settings_stands_for_the_person(pdf: bytes) -> None:
    port = Signing()
    assert not port.own_certificates
    assert port.seal
    assert (port.seal.name, port.seal.number) == ("Eksempel Drift AS", "312000002")
    report = judged(port.finalise(signed(pdf), at=now()))
    assert report.outcome is Outcome.VALID
    (one,) = report.signatures
    assert one.signer
    assert (one.signer.organisation, one.declared) == ("Eksempel Drift AS", "Kari Eksempel")
    assert not SigningCredential.objects.exists()


@pytest.mark.usefixtures("sealed")
def test_a_seal_that_cannot_be_opened_is_told() -> None:
    with (
        override_settings(SIGNING_PASSPHRASE="wrong"),
        pytest.raises(ImproperlyConfigured, match="PASSPHRASE"),
    ):
        _ = Signing().seal
    with override_settings(SIGNING_CERTIFICATE="/nonexistent/seal.p12"), pytest.raises(ImproperlyConfigured):
        _ = Signing().seal
