"""How allauth does things here: accounts by invitation only, addresses from the settings, words of our own."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from dugnad.kernel.identity import events, qr, sealing, wording
from dugnad.kernel.identity.models import Person


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Local accounts."""

    error_messages = {**DefaultAccountAdapter.error_messages, **wording.ACCOUNT}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account begins with an invitation."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """On the configured address, whatever host the request named."""
        path: str = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.ORIGIN + path.replace("UID-KEY", key)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return settings.ORIGIN + str(reverse("account_confirm_email", args=[emailconfirmation.key]))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of the person it is for, when there is one."""
        person = context.get("user")
        language = person.language if isinstance(person, Person) else translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context | {"origin": settings.ORIGIN})

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        events.tell_failed_sign_in(credentials.get("email", ""))

    def get_login_stages(self) -> list[str]:
        standard = "allauth.mfa.stages.AuthenticateStage"
        ours = f"{SecondStep.__module__}.{SecondStep.__qualname__}"
        return [ours if stage == standard else stage for stage in super().get_login_stages()]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method | {"description": wording.CONFIRM_BY[method["id"]]} for method in methods]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return str(reverse("you"))


class SecondStep(AuthenticateStage):  # type: ignore[misc]
    """Asks for the second factor, unless a log-in provider has just seen one."""

    def handle(self) -> tuple[Any, bool]:
        if provider_saw_two_steps(self.login.signal_kwargs):
            return None, True
        answer: tuple[Any, bool] = super().handle()
        return answer


def provider_saw_two_steps(signal_kwargs: dict[str, Any] | None) -> bool:
    """True if this log-in came through a provider at a level that asks for two factors."""
    login = (signal_kwargs or {}).get("sociallogin")
    return bool(login and login.account.extra_data.get("two_steps") is True)


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors."""

    error_messages = {**DefaultMFAAdapter.error_messages, **wording.SECOND_FACTOR}

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        return qr.svg(url)

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count() + 1
        return str(_("Passkey %(number)d") % {"number": count})

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Dugnad"}
