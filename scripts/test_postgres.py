"""Runs pytest on PostgreSQL: on DUGNAD_TEST_POSTGRES_URL, or on a private cluster that lives while it runs.

The role that the tests use owns its databases but is no superuser, so row-level security holds for it.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "DUGNAD_TEST_POSTGRES_URL"
ROLE = "dugnad_test"
CLUSTER = "-U owner --auth-local=trust --auth-host=scram-sha-256 -E UTF8 --locale=C.UTF-8 -N"
PLACES = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt")
# Nothing in a test's database outlives the run, so nothing waits for the disk.
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def programs() -> Path:
    """The folder with initdb and pg_ctl, the newest that is found."""
    found = [file.parent for place in PLACES for file in Path(place).glob("*/bin/initdb")]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    if not found:
        sys.exit(f"No PostgreSQL here. Install it (Debian: apt-get install -y postgresql) or set {VARIABLE}.")
    return max(found, key=lambda folder: (_version(folder), str(folder)))


def _version(folder: Path) -> int:
    digits = "".join(filter(str.isdigit, folder.parent.name))
    return int(digits or 0)


def other_user() -> str | None:
    """Whom to run the server as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


Command = tuple[str | Path, ...]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def run(user: str | None, *command: str | Path | int, stdin: str = "") -> None:
    """Run a program of the server as its user; stop with what it printed when it fails."""
    line = [str(part) for part in command]
    if user:
        line = ["runuser", "-u", user, "--", *line]
    done = subprocess.run(line, input=stdin, capture_output=True, text=True, cwd="/")
    if done.returncode:
        sys.exit(f"{line[-1]}: {done.stdout[-2000:]}{done.stderr[-2000:]}")


@contextmanager
def cluster(settings: str = QUICK) -> Iterator[str]:
    """A server on the loopback with a folder of its own; gives the address of the tests' role."""
    bin, user = programs(), other_user()
    folder = Path(tempfile.mkdtemp(prefix="dugnad-pg-"))
    data, password = folder / "data", secrets.token_hex(8)
    if user:
        shutil.chown(folder, user)
    port = free_port()
    options = f"-c listen_addresses=127.0.0.1 -p {port} -c unix_socket_directories={folder} {settings}"
    control: Command = (bin / "pg_ctl", "-D", data, "-w", "-s")
    try:
        run(user, bin / "initdb", "-D", data, *CLUSTER.split())
        run(user, *control, "-l", folder / "log", "-o", options, "start")
        try:
            ask: tuple[str | Path, ...] = (bin / "psql", *f"-q -h {folder} -p {port} -U owner -d postgres -c".split())
            run(user, *ask, f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}'")
            run(user, *ask, f"CREATE DATABASE dugnad OWNER {ROLE}")
            yield f"postgres://{ROLE}:{password}@127.0.0.1:{port}/dugnad"
        finally:
            run(user, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str]) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    if os.environ.get(VARIABLE):
        return subprocess.call(command)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster() as address:
        return subprocess.call(command, env={**os.environ, VARIABLE: address})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
