"""Addresses that let a person in once."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from dugnad.kernel.identity.models import Person


def password_link(person: Person) -> str:
    """The full address at which the person chooses a password; works once and for a limited time."""
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return f"{settings.ORIGIN}{reverse('account_reset_password_from_key', kwargs=key)}"
