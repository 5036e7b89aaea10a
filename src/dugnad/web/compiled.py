"""The engines' compiled loops: where they are kept, and compiling them before anyone waits for them."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path

ENGINES = Path(__file__).parent.parent / "engines"


def engines_state() -> str:
    """A short name that is another as soon as any engine's source is."""
    files = sorted(ENGINES.rglob("*.py"))
    state = "".join(f"{file.relative_to(ENGINES)} {file.stat().st_mtime_ns}" for file in files)
    return hashlib.blake2b(state.encode(), digest_size=6).hexdigest()


# Loaded on first use by several threads at once, these can be left half loaded for good (numpy says then that it
# "cannot load module more than once per process").
FRAGILE = ("numpy", "shapely", "scipy.sparse")


def load_first() -> None:
    """Load, before any thread begins, what must not be loaded by two threads at once."""
    for name in FRAGILE:
        import_module(name)
