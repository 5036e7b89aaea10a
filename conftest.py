"""Settings of every test run: a throw-away home, nothing of the machine's own configuration."""

import os
import tempfile

for name in [name for name in os.environ if name.startswith("DUGNAD_") and name != "DUGNAD_DATABASE_URL"]:
    del os.environ[name]
os.environ["DUGNAD_HOME"] = tempfile.mkdtemp(prefix="dugnad-test-")
os.environ["DUGNAD_SECRET_KEY"] = "only-for-tests-" + "x" * 50
