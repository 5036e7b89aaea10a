"""What the provider says of itself. Source: OpenID Connect Discovery 1.0, section 4."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.adapter import get_adapter
from requests import RequestException

from dugnad.connectors.idporten.refusals import Refused, Unreachable

ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


def fetch(url: str, **headers: str) -> dict[str, Any]:
    """The JSON object at an address; `Unreachable` if there is none. Redirects are not followed."""
    try:
        with get_adapter().get_requests_session() as session:
            answer = session.get(url, headers=headers, allow_redirects=False)
            answer.raise_for_status()
            body = answer.json()
    except (RequestException, ValueError) as fault:
        raise Unreachable(type(fault).__name__) from fault
    if not isinstance(body, dict):
        raise Unreachable("no JSON object")
    return body


def discover(url: str, issuer: str) -> dict[str, Any]:
    """The provider's description; `Refused` if it is another's or names an address that can be listened in on."""
    description = fetch(url)
    if description.get("issuer") != issuer:
        raise Refused("discovery: another issuer")
    for name in ENDPOINTS:
        _require_safe(name, description)
    if "userinfo_endpoint" in description:
        _require_safe("userinfo_endpoint", description)
    return description


def _require_safe(name: str, description: Mapping[str, Any]) -> None:
    parts = urlsplit(str(description.get(name, "")))
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname or "")):
        raise Refused(f"discovery: {name} is not https")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
