"""How the routes of one's own account are tried by everyone. See tests/world.py."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from dugnad.kernel.identity.models import AccessToken, SignIn
from dugnad.kernel.identity.tokens import make_token
from tests.world import Builder, Sample, World

ADMINISTRATOR = "own administrator"


def _token(world: World) -> AccessToken:
    token, _ = make_token(
        actor=world.actor(ADMINISTRATOR),
        name="Sensors",
        scope="read",
        last_day=timezone.localdate() + timedelta(days=1),
        organisation=world.own.id,
    )
    return token


def _sign_in(world: World) -> SignIn:
    session = SessionStore()
    session.create()
    person = world.people[ADMINISTRATOR]
    return SignIn.objects.create(session_id=session.session_key, person=person, method="password")


def _wanted() -> dict[str, Any]:
    last_day = str(timezone.localdate() + timedelta(days=1))
    return {"name": "Sensors", "scope": "read", "purposes": ["cooperation"], "last_day": last_day}


SAMPLES: dict[str, Builder] = {
    "PATCH /you": lambda world: Sample(data={"name": "Ny", "language": "nn"}, public=True),
    "DELETE /you/sign-ins/{sign_in}": lambda world: Sample(url={"sign_in": _sign_in(world).id}, data={}),
    "POST /you/tokens": lambda world: Sample(data=_wanted(), public=True),
    "DELETE /you/tokens/{token}": lambda world: Sample(url={"token": _token(world).id}, data={}),
    "you_change": lambda world: Sample(data={"name": "Ny", "language": "nn"}, public=True),
    "you_end_others": lambda world: Sample(data={}, public=True),
    "you_end_one": lambda world: Sample(url={"sign_in": _sign_in(world).id}, data={}),
    "your_tokens": lambda world: Sample(data=_wanted() | {"organisation": "me"}, public=True),
    "you_revoke_token": lambda world: Sample(url={"token": _token(world).id}, data={}),
    "demo": lambda world: Sample(data={"person": str(uuid4())}, public=True),
    "oidc_login": lambda world: Sample(data={}, public=True),
}
