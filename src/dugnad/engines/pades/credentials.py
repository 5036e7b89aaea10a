"""A certificate with its private key, as an object and as PEM."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from dugnad.engines.pades.errors import Fault, PadesError

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate as Asn1Certificate
    from pyhanko.sign.signers import SimpleSigner


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate, its private key, and the certificates above it (nearest first)."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    issuers: tuple[x509.Certificate, ...] = ()

    @property
    def der(self) -> bytes:
        """The certificate, DER."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def signer(self) -> SimpleSigner:
        """What pyHanko signs with. The key stays in memory."""
        from asn1crypto.keys import PrivateKeyInfo
        from pyhanko.sign.signers import SimpleSigner
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        private = self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        store = SimpleCertificateStore.from_certs([_asn1(issuer) for issuer in self.issuers])
        key = PrivateKeyInfo.load(private)
        return SimpleSigner(_asn1(self.certificate), key, store, embed_roots=False)


def to_pem(credential: Credential, passphrase: bytes | None = None) -> bytes:
    """Key (PKCS#8, encrypted when a passphrase is given), certificate and issuers, PEM."""
    protection: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        protection = serialization.BestAvailableEncryption(passphrase)
    key = credential.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, protection
    )
    chain = (credential.certificate, *credential.issuers)
    return key + b"".join(one.public_bytes(serialization.Encoding.PEM) for one in chain)


def from_pem(data: bytes, passphrase: bytes | None = None) -> Credential:
    """Read what `to_pem` wrote; `PadesError` for a wrong passphrase or anything else."""
    try:
        key = serialization.load_pem_private_key(data, passphrase or None)
        certificate, *issuers = x509.load_pem_x509_certificates(data)
    except TypeError as error:
        raise PadesError(Fault.PASSPHRASE, str(error)) from error
    except ValueError as error:
        fault = Fault.PASSPHRASE if b"ENCRYPTED" in data else Fault.NOT_A_CREDENTIAL
        raise PadesError(fault, str(error)) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise PadesError(Fault.NOT_A_CREDENTIAL, "the key is not the certificate's")
    return Credential(certificate, key, tuple(issuers))


def _asn1(certificate: x509.Certificate) -> Asn1Certificate:
    from asn1crypto.x509 import Certificate

    return Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
