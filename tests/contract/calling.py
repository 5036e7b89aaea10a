"""Calls a route as somebody, and undoes what it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.contract.routes import Route
from tests.contract.samples import writes
from tests.world import Sample

SIGN_IN = "sign-in"


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def call(client: Client, route: Route, sample: Sample, **headers: Any) -> HttpResponse:
    """The answer to the route's method, with the sample's query and body."""
    path = route.address(sample.url)
    if sample.query:
        path += f"?{urlencode(sample.query)}"
    send = getattr(client, route.method.lower())
    for file in _files(sample.data):
        file.seek(0)
    if not writes(route):
        response: HttpResponse = send(path, **headers)
    elif route.api and not _files(sample.data):
        response = send(path, sample.data or {}, content_type="application/json", **headers)
    else:
        response = send(path, sample.data or {}, **headers)
    return response


def _files(data: Mapping[str, Any] | Sequence[Any] | None) -> list[IO[bytes]]:
    values = data.values() if isinstance(data, Mapping) else ()
    return [value for value in values if hasattr(value, "read")]


def answer(response: HttpResponse) -> str:
    """The class of an answer: its status, or `sign-in` for being sent there."""
    to_sign_in = response.status_code == 302 and response.headers["Location"].startswith(
        reverse("account_login")
    )
    return SIGN_IN if to_sign_in else str(response.status_code)
