"""Every test run: a throw-away home, nothing of the machine's configuration, and the database asked for.

pytest loads this plugin (`-p` in pyproject.toml) before it loads the settings, which read the environment once.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
POSTGRES = "DUGNAD_TEST_POSTGRES_URL"

for name in [name for name in os.environ if name.startswith("DUGNAD_") and name != POSTGRES]:
    del os.environ[name]
HOME = Path(tempfile.mkdtemp(prefix="dugnad-test-"))
os.environ["DUGNAD_HOME"] = str(HOME)
os.environ["DUGNAD_SECRET_KEY"] = "only-for-tests-" + "x" * 50
# Compiling takes half a minute; what was compiled serves later runs of the same sources.
os.environ["DUGNAD_COMPILED"] = str(ROOT / ".compiled_cache")
if os.environ.get(POSTGRES):
    os.environ["DUGNAD_DATABASE_URL"] = os.environ[POSTGRES]


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)
