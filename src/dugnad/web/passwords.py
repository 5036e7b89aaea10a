"""What a password may not be, beside Django's own rules."""

from __future__ import annotations

from django.contrib.auth.password_validation import UserAttributeSimilarityValidator
from django.utils.translation import gettext as _


class UnlikeOneself(UserAttributeSimilarityValidator):
    """Not like one's name or address; Django's own message would hold the fields' names in English."""

    def get_error_message(self) -> str:
        return _("The password is too like your name or your e-mail address.")
