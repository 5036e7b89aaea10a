"""Settings of every test run: a throw-away home, nothing of the machine's own configuration."""

import os
import tempfile

import pytest

for name in [name for name in os.environ if name.startswith("DUGNAD_") and name != "DUGNAD_DATABASE_URL"]:
    del os.environ[name]
os.environ["DUGNAD_HOME"] = tempfile.mkdtemp(prefix="dugnad-test-")
os.environ["DUGNAD_SECRET_KEY"] = "only-for-tests-" + "x" * 50


@pytest.fixture(scope="session", autouse=True)
def _as_the_platform() -> None:
    """Tests prepare their world as the platform itself; what comes through a door is walled as always."""
    from dugnad.kernel.access import wall

    wall.work_as_system()
