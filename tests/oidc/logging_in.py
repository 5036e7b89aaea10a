"""The steps of logging in through a provider, as a browser takes them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import requests
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from dugnad.connectors.idporten.configuration import provider_settings
from tests.oidc.issuer import CLIENT_ID, CLIENT_SECRET, Issuer

GO, BACK = "/account/provider/", "/account/provider/back/"


def configure(settings: Settings, issuer: Issuer, acr: str = "idporten-loa-substantial") -> None:
    settings.SOCIALACCOUNT_PROVIDERS = provider_settings(
        issuer=issuer.url, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, name="ID-porten", acr=acr
    )


def start(client: Client, where: str = GO, **data: str) -> str:
    """Where the page sends the browser."""
    page = client.post(where, data)
    assert page.status_code == 200
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.content.decode())
    assert found
    return unescape(found[1])


def follow(address: str) -> str:
    """What the issuer sends the browser back to, without the host."""
    answer = requests.get(address, allow_redirects=False, timeout=5)
    assert answer.status_code == 302
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"


def log_in(client: Client, **data: str) -> HttpResponse:
    return client.get(follow(start(client, **data)))


def signed_in(client: Client) -> dict[str, Any] | None:
    answer = client.get("/api/v1/you")
    return answer.json() if answer.status_code == 200 else None
