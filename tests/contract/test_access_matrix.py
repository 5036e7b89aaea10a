"""Every route, tried by everyone: what each is answered is pinned, and some answers are never right.

The pinned tables are in access/, one for each area; `make baselines` writes them anew. Read what changed before you
commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from dugnad.kernel.areas import ANYONE, OPERATOR
from tests.contract.calling import SIGN_IN, answer, call, undone
from tests.contract.routes import Route, parts
from tests.contract.samples import needs_sample, sample_for
from tests.world import OTHER, OWN, PARTNER, ROLES, STRANGERS, Sample, World

PINNED = Path(__file__).with_name("access")
TURNED_AWAY = {SIGN_IN, "401"}
Answers = dict[str, str]


def _answers(route: Route, sample: Sample, clients: dict[str, Client]) -> Answers:
    """What each role is answered, every change undone."""
    given = {}
    for role in ROLES:
        with undone():
            given[role] = answer(call(clients[role], route, sample))
    return given


def _printed(table: dict[str, Answers]) -> str:
    """One row a route; a column for each role in the order of ROLES."""
    heading = "# answers to: " + ", ".join(ROLES)
    width = max(map(len, table))
    rows = [
        f"{name:<{width}} " + " ".join(f"{answers[role]:>7}" for role in ROLES)
        for name, answers in table.items()
    ]
    return "\n".join([heading, *rows]) + "\n"


@pytest.mark.parametrize("part", parts())
def test_answers_are_as_pinned_and_none_is_wrong(part: str, world: World, rewrite_baselines: bool) -> None:
    clients = {role: world.client(role, raise_request_exception=False) for role in ROLES}
    table, faults = {}, []
    for route in parts()[part]:
        with undone():
            sample = sample_for(route, world)
            table[route.name] = _answers(route, sample, clients)
        faults += _faults(route, sample, table[route.name])
    pinned = PINNED / f"{part}.txt"
    if rewrite_baselines:
        pinned.write_text(_printed(table))
    assert not faults
    assert _printed(table) == pinned.read_text(), "run `make baselines` and read what changed"


def test_no_part_is_left_over() -> None:
    assert {file.stem for file in PINNED.glob("*.txt")} == set(parts())


def _faults(route: Route, sample: Sample, answers: Answers) -> list[str]:
    """What is wrong with the answers of one route, whatever was pinned."""
    told = {role: f"{route.name}: {role} is answered {given}" for role, given in answers.items()}
    secret = needs_sample(route) and not sample.public and route.admits != OPERATOR
    failed = [role for role in ROLES if answers[role] >= "5" and answers[role] != SIGN_IN]
    unauthorised = [role for role in STRANGERS if route.admits != ANYONE and answers[role] not in TURNED_AWAY]
    shown = [role for role in STRANGERS if secret and answers[role] not in TURNED_AWAY | {"404"}]
    outsiders = [role for role in (*OWN, *PARTNER, *OTHER) if route.admits == OPERATOR]
    above = [role for role in outsiders if answers[role] not in {"403", "404"}]
    leaks = [role for role in OTHER if secret and answers[role] != "404"]
    return [told[role] for role in (*failed, *unauthorised, *shown, *above, *leaks)]
