"""The embedded authority: what its certificates say, and that OpenSSL follows them."""

import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from dugnad.engines.pades import (
    NO_LEGAL_TRUST,
    Fault,
    PadesError,
    Person,
    Revocation,
    from_pem,
    new_serial,
    to_pem,
)
from dugnad.engines.pades.tests.house import KARI, MINUTE, NOON, House, make_root


def test_a_signatory_certificate_says_who_for_whom_and_on_what_authority(house: House) -> None:
    subject = house.credential(KARI).certificate.subject
    said = {attribute.oid: attribute.value for attribute in subject}
    assert said[NameOID.COMMON_NAME] == "Kari Eksempel"
    assert said[NameOID.ORGANIZATION_NAME] == "Eksempelby kommune"
    assert said[NameOID.ORGANIZATION_IDENTIFIER] == "NTRNO-999999999"
    assert said[NameOID.TITLE] == "byrådsleder"


def test_every_certificate_says_that_it_gives_no_legal_trust(house: House) -> None:
    for credential in (house.credential(KARI), house.stamping):
        policies = credential.certificate.extensions.get_extension_for_class(x509.CertificatePolicies).value
        assert policies[0].policy_qualifiers[0].explicit_text == NO_LEGAL_TRUST
        assert "OU=No legal trust" in credential.certificate.issuer.rfc4514_string()


def test_stamping_is_the_stamping_certificates_only_use(house: House) -> None:
    usage = house.stamping.certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    assert usage.critical
    assert list(usage.value) == [ExtendedKeyUsageOID.TIME_STAMPING]


def test_openssl_follows_the_chain_and_the_revocation_list(house: House, tmp_path: Path) -> None:
    good, bad = house.credential(KARI), house.credential(KARI)
    crl = x509.load_der_x509_crl(house.crl(Revocation(bad.certificate.serial_number, NOON - MINUTE)))
    root = house.root.certificate.public_bytes(Encoding.PEM) + crl.public_bytes(Encoding.PEM)
    (tmp_path / "root.pem").write_bytes(root)

    def accepted(credential_pem: bytes) -> bool:
        (tmp_path / "one.pem").write_bytes(credential_pem)
        moment = str(int(NOON.timestamp()))
        arguments = ["-crl_check", "-x509_strict", "-CAfile", tmp_path / "root.pem", "-attime", moment]
        return not subprocess.run(
            ["openssl", "verify", *arguments, tmp_path / "one.pem"], capture_output=True, check=False
        ).returncode

    assert accepted(good.certificate.public_bytes(Encoding.PEM))
    assert accepted(house.stamping.certificate.public_bytes(Encoding.PEM))
    assert not accepted(bad.certificate.public_bytes(Encoding.PEM))
    assert not accepted(House().credential(KARI).certificate.public_bytes(Encoding.PEM))


@pytest.mark.parametrize("passphrase", [None, b"hemmelig"])
def test_a_credential_survives_being_stored(house: House, passphrase: bytes | None) -> None:
    again = from_pem(to_pem(house.stamping, passphrase), passphrase)
    assert again.certificate == house.stamping.certificate
    assert again.issuers == (house.root.certificate,)
    assert again.key.private_numbers() == house.stamping.key.private_numbers()


@pytest.mark.parametrize("passphrase", [None, b"feil"])
def test_a_wrong_passphrase_opens_nothing(house: House, passphrase: bytes | None) -> None:
    with pytest.raises(PadesError) as caught:
        from_pem(to_pem(house.root, b"hemmelig"), passphrase)
    assert caught.value.fault is Fault.PASSPHRASE


def test_the_key_must_be_the_certificates(house: House) -> None:
    key = to_pem(make_root()).split(b"-----BEGIN CERTIFICATE")[0]
    with pytest.raises(PadesError) as caught:
        from_pem(key + house.root.certificate.public_bytes(Encoding.PEM))
    assert caught.value.fault is Fault.NOT_A_CREDENTIAL


def test_junk_is_no_credential() -> None:
    with pytest.raises(PadesError) as caught:
        from_pem(b"hei")
    assert caught.value.fault is Fault.NOT_A_CREDENTIAL


def test_a_name_that_no_certificate_holds_is_refused(house: House) -> None:
    with pytest.raises(PadesError) as caught:
        house.credential(Person("K" * 65, "Eksempelby", "999999999", "leder"))
    assert caught.value.fault is Fault.NAME_TOO_LONG


def test_serial_numbers_come_from_what_is_given() -> None:
    assert new_serial(lambda bits: 7) == (1 << 158) | 7
    assert (new_serial().bit_length() + 7) // 8 == 20
