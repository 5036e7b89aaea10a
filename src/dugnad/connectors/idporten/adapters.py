"""Whom a log-in through the provider signs in: the person it is linked to, or the holder of its verified e-mail."""

from __future__ import annotations

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from dugnad.connectors.idporten.configuration import PROVIDER
from dugnad.connectors.idporten.refusals import Refused
from dugnad.kernel.identity import wording
from dugnad.kernel.identity.models import Person
from dugnad.kernel.identity.services import person_of

log = logging.getLogger(__name__)


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """No account begins here; that takes an invitation."""

    error_messages = {**DefaultSocialAccountAdapter.error_messages, **wording.PROVIDER}

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """The provider of the settings; none is read from the database, where its secret would lie open."""
        apps = settings.SOCIALACCOUNT_PROVIDERS.get(PROVIDER, {}).get("APPS", [])
        found = [SocialApp(provider=PROVIDER, **app) for app in apps]
        return [app for app in found if provider in (None, PROVIDER) and client_id in (None, app.client_id)]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def new_user(self, request: HttpRequest, sociallogin: SocialLogin) -> Person:
        return Person()

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Person:
        person: Person = sociallogin.user
        return person

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[Person, str] | None:
        """The account whose verified address is the one that the provider has verified too."""
        for address in sociallogin.email_addresses:
            if address.verified and (person := person_of(address.email)):
                return person, address.email
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Stop someone whom nobody has invited, with what they can do about it."""
        known = sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT
        if known:
            return
        confirmed = any(address.verified for address in sociallogin.email_addresses)
        context = {"provider": sociallogin.provider, "confirmed": confirmed}
        raise ImmediateHttpResponse(render(request, "socialaccount/not_invited.html", context, status=403))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        why = exception if isinstance(exception, Refused) else type(exception).__name__
        log.warning("log-in through the provider failed: %s, %s", error, why)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return str(reverse("you"))
