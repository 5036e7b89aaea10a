"""The addresses of signing in and of one's own account. Of allauth's views only those that are named here answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, re_path
from django.views.decorators.cache import never_cache

from dugnad.connectors.idporten import views as idporten
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.web.identity import demo, pages, passkeys
from dugnad.web.identity.leaving import signing_out

View = Callable[..., Any]


def entrance(view: View) -> View:
    """On the way in: nobody need be signed in."""
    return authorised(ANYONE)(view)


def own(view: View) -> View:
    """One's own: what is changed and the event that tells of it are one transaction."""
    return authorised(PERSON)(never_cache(transaction.atomic(view)))


def by_invitation(request: HttpRequest) -> HttpResponse:
    """There is no open sign-up; this says how one gets in."""
    return render(request, "account/signup_closed.html")


def to_account(request: HttpRequest) -> HttpResponse:
    """Where allauth has overviews of its own: all of it is on one page here."""
    return redirect("you")


def provider(request: HttpRequest) -> HttpResponse:
    """Remove the link to the log-in provider."""
    answer: HttpResponse = social.connections(request) if request.method == "POST" else to_account(request)
    return answer


WAY_IN = [
    path("account/login/", entrance(account.login), name="account_login"),
    path("account/logout/", entrance(signing_out(account.logout)), name="account_logout"),
    path("account/closed/", entrance(account.account_inactive), name="account_inactive"),
    path("account/invitation/", entrance(by_invitation), name="account_signup"),
    path("account/second-step/", entrance(mfa.authenticate), name="mfa_authenticate"),
    path("account/passkey/", entrance(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("account/password/reset/", entrance(account.password_reset), name="account_reset_password"),
    path(
        "account/password/reset/sent/",
        entrance(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^account/password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        entrance(transaction.atomic(account.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/done/",
        entrance(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^account/email/(?P<key>[-:\w]+)/$",
        entrance(transaction.atomic(account.confirm_email)),
        name="account_confirm_email",
    ),
    path("account/provider/", entrance(idporten.go), name="oidc_login"),
    path("account/provider/back/", entrance(transaction.atomic(idporten.back)), name="oidc_callback"),
    path(
        "account/provider/cancelled/", entrance(social.login_cancelled), name="socialaccount_login_cancelled"
    ),
    path("demo/", demo.demo, name="demo"),
]

YOUR_ACCOUNT = [
    path("you/", pages.you, name="you"),
    path("you/change/", pages.change, name="you_change"),
    path("you/sign-ins/end/", pages.end_others, name="you_end_others"),
    path("you/sign-ins/<uuid:sign_in>/end/", pages.end_one, name="you_end_one"),
    path("you/tokens/", pages.your_tokens, name="your_tokens"),
    path("you/tokens/<uuid:token>/revoke/", pages.revoke, name="you_revoke_token"),
    path("you/email/", own(account.email), name="account_email"),
    path("you/password/", own(account.password_change), name="account_change_password"),
    path("you/password/choose/", own(account.password_set), name="account_set_password"),
    path("you/confirm/", own(account.reauthenticate), name="account_reauthenticate"),
    path("you/confirm/code/", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("you/confirm/passkey/", own(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("you/two-step/", own(to_account), name="mfa_index"),
    path("you/two-step/app/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("you/two-step/app/remove/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("you/two-step/codes/", own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("you/two-step/codes/new/", own(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("you/two-step/passkeys/", own(to_account), name="mfa_list_webauthn"),
    path("you/two-step/passkeys/add/", own(passkeys.add), name="mfa_add_webauthn"),
    path("you/two-step/passkeys/<int:pk>/remove/", own(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("you/two-step/passkeys/<int:pk>/name/", own(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("you/provider/", own(provider), name="socialaccount_connections"),
]

urlpatterns = [*WAY_IN, *YOUR_ACCOUNT]
