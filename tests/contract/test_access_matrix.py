"""Every route, tried by everyone: what each is answered is pinned, and some answers are never right.

The pinned table is access_matrix.txt; `make baselines` writes it anew. Read what changed before you commit it.
"""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.test import Client

from dugnad.kernel.areas import ANYONE, OPERATOR
from tests.contract.calling import SIGN_IN, answer, call, undone
from tests.contract.routes import Route, routes
from tests.contract.samples import needs_sample, sample_for, writes
from tests.world import NOBODY, OTHER, OWN, PARTNER, ROLES, STRANGERS, Sample, World
from tests.world import OPERATOR as OPERATOR_ROLE

PINNED = Path(__file__).with_name("access_matrix.txt")
TURNED_AWAY = {SIGN_IN, "401"}
# Changes nothing, so who comes without a session may call it from anywhere.
NEEDS_NO_TOKEN = {"POST /agreements/verify"}
Table = dict[str, dict[str, str]]


def _clients(world: World) -> dict[str, Client]:
    return {role: world.client(role, raise_request_exception=False) for role in ROLES}


def _answers(world: World, clients: dict[str, Client]) -> Table:
    """What each role is answered on each route, every change undone."""
    table: Table = {}
    for route in sorted(routes(), key=lambda route: (route.key.split(" ")[-1], route.method)):
        with undone():
            sample = sample_for(route, world)
            table[route.name] = {role: _one(clients[role], route, sample) for role in ROLES}
    return table


def _one(client: Client, route: Route, sample: Sample) -> str:
    with undone():
        return answer(call(client, route, sample))


def _printed(table: Table) -> str:
    """One row a route; a column for each role in the order of ROLES."""
    heading = "# answers to: " + ", ".join(ROLES)
    width = max(map(len, table))
    rows = [
        f"{name:<{width}} " + " ".join(f"{answers[role]:>7}" for role in ROLES)
        for name, answers in table.items()
    ]
    return "\n".join([heading, *rows]) + "\n"


@pytest.fixture
def table(world: World) -> Table:
    return _answers(world, _clients(world))


def test_answers_are_as_pinned(table: Table, rewrite_baselines: bool) -> None:
    if rewrite_baselines:
        PINNED.write_text(_printed(table))
    assert _printed(table) == PINNED.read_text(), "run `make baselines` and read what changed"


def test_what_is_never_right(world: World) -> None:
    clients = _clients(world)
    table = _answers(world, clients)
    faults = [fault for route in routes() for fault in _faults(route, world, table[route.name])]
    assert not faults


def _faults(route: Route, world: World, answers: dict[str, str]) -> list[str]:
    """What is wrong with the answers of one route, whatever was pinned."""
    with undone():
        sample = sample_for(route, world)
    told = {role: f"{route.name}: {role} is answered {given}" for role, given in answers.items()}
    failed = [told[role] for role in ROLES if answers[role] >= "5" and answers[role] != SIGN_IN]
    unauthorised = [
        told[role] for role in STRANGERS if route.admits != ANYONE and answers[role] not in TURNED_AWAY
    ]
    outsiders = [role for role in (*OWN, *PARTNER, *OTHER) if route.admits == OPERATOR]
    above = [told[role] for role in outsiders if answers[role] not in {"403", "404"}]
    leaks = [told[role] for role in OTHER if _is_secret(route, sample) and answers[role] != "404"]
    return failed + unauthorised + above + leaks


def _is_secret(route: Route, sample: Sample) -> bool:
    return needs_sample(route) and not sample.public and route.admits != OPERATOR


def test_strangers_are_not_told_of_secret_things(world: World) -> None:
    clients = _clients(world)
    for route in routes():
        with undone():
            sample = sample_for(route, world)
            if _is_secret(route, sample):
                told = {role: _one(clients[role], route, sample) for role in STRANGERS}
                assert set(told.values()) <= TURNED_AWAY | {"404"}, route.name


def _unknown(sample: Sample) -> list[Sample]:
    """The sample with each of its ids exchanged for one that nothing has."""
    ids = [name for name, value in sample.url.items() if isinstance(value, UUID)]
    return [Sample({**sample.url, name: uuid4()}, sample.query, sample.data, sample.public) for name in ids]


def test_unknown_ids_are_not_found(world: World) -> None:
    client = world.client("own administrator", raise_request_exception=False)
    operator = world.client(OPERATOR_ROLE, raise_request_exception=False)
    wrong = {}
    for route in routes():
        for sample in _unknown(sample_for(route, world)):
            given = _one(operator if route.admits == OPERATOR else client, route, sample)
            if given != "404":
                wrong[route.name] = given
    assert not wrong


def test_malformed_ids_never_fail(world: World) -> None:
    client = world.client(OPERATOR_ROLE, raise_request_exception=False)
    for route in routes():
        sample = sample_for(route, world)
        for name, value in sample.url.items():
            if isinstance(value, UUID):
                path = route.address(sample.url).replace(str(value), "not-an-id")
                assert client.get(path).status_code in {404, 405, 422}, (route.name, name)


@pytest.mark.parametrize("role", [NOBODY, "own administrator"])
def test_a_change_without_a_csrf_token_is_refused(world: World, role: str) -> None:
    client = world.client(role, enforce_csrf_checks=True, raise_request_exception=False)
    for route in routes():
        if writes(route):
            given = 200 if role == NOBODY and route.name in NEEDS_NO_TOKEN else 403
            with undone():
                assert call(client, route, sample_for(route, world)).status_code == given, route.name


def test_other_methods_are_refused(world: World) -> None:
    client = world.client(OPERATOR_ROLE, raise_request_exception=False)
    taken = {
        route.template: {r.method for r in routes() if r.template == route.template} for route in routes()
    }
    for route in routes():
        with undone():
            path = route.address(sample_for(route, world).url)
            for method in {"POST", "PUT", "DELETE", "PATCH"} - taken[route.template]:
                assert client.generic(method, path).status_code == 405, (method, route.name)
