"""What every test run does with its tests, its database and its people."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation
from hypothesis import settings

from tests.environment import HOME, POSTGRES

# How long an example takes says nothing of what is tested: the first one loads what the others use.
# Examples are the same in each run, so that a change is judged by itself; DUGNAD_EXPLORE=1 draws others.
settings.register_profile("dugnad", deadline=None, derandomize=os.environ.get("DUGNAD_EXPLORE") != "1")
settings.load_profile("dugnad")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-baselines", action="store_true", help="Write anew what the contract tests pin"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get(POSTGRES):
        apart = [item for item in items if not _asks_database(item)]
        config.hook.pytest_deselected(items=apart)
        items[:] = [item for item in items if _asks_database(item)]
        return
    skip = pytest.mark.skip(reason="needs PostgreSQL: make test-postgres")
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(skip)


def _asks_database(item: pytest.Item) -> bool:
    """What asks no database, or is marked `once`, is the same on each, and runs with the tests on SQLite."""
    if item.get_closest_marker("once"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"})


@pytest.fixture(scope="session", autouse=True)
def _as_the_platform() -> None:
    """Tests prepare their world as the platform itself; what comes through a door is walled as always."""
    from dugnad.kernel.access import wall

    wall.work_as_system()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite as a file, as in use: each thread has its own connection. No waiting for the disk."""
    from django.db import connections

    wanted: dict[str, Any] = connections.settings["default"]
    if wanted["ENGINE"].endswith("sqlite3"):
        wanted["TEST"]["NAME"] = str(HOME / "test.sqlite3")
        options = wanted["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


@pytest.fixture
def rewrite_baselines(request: pytest.FixtureRequest) -> bool:
    """Whether the run is to write what is pinned instead of comparing with it."""
    return bool(request.config.getoption("--rewrite-baselines"))


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Words that are asked for outside a request are the original ones; a request brings its own language."""
    with translation.override("en"):
        yield
