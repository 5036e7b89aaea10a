"""Where mail goes, from one address. Read by the settings, so it imports none of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

BACKENDS = "django.core.mail.backends"
# Scheme: (TLS from the first byte, TLS by STARTTLS, usual port).
SCHEMES = {"smtp": (False, False, 25), "smtps": (True, False, 465), "smtp+tls": (False, True, 587)}


def mail_settings(url: str, folder: Path) -> dict[str, Any]:
    """Django's mail settings for `smtp://user:password@host:port` (or smtps, smtp+tls); empty: files in `folder`.

    ValueError for another scheme or without a host.
    """
    if not url:
        return {"EMAIL_BACKEND": f"{BACKENDS}.filebased.EmailBackend", "EMAIL_FILE_PATH": str(folder)}
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ValueError(
            "DUGNAD_EMAIL_URL must look like smtp://user:password@host:port, smtps:// or smtp+tls://"
        )
    ssl, starttls, port = SCHEMES[parts.scheme]
    return {
        "EMAIL_BACKEND": f"{BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": ssl,
        "EMAIL_USE_TLS": starttls,
        "EMAIL_TIMEOUT": 10,
    }
