"""Every route, called wrongly: with ids that nothing has, without a token against forgery, by another method."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from dugnad.kernel.areas import OPERATOR
from tests.contract.calling import call, undone
from tests.contract.routes import Route, parts
from tests.contract.samples import sample_for, writes
from tests.world import NOBODY, Sample, World
from tests.world import OPERATOR as OPERATOR_ROLE

OWN = "own administrator"
# Changes nothing, so who comes without a session may call it from anywhere.
NEEDS_NO_TOKEN = {"POST /agreements/verify"}
WRITING = {"POST", "PUT", "DELETE", "PATCH"}


class Callers:
    """Browsers of those who call wrongly; two of them keep to the rule about forgery."""

    def __init__(self, world: World) -> None:
        self.any = {role: self._client(world, role) for role in (OWN, OPERATOR_ROLE)}
        self.checked = {role: self._client(world, role, enforce_csrf_checks=True) for role in (NOBODY, OWN)}

    @staticmethod
    def _client(world: World, role: str, **options: Any) -> Client:
        return world.client(role, raise_request_exception=False, **options)

    def entitled(self, route: Route) -> Client:
        return self.any[OPERATOR_ROLE if route.admits == OPERATOR else OWN]


def _ids(sample: Sample) -> list[str]:
    return [name for name, value in sample.url.items() if isinstance(value, UUID)]


def _unknown_ids(route: Route, sample: Sample, callers: Callers) -> Iterator[str]:
    for name in _ids(sample):
        url = {**sample.url, name: uuid4()}
        given = call(callers.entitled(route), route, Sample(url, sample.query, sample.data)).status_code
        if given != 404:
            yield f"{route.name} with an unknown {name} is answered {given}"


def _malformed_ids(route: Route, sample: Sample, callers: Callers) -> Iterator[str]:
    for name in _ids(sample):
        path = route.address(sample.url).replace(str(sample.url[name]), "not-an-id")
        given = callers.any[OPERATOR_ROLE].get(path).status_code
        if given not in {404, 405, 422}:
            yield f"{route.name} with a malformed {name} is answered {given}"


def _without_token(route: Route, sample: Sample, callers: Callers) -> Iterator[str]:
    for role, client in callers.checked.items() if writes(route) else ():
        right = 200 if role == NOBODY and route.name in NEEDS_NO_TOKEN else 403
        with undone():
            given = call(client, route, sample).status_code
        if given != right:
            yield f"{route.name} by {role} without a token is answered {given}"


def _other_methods(route: Route, sample: Sample, callers: Callers) -> Iterator[str]:
    taken = {one.method for one in parts()[route.part] if one.template == route.template}
    for method in WRITING - taken:
        given = callers.any[OPERATOR_ROLE].generic(method, route.address(sample.url)).status_code
        if given != 405:
            yield f"{method} of {route.name} is answered {given}"


WAYS = (_unknown_ids, _malformed_ids, _without_token, _other_methods)


@pytest.mark.parametrize("part", parts())
def test_wrong_calls_are_refused(part: str, world: World) -> None:
    callers = Callers(world)
    faults: list[str] = []
    for route in parts()[part]:
        with undone():
            sample = sample_for(route, world)
            for way in WAYS:
                with undone():
                    faults += way(route, sample, callers)
    assert not faults
