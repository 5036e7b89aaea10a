"""The installation's own seal (PKCS#12), and the trust that its operator hands in (PEM). Nothing is fetched."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from asn1crypto.x509 import Certificate
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from pyhanko.sign.signers import SimpleSigner

from dugnad.engines.pades.evidence import describe
from dugnad.engines.pades.trust import Material

_BLOCK: Final = re.compile(rb"-----BEGIN (CERTIFICATE|X509 CRL)-----(.*?)-----END \1-----", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Owner:
    """The organisation whose seal stands for those who sign."""

    name: str
    number: str


def signer() -> SimpleSigner:
    """The seal as what pyHanko signs with; ImproperlyConfigured when file or passphrase do not fit."""
    file, phrase = settings.SIGNING_CERTIFICATE, settings.SIGNING_PASSPHRASE
    loaded: SimpleSigner | None = SimpleSigner.load_pkcs12(file, passphrase=phrase.encode() or None)
    if loaded is None:
        raise ImproperlyConfigured(
            "DUGNAD_SIGNING_CERTIFICATE cannot be opened with DUGNAD_SIGNING_PASSPHRASE"
        )
    return loaded


def owner() -> Owner:
    """Whose seal it is, by its certificate; ImproperlyConfigured when that says no organisation number."""
    named = describe(signer().signing_cert)
    if not named.organisation_number:
        raise ImproperlyConfigured(
            "The certificate of DUGNAD_SIGNING_CERTIFICATE names no organisation number"
        )
    return Owner(named.organisation or named.name, named.organisation_number)


def trust() -> Material:
    """The certificates (taken as roots) and revocation lists of the trust file; nothing without the setting."""
    if not settings.SIGNING_TRUST:
        return Material(roots=())
    return read_trust(Path(settings.SIGNING_TRUST).read_bytes())


def read_trust(pem: bytes) -> Material:
    """What is trusted by a PEM file: self-signed certificates as roots, others between, and revocation lists."""
    blocks = [(kind, b64decode(body)) for kind, body in _BLOCK.findall(pem)]
    certificates = [der for kind, der in blocks if kind == b"CERTIFICATE"]
    return Material(
        roots=tuple(der for der in certificates if _is_root(der)),
        certificates=tuple(der for der in certificates if not _is_root(der)),
        crls=tuple(der for kind, der in blocks if kind == b"X509 CRL"),
    )


def _is_root(der: bytes) -> bool:
    return Certificate.load(der).self_issued is True
