"""Invitations as tests send and open them."""

from __future__ import annotations

import re

from django.core import mail
from django.utils import timezone

from dugnad.kernel.organisations.models import Invitation

API = "/api/v1/organisations"
ACCEPT = "/api/v1/invitations/accept"
JSON = "application/json"
EMAIL = "ny@eksempel.example"
PASSWORD = "en lang setning som passord"
ACCOUNT = {"name": "Nora Ny", "password": PASSWORD}


def invite(client, org, email=EMAIL, **changed):
    return client.post(
        f"/network/{org.id}/people/invite/", {"email": email, "role": "member", **changed}, follow=True
    )


def link(index=-1) -> str:
    return re.search(r"http://[^/]+(/network/invitation/\S+/)", mail.outbox[index].body)[1]


def token(index=-1) -> str:
    return link(index).split("/")[3]


def run_out() -> None:
    Invitation.objects.update(expires_at=timezone.now())
