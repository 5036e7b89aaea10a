"""Why a log-in through a provider ends without a session, in words for the reader."""

from __future__ import annotations

from typing import ClassVar

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(OAuth2Error):  # type: ignore[misc]
    """The provider's answer does not hold. What exactly was wrong is for the log, not for the reader."""

    says: ClassVar[str | Promise] = _(
        "The answer from the sign-in provider cannot be trusted. Start again from here."
    )


class LevelTooLow(Refused):
    """The person was let in by the provider, but less surely than we ask for."""

    says = _(
        "You signed in at a lower level than this service asks for. Choose another way, for example BankID."
    )


class Unreachable(Refused):
    """The provider does not answer, or not as one."""

    says = _("The sign-in provider does not answer now. Try again in a while, or sign in with your password.")
