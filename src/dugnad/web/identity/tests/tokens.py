"""Tokens as tests make and use them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from dugnad.kernel.identity.models import AccessToken, Person
from dugnad.kernel.identity.tokens import make_token
from dugnad.kernel.organisations.models import Organisation
from tests import people

YOU, ORGANISATIONS = "/api/v1/you", "/api/v1/organisations"


def make(
    person: Person,
    scope: str = "read",
    organisation: Organisation | None = None,
    purposes: Sequence[str] = (),
) -> tuple[AccessToken, str]:
    return make_token(
        actor=people.acting(person, second_factor=True),
        name="Sensors",
        scope=scope,
        last_day=timezone.localdate() + timedelta(days=30),
        organisation=organisation.id if organisation else None,
        purposes=purposes,
    )


def call(secret: str, path: str = YOU, method: str = "get", **rest: Any) -> HttpResponse:
    client = Client(headers={"accept-language": "en", "authorization": f"Bearer {secret}"})
    answer: HttpResponse = getattr(client, method)(path, content_type="application/json", **rest)
    return answer


def form(**changes: str) -> dict[str, str]:
    return {
        "organisation": "me",
        "name": "Sensors",
        "scope": "read",
        "last_day": str(timezone.localdate() + timedelta(days=1)),
    } | changes
