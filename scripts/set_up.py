"""Makes everything that `make` needs: `python3 scripts/set_up.py runtime` or `dev`. Standard library only.

Each step runs only when what it is made from has changed, so a second run takes a moment.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = ROOT / ".setup"
STATIC = ROOT / "src/dugnad/web/static"
COLLECTED = ROOT / "src/dugnad/web/collected"
MAP_PINS = ROOT / "requirements" / "map.txt"
FORMER = ROOT / "src" / "dugnad" / "kernel" / "organisations" / "municipalities_former.csv"
LOCALE = ROOT / "src/dugnad/web/locale"
NODE_MODULES = ROOT / "node_modules"
LEAST_PYTHON = (3, 11)
LEAST_NODE = 20
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def say(text: str) -> None:
    print(f"set-up: {text}", flush=True)


def stop(text: str) -> None:
    sys.exit(f"set-up: {text}")


def contents(files: Iterable[Path]) -> str:
    """One digest over names and bytes of the files that exist."""
    digest = hashlib.sha256()
    for file in sorted(file for file in files if file.is_file()):
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


def times(folders: Iterable[Path], pattern: str = "*") -> str:
    """One digest over names, sizes and times: for many files that are large."""
    files = sorted(file for folder in folders for file in folder.rglob(pattern) if file.is_file())
    lines = (f"{f.relative_to(ROOT)} {f.stat().st_size} {f.stat().st_mtime_ns}" for f in files)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def step(says: str, stamp: Path, wanted: str, run: Callable[[], None]) -> None:
    """Run unless the stamp says that it was done from the same inputs."""
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(says)
    run()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)


def call(*command: str | Path) -> None:
    """Run quietly; on failure show what was printed and stop."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout[-4000:], done.stderr[-4000:], sep="\n", file=sys.stderr)
        stop(f"`{Path(command[0]).name} {command[1]}` failed; see above.")


def is_root() -> bool:
    return os.geteuid() == 0


def apt_install(*packages: str) -> bool:
    """Try to install Debian packages; only as root and where apt-get is."""
    if not is_root() or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=environment, capture_output=True)
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    return subprocess.run(install, env=environment, capture_output=True).returncode == 0


def make_venv() -> None:
    if PYTHON.exists() and (VENV / "bin" / "pip").exists():
        return
    say(f"making .venv with Python {sys.version.split()[0]}")
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(make, capture_output=True).returncode == 0:
        return
    say("Python's venv module is incomplete here; installing Debian's package python3-venv")
    if not apt_install("python3-venv") or subprocess.run(make, capture_output=True).returncode:
        stop("could not make .venv. Run as root: apt-get install -y python3-venv. Then try again.")


def pins_in(file: Path) -> int:
    return sum("==" in line for line in file.read_text().splitlines())


