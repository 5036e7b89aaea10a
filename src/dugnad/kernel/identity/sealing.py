"""Secrets of second factors are kept encrypted with the installation's secret (Fernet: AES-128-CBC, HMAC-SHA-256)."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dugnad.kernel.problems import Problem

PURPOSE = b"dugnad second factors"


class Unreadable(Problem):
    """Sealed with another secret than the installation has now."""

    status = 503
    code = "secret-changed"
    title = _("Your second step cannot be checked")


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
        raise Unreadable(_("The installation's secret has been changed. Tell those who run it.")) from fault
