"""What allauth says, in our words, so that every language has them."""

from django.utils.translation import gettext_lazy as _

ACCOUNT = {
    "account_inactive": _("This account is closed."),
    "email_password_mismatch": _("The e-mail address or the password is not right."),
    "duplicate_email": _("This is your e-mail address already."),
    "email_taken": _("There is an account with this e-mail address already."),
    "enter_current_password": _("Write the password that you have now."),
    "incorrect_code": _("This code is not right. Codes change every 30 seconds."),
    "incorrect_password": _("The password is not right."),
    "invalid_or_expired_key": _("This link has been used or is too old."),
    "invalid_password_reset": _("This link has been used or is too old."),
    "too_many_login_attempts": _("Too many tries. Wait five minutes and try again."),
    "rate_limited": _("Too many tries. Wait a little and try again."),
    "unverified_primary_email": _("Your e-mail address must be confirmed first."),
    "same_as_current": _("Write something else than you have now."),
}
SECOND_FACTOR = {
    "cannot_delete_authenticator": _("Two-step sign-in cannot be turned off."),
    "cannot_generate_recovery_codes": _("Turn on two-step sign-in before you make recovery codes."),
    "incorrect_code": _("This code is not right. Codes change every 30 seconds."),
    "unverified_email": _("Your e-mail address must be confirmed first."),
}
CONFIRM_BY = {
    "reauthenticate": _("With your password"),
    "mfa_reauthenticate": _("With a code from your app"),
    "mfa_reauthenticate:webauthn": _("With your passkey"),
}
PROVIDER = {
    "email_taken": _("There is an account with this e-mail address already."),
    "invalid_token": _("The sign-in provider's answer cannot be used."),
    "no_password": _("Choose a password first, so that you can still sign in."),
    "no_verified_email": _("Your e-mail address must be confirmed first."),
    "disconnect_last": _("This is your only way to sign in."),
    "connected_other": _("Someone else has linked this sign-in already."),
}
