"""allauth's forms with words of our own; a code works once for as long as it is valid."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.forms import Form
from django.utils.translation import gettext_lazy as _

from dugnad.kernel.identity.models import Person

NOISE = (ValueError, TypeError, LookupError, AttributeError, struct.error, InvalidSignature)

EMAIL = _("E-mail address")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
AGAIN = _("New password once more")
RULES = _("At least 12 characters. A few words that you remember are better than a short jumble.")
CODE = _("Code")
FROM_APP = _("Six digits from your app, or one of your recovery codes.")


class Worded(Form):
    """A form whose labels and help are ours."""

    words: ClassVar[dict[str, Any]] = {}
    helps: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words.get(name, field.label)
            field.help_text = self.helps.get(name, "")


class SignInForm(Worded, account.LoginForm):  # type: ignore[misc]
    words = {"login": EMAIL, "password": PASSWORD}


class ForgottenForm(Worded, account.ResetPasswordForm):  # type: ignore[misc]
    words = {"email": EMAIL}


class NewPasswordForm(Worded, account.ResetPasswordKeyForm):  # type: ignore[misc]
    words = {"password1": NEW_PASSWORD, "password2": AGAIN}
    helps = {"password1": RULES}


class ChangePasswordForm(Worded, account.ChangePasswordForm):  # type: ignore[misc]
    words = {"oldpassword": _("The password you have now"), "password1": NEW_PASSWORD, "password2": AGAIN}
    helps = {"password1": RULES}


class ChoosePasswordForm(Worded, account.SetPasswordForm):  # type: ignore[misc]
    words = {"password1": NEW_PASSWORD, "password2": AGAIN}
    helps = {"password1": RULES}


class ConfirmForm(Worded, account.ReauthenticateForm):  # type: ignore[misc]
    words = {"password": PASSWORD}


class EmailForm(Worded, account.AddEmailForm):  # type: ignore[misc]
    words = {"email": _("New e-mail address")}


@contextmanager
def sober() -> Iterator[None]:
    """What cannot be read or verified is told at the form; the libraries below raise whatever comes up."""
    try:
        yield
    except (*NOISE, ValidationError) as fault:
        if getattr(fault, "code", "incorrect_code") != "incorrect_code":
            raise
        raise ValidationError(_("This passkey cannot be used here.")) from fault


def first_use(person: Person, code: str) -> bool:
    """True the first time that the person uses the code while it is valid (RFC 6238, section 5.2)."""
    steps = 2 * app_settings.TOTP_TOLERANCE + 1
    used = hashlib.sha256(f"{person.pk}:{normalize_user_code(code)}".encode()).hexdigest()
    return cache.add(f"code-used:{used}", True, timeout=steps * app_settings.TOTP_PERIOD)


class OnceCode:
    """A form whose code was checked already."""

    user: Person

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if not first_use(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(OnceCode, Worded, AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""

    words = {"code": CODE}
    helps = {"code": FROM_APP}


class ConfirmCodeForm(OnceCode, Worded, ReauthenticateForm):  # type: ignore[misc]
    """Confirming that it is you."""

    words = {"code": CODE}
    helps = {"code": FROM_APP}


class AppForm(Worded, ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": _("Code from the app")}


class PasskeyForm(Worded, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    words = {"name": _("What you call it")}
    helps = {"name": _("For example the name of the telephone or computer that keeps it.")}

    def clean(self) -> dict[str, Any]:
        with sober():
            return super().clean() or {}


class UsePasskey:
    """A form that is answered with a passkey, or with noise."""

    def clean_credential(self) -> Any:
        with sober():
            return super().clean_credential()  # type: ignore[misc]


class PasskeySignInForm(UsePasskey, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    """Signing in with a passkey alone."""


class PasskeyStepForm(UsePasskey, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step."""


class ConfirmPasskeyForm(UsePasskey, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Confirming with a passkey that it is you."""


class PasskeyNameForm(Worded, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    words = {"name": _("What you call it")}
