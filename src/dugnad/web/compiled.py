"""What the engines make once and keep: compiled loops and tables of words, made before anyone waits for them."""

from __future__ import annotations

import hashlib
import os
import signal
from importlib import import_module
from pathlib import Path
from types import FrameType

from dugnad.engines.matching import dictionaries
from dugnad.kernel import children
from dugnad.web import env

ENGINES = Path(__file__).parent.parent / "engines"
DONE = "all"


def engines_state() -> str:
    """A short name that is another as soon as any engine's source is."""
    files = sorted(file for file in ENGINES.rglob("*.py") if "tests" not in file.parts)
    state = "".join(f"{file.relative_to(ENGINES)} {file.stat().st_mtime_ns}" for file in files)
    return hashlib.blake2b(state.encode(), digest_size=6).hexdigest()


def keep() -> Path:
    """Have this process and its children keep in the folder of the settings what engines make once; gives it."""
    folder = Path(env.read("DUGNAD_COMPILED") or env.home() / "compiled").resolve()
    # One folder for each state of the engines: what numba compiled of another state may not be readable.
    os.environ.setdefault("NUMBA_CACHE_DIR", str(folder / engines_state()))
    dictionaries.keep_in(folder)
    return folder


# Loaded on first use by several threads at once, these can be left half loaded for good (numpy says then that it
# "cannot load module more than once per process").
FRAGILE = ("numpy", "shapely", "scipy.sparse")


def load_first() -> None:
    """Load, before any thread begins, what must not be loaded by two threads at once."""
    for name in FRAGILE:
        import_module(name)


def cold() -> bool:
    """Whether anything is still to be compiled for this state of the engines."""
    return not (Path(os.environ["NUMBA_CACHE_DIR"]) / DONE).exists()


def compile_all() -> None:
    """Compile every engine that has a `warm` module, so that nobody waits for it, least of all in an alarm.

    One after another, each in a process of its own, so that no more memory is taken than the largest needs.
    Raises RuntimeError where one fails.
    """
    before = signal.signal(signal.SIGTERM, leave)
    try:
        for warm in sorted(ENGINES.glob("*/warm.py")):
            _compile_apart(warm.parent.name)
    finally:
        signal.signal(signal.SIGTERM, before)
    done = Path(os.environ["NUMBA_CACHE_DIR"]) / DONE
    done.parent.mkdir(parents=True, exist_ok=True)
    done.touch()


def compile_one(engine: str) -> None:
    """Compile one engine in this process."""
    import_module(f"dugnad.engines.{engine}.warm").warm_up()


def _compile_apart(engine: str) -> None:
    process = children.begin("warm", engine)
    try:
        if process.wait():
            raise RuntimeError(f"engine {engine} could not be compiled")
    finally:
        process.terminate()


def leave(number: int, frame: FrameType | None) -> None:
    """A signal's handler: leave by way of every `finally`, so that processes begun here end too."""
    raise SystemExit(128 + number)
