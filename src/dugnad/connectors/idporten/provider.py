"""The log-in provider for allauth: code flow with PKCE, state and nonce; the ID token is checked in full."""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.base import AuthProcess, ProviderAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from stdnum.no import fodselsnummer

from dugnad.connectors.idporten.configuration import PROVIDER
from dugnad.connectors.idporten.discovery import discover, fetch
from dugnad.connectors.idporten.id_tokens import Expected, check_id_token
from dugnad.connectors.idporten.levels import takes_two_steps
from dugnad.connectors.idporten.refusals import Refused

PROCESSES = (AuthProcess.LOGIN, AuthProcess.CONNECT)


def nonce_of(verifier: str) -> str:
    """The nonce of a log-in, from its PKCE verifier: as secret, and kept in the same session."""
    return _text(hashlib.sha256(b"nonce " + verifier.encode()).digest())


def _text(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()


class Exchange(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """One log-in: what is asked of the provider, and what its answer must prove."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, PROVIDER)
        self.nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's description, fetched once for each log-in."""
        if not hasattr(self, "_openid_config"):
            app = self.get_provider().app
            self._openid_config = discover(app.settings["server_url"], app.settings["issuer"])
        return self._openid_config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """The registered address, whatever host the request named."""
        return settings.ORIGIN + str(reverse("oidc_callback"))

    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: OAuth2Client, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        if not pkce_code_verifier:
            raise Refused("no PKCE verifier in the session")
        self.nonce = nonce_of(pkce_code_verifier)
        answer: dict[str, Any] = super().get_access_token_data(request, app, client, pkce_code_verifier)
        return answer

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        """Nothing is kept: the provider's tokens may hold a national identity number."""
        return SocialToken(token="")

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        answer = kwargs["response"]
        expected = Expected(app.settings["issuer"], app.client_id, self.nonce, app.settings["acr"])
        claims = check_id_token(
            str(answer.get("id_token", "")), fetch(self.openid_config["jwks_uri"]), expected
        )
        if "email" not in claims:
            claims |= self._contact(claims["sub"], str(answer["access_token"]))
        return self.get_provider().sociallogin_from_response(request, claims)

    def _contact(self, subject: str, access_token: str) -> dict[str, Any]:
        """The e-mail address, where the provider only tells it at its userinfo endpoint (Core 1.0, 5.3)."""
        endpoint = self.openid_config.get("userinfo_endpoint")
        if not endpoint:
            return {}
        told = fetch(endpoint, Authorization=f"Bearer {access_token}")
        if told.get("sub") != subject:
            raise Refused("userinfo: about another")
        return {name: told[name] for name in ("email", "email_verified") if name in told}


class IdPorten(OpenIDConnectProvider):  # type: ignore[misc]
    """ID-porten, or another provider of the same kind, from the settings DUGNAD_OIDC_*."""

    id = PROVIDER
    name = "OpenID Connect"
    account_class = ProviderAccount
    oauth2_adapter_class = Exchange
    supports_token_authentication = False

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return str(reverse("oidc_login"))

    def get_oauth2_adapter(self, request: HttpRequest) -> Exchange:
        if not hasattr(self, "_exchange"):
            self._exchange = Exchange(request)
        return self._exchange

    def get_scope(self) -> list[str]:
        """No more than the subject and the e-mail address, and that only of a provider that has it."""
        offered = self.get_oauth2_adapter(self.request).openid_config.get("scopes_supported", ["email"])
        return ["openid", "email"] if "email" in offered else ["openid"]

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Only where to go afterwards and whether to sign in or to link; nothing else from the request counts."""
        process = request.POST.get("process")
        return {
            "process": process if process in PROCESSES else AuthProcess.LOGIN,
            "next_url": get_next_redirect_url(request),
        }

    def get_auth_params(self) -> dict[str, str]:
        acr = self.app.settings["acr"]
        language = {"ui_locales": get_language() or ""}
        return language | ({"acr_values": acr} if acr else {})

    def get_pkce_params(self) -> dict[str, str]:
        """PKCE by S256 (RFC 7636), and the nonce, which rests on the same secret."""
        verifier = secrets.token_urlsafe(64)
        return {
            "code_verifier": verifier,
            "code_challenge_method": "S256",
            "code_challenge": _text(hashlib.sha256(verifier.encode()).digest()),
            "nonce": nonce_of(verifier),
        }

    def extract_uid(self, data: dict[str, Any]) -> str:
        """A digest of issuer and subject: fits every provider, and belongs to this one alone.

        Refuses a subject that is a national identity number, which even a digest would give away.
        """
        subject = data["sub"]
        if subject == data.get("pid") or fodselsnummer.is_valid(subject):
            raise Refused("the subject is a national identity number")
        return hashlib.sha256(f"{self.app.settings['issuer']}\n{subject}".encode()).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """All that is kept of the claims: the level, and whether it takes two factors."""
        acr = str(data.get("acr", ""))
        return {"acr": acr, "two_steps": takes_two_steps(acr)}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """The address, verified only if the provider says so in so many words."""
        email = data.get("email")
        if not isinstance(email, str) or not email:
            return []
        verified = data.get("email_verified") is True
        return [EmailAddress(email=email.lower(), verified=verified, primary=True)]


provider_classes = [IdPorten]
