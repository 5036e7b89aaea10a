"""Secrets of second factors are kept encrypted with the installation's secret (Fernet: AES-128-CBC, HMAC-SHA-256)."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"dugnad second factors"


class Unreadable(ValueError):
    """Sealed with another secret than the installation has now."""


def _key(secret: str) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def _keys() -> MultiFernet:
    return MultiFernet(
        [_key(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def seal(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text; `Unreadable` if it was sealed with another secret."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken as fault:
        raise Unreadable("a second factor was sealed with another secret") from fault
