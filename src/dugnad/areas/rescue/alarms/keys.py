"""Keys of alarm lines, kept encrypted with the installation's secret (Fernet: AES-128-CBC, HMAC-SHA-256)."""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _

from dugnad.kernel.problems import Invalid

PURPOSE = b"dugnad alarm lines"
SIZES = (16, 24, 32)


def clean_key(text: str) -> bytes:
    """An AES key from its hexadecimal digits; Invalid at `key`."""
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) not in SIZES:
        raise Invalid(fields={"key": _("Write the key as 32, 48 or 64 hexadecimal digits.")})
    return key


def seal(key: bytes) -> str:
    """The key as it is stored."""
    return _boxes().encrypt(key).decode()


def unseal(sealed: str) -> bytes:
    """The key; LookupError if it was sealed with another secret than the installation has now."""
    try:
        return _boxes().decrypt(sealed.encode())
    except InvalidToken as fault:
        raise LookupError("the installation's secret has been changed") from fault


def _boxes() -> MultiFernet:
    return MultiFernet([_box(str(one)) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


@lru_cache(maxsize=8)
def _box(secret: str) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
