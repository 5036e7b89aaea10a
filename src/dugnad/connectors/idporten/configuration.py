"""The one log-in provider of an installation, as allauth wants it. Read by the settings, so it imports none of them."""

from __future__ import annotations

from typing import Any

PROVIDER = "oidc"
DISCOVERY = "/.well-known/openid-configuration"


def provider_settings(
    *, issuer: str, client_id: str, client_secret: str, name: str, acr: str
) -> dict[str, Any]:
    """The value of SOCIALACCOUNT_PROVIDERS; without an issuer there is no provider."""
    if not issuer:
        return {}
    app = {
        "provider_id": PROVIDER,
        "name": name,
        "client_id": client_id,
        "secret": client_secret,
        "settings": {"issuer": issuer, "server_url": issuer.rstrip("/") + DISCOVERY, "acr": acr},
    }
    return {PROVIDER: {"APPS": [app]}}
