"""Every test run: a throw-away home, nothing of the machine's configuration, and the database asked for."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

POSTGRES = "DUGNAD_TEST_POSTGRES_URL"

for name in [name for name in os.environ if name.startswith("DUGNAD_") and name != POSTGRES]:
    del os.environ[name]
HOME = Path(tempfile.mkdtemp(prefix="dugnad-test-"))
os.environ["DUGNAD_HOME"] = str(HOME)
os.environ["DUGNAD_SECRET_KEY"] = "only-for-tests-" + "x" * 50
if os.environ.get(POSTGRES):
    os.environ["DUGNAD_DATABASE_URL"] = os.environ[POSTGRES]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-baselines", action="store_true", help="Write anew what the contract tests pin"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get(POSTGRES):
        return
    skip = pytest.mark.skip(reason="needs PostgreSQL: make test-postgres")
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(skip)


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


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
