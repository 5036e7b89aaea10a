"""How many queries each page and each reading operation costs is pinned, and does not grow with what is stored.

The numbers are in query_counts.json, for an administrator on SQLite; `make baselines` writes them anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dugnad.kernel.areas import OPERATOR
from tests.contract.calling import call
from tests.contract.routes import Route, routes
from tests.contract.samples import sample_for, samples, writes
from tests.world import OPERATOR as OPERATOR_ROLE
from tests.world import Sample, World

PINNED = Path(__file__).with_name("query_counts.json")
# A proof reads one more row when the log's tree has grown a level; what is read once for each row grows by more.
DEEPER = 2
ClientFor = Callable[[Route], Client]
READING = [route for route in routes() if not writes(route)]
# PostgreSQL adds the queries of its wall; the numbers are SQLite's.
pytestmark = pytest.mark.once


@pytest.fixture
def client_for(world: World) -> ClientFor:
    """Gives the client of the person who may ask for a route."""
    clients = {role: world.client(role) for role in (OPERATOR_ROLE, "own administrator")}
    return lambda route: clients[OPERATOR_ROLE if route.admits == OPERATOR else "own administrator"]


def _count(client: Client, route: Route, sample: Sample) -> int:
    """Queries of the second of two calls: what is remembered in the process is then there."""
    call(client, route, sample)
    with CaptureQueriesContext(connection) as queries:
        call(client, route, sample)
    return len(queries)


def test_counts_are_as_pinned(world: World, client_for: ClientFor, rewrite_baselines: bool) -> None:
    counts = {r.name: _count(client_for(r), r, sample_for(r, world)) for r in READING}
    if rewrite_baselines:
        PINNED.write_text(json.dumps(counts, indent=1, sort_keys=True) + "\n")
    assert counts == json.loads(PINNED.read_text()), "run `make baselines` and say why in the commit"


def test_counts_do_not_grow(world: World, client_for: ClientFor) -> None:
    made = {route.name: sample_for(route, world) for route in READING}
    before = {r.name: _count(client_for(r), r, made[r.name]) for r in READING}
    for _ in range(3):
        for build in samples().values():
            build(world)
    after = {r.name: _count(client_for(r), r, made[r.name]) for r in READING}
    grown = {name: (before[name], after[name]) for name in before if after[name] > before[name] + DEEPER}
    assert not grown, "these read something once for each row"
