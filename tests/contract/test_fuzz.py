"""The API, called with what its own description allows and with what it does not: it never fails, and it answers as
described. Each operation is tried with ids that nothing has and with those of real things.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from dugnad.web.api import api
from dugnad.web.wsgi import application
from tests.contract.calling import undone
from tests.contract.routes import API, Route, operations
from tests.contract.samples import samples
from tests.environment import POSTGRES
from tests.world import NOBODY, Sample, World

TOKEN = "a" * 32
CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
# The description names a parameter without its kind.
schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
BY_NAME = {re.sub(r"{\w+:", "{", route.name): route for route in operations()}
# Other methods are tried in the access matrix.
schema.config.phases.coverage.unexpected_methods = set()


@schemathesis.serializer("application/pdf")
def _as_file(context: object, value: object) -> bytes:
    """A body that is a file, whatever it holds."""
    return value if isinstance(value, bytes) else str(value).encode()


# The edges of every type are tried on both databases; most of what is drawn at random, on SQLite only.
bounded = settings(
    max_examples=2 if os.environ.get(POSTGRES) else 8,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the test's connection, whose transaction is rolled back, over many requests."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


class Standing:
    """Who calls, and the real things that an operation is tried on, made once for all that is tried on it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.cookies, self.ids = cache(self._cookies), cache(self._ids)

    def _cookies(self, role: str) -> dict[str, str]:
        return {cookie.key: cookie.value for cookie in self.world.client(role).cookies.values()}

    def _ids(self, route: Route) -> dict[str, str]:
        if route.key not in samples():
            return {}
        made = samples()[route.key](self.world)
        url = made.url if isinstance(made, Sample) else made
        return {name: str(value) for name, value in url.items()}


@pytest.fixture
def standing(world: World) -> Standing:
    return Standing(world)


def _route(case: Any) -> Route:
    return BY_NAME[f"{case.method.upper()} {case.path.removeprefix(API)}"]


def _send(case: Any, standing: Standing, role: str) -> None:
    """One call through the whole of the server, with a cookie and its token against forgery; then it is undone."""
    case.headers.pop("Authorization", None)
    cookies = {**standing.cookies(role), "csrftoken": TOKEN}
    with undone():
        answer = case.call(
            app=application, cookies=cookies, headers={"X-CSRFToken": TOKEN, "Host": "localhost"}
        )
    case.validate_response(answer, checks=CHECKS)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == ["application/problem+json"], answer.text
        problem = answer.json()
        assert problem["status"] == answer.status_code
        assert problem["title"]


@pytest.mark.parametrize("role", [pytest.param(NOBODY, marks=pytest.mark.once), "own administrator"])
@schema.parametrize()
@bounded
def test_the_api_answers_as_it_says(case: Any, role: str, standing: Standing) -> None:
    _send(case, standing, role)
    if real := standing.ids(_route(case)):
        case.path_parameters = real
        _send(case, standing, role)


def test_every_operation_is_described() -> None:
    described = {
        f"{o.ok().method.upper()} {o.ok().path.removeprefix(API)}" for o in schema.get_all_operations()
    }
    assert described == set(BY_NAME)