def pip(*arguments: str, packages: int = 0) -> None:
    """Run pip and show how far it has come."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", *arguments]
    command.append("--no-warn-script-location")
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    output = list(_shown(running, packages))
    if running.wait():
        print("".join(output[-30:]), file=sys.stderr)
        stop("pip failed; see above. Nothing was marked as done: run the same command again.")


def _shown(running: subprocess.Popen[str], packages: int) -> Iterator[str]:
    seen = 0
    for line in running.stdout or ():
        yield line
        if line.startswith(("Collecting ", "Requirement already satisfied: ")):
            seen += 1
            if packages and (seen % 20 == 0 or seen == packages):
                say(f"  {seen} of {packages} packages fetched")
        elif line.startswith("Installing collected"):
            say("  installing them")


def install_python(level: str) -> None:
    """Install the pins of a level, `runtime` or `dev`; dev holds all of runtime."""
    requirements = ROOT / "requirements"
    build, base, dev = (requirements / f"{name}.txt" for name in ("build", "base", "dev"))
    file, stamp = (dev, VENV / ".pins-dev") if level == "dev" else (base, VENV / ".pins-runtime")

    def run() -> None:
        pip("--require-hashes", "-r", str(build), "-r", str(file), packages=pins_in(build) + pins_in(file))
        (VENV / ".pins-runtime").write_text(contents([build, base]))

    step(f"installing {pins_in(file)} Python packages", stamp, contents([build, file]), run)
    step(
        "installing dugnad itself",
        VENV / ".pins-project",
        contents([ROOT / "pyproject.toml"]),
        lambda: pip("--no-deps", "--no-build-isolation", "-e", "."),
    )


def check_node() -> None:
    if not shutil.which("node") or not shutil.which("npm"):
        stop(f"node and npm are missing. Install Node.js {LEAST_NODE} or newer, then try again.")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    if int(version.lstrip("v").split(".")[0]) < LEAST_NODE:
        stop(f"Node.js is {version}; {LEAST_NODE} or newer is needed.")


def install_node() -> None:
    """The pages' files: from npm to node_modules, from there to static/built."""
    lock = ROOT / "package-lock.json"

    def fetch() -> None:
        check_node()
        call("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")

    step("installing the pages' packages from npm", NODE_MODULES / ".pins", contents([lock]), fetch)
    if not (STATIC / "built" / ".stamp").exists():
        (STAMPS / "assets").unlink(missing_ok=True)
    scripts = (ROOT / "scripts").glob("*.mjs")
    step(
        "building the pages' files",
        STAMPS / "assets",
        contents([lock, *scripts, MAP_PINS, FORMER]),
        lambda: call("node", "scripts/assets.mjs"),
    )


def compile_messages() -> None:
    catalogues = list(LOCALE.rglob("*.po"))
    if any(not po.with_suffix(".mo").exists() for po in catalogues):
        (STAMPS / "messages").unlink(missing_ok=True)
    step(
        "compiling the languages",
        STAMPS / "messages",
        contents(catalogues),
        lambda: call(PYTHON, "scripts/messages.py", "compile"),
    )


def collect_static() -> None:
    if not (COLLECTED / "staticfiles.json").exists():
        (STAMPS / "static").unlink(missing_ok=True)
    sources = (ROOT / "src" / "dugnad").glob("**/static")
    wanted = times(sources) + contents([ROOT / "requirements" / "base.txt"])

    def run() -> None:
        os.environ["DUGNAD_HOME"] = str(STAMPS / "home")
        call(VENV / "bin" / "dugnad", "manage", "collectstatic", "--noinput", "-v0")

    step("collecting the pages' files", STAMPS / "static", wanted, run)


@contextmanager
def compiling() -> Iterator[None]:
    """Have the engines compile while the rest is made, so that the first who uses them need not wait."""
    folder, stamp = os.environ.get("DUGNAD_COMPILED"), STAMPS / "engines"
    wanted = times([ROOT / "src" / "dugnad" / "engines"], "*.py") + (folder or "")
    if not folder or (Path(folder).exists() and stamp.exists() and stamp.read_text() == wanted):
        yield
        return
    running = subprocess.Popen([VENV / "bin" / "dugnad", "warm"], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield
        say("compiling the engines, which takes up to a minute")
        if running.wait():
            stop("`dugnad warm` failed; see above.")
        stamp.write_text(wanted)
    finally:
        running.terminate()


def find_browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def install_browser() -> None:
    """Chromium for the browser tests; without it they are skipped, and the test run says so at its end."""
    if find_browser():
        return
    say("installing Chromium for the browser tests")
    if not apt_install("chromium"):
        say("NO CHROMIUM: the browser tests will NOT run. As root: apt-get install -y chromium")


@contextmanager
def alone() -> Iterator[None]:
    """Let one set-up at a time work in this folder."""
    STAMPS.mkdir(exist_ok=True)
    with (STAMPS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(level: str) -> None:
    if sys.version_info < LEAST_PYTHON:
        stop(f"Python is {sys.version.split()[0]}; 3.11 or newer is needed. Try: make PYTHON=python3.11")
    with alone():
        make_venv()
        install_python(level)
        with compiling():
            install_node()
            compile_messages()
            collect_static()
        if level == "dev":
            install_browser()


if __name__ == "__main__":
    if sys.argv[1:] not in (["runtime"], ["dev"]):
        stop("say which: runtime or dev")
    main(sys.argv[1])
