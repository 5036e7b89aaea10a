"""Compiling the inner loops, kept on disk where that is allowed."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., object])

# A division that could raise is a branch, and a branch keeps a loop from becoming vector instructions.
HOW: dict[str, Any] = {"nogil": True, "error_model": "numpy", "fastmath": {"contract"}}
# What only compiled functions call needs no door for Python or C, which would take longer to compile than itself.
STEP: dict[str, Any] = {**HOW, "forceinline": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def compiled(function: F) -> F:
    """The function as machine code, compiled at its first call.

    Products and sums may be fused (as C compilers do); nothing else of the arithmetic is loosened. The code is
    kept in NUMBA_CACHE_DIR or beside the module; where neither can be written it is compiled anew in each process.
    """
    try:
        return cast(F, njit(cache=True, **HOW)(function))
    except RuntimeError:
        return cast(F, njit(**HOW)(function))


def inlined(function: F) -> F:
    """The function made part of each compiled function that calls it: for steps shorter than a call."""
    return cast(F, njit(**STEP)(function))


def joined(function: F) -> F:
    """As `inlined`, for what is called from one place only: copied before it is compiled, and compiled once."""
    return cast(F, njit(inline="always", **HOW)(function))


def added(function: F) -> F:
    """As `inlined`, for a sum whose terms may be added in any order: the compiler's, the same in every run."""
    return cast(F, njit(**{**STEP, "fastmath": {"contract", "reassoc"}})(function))


def sources(module: str) -> int:
    """A number that is another when a source beside the module (`__file__`), the layout or this one changes."""
    folder = Path(module).parent
    files = (*sorted(folder.glob("*.py")), folder.parent / "layout.py", Path(__file__))
    return zlib.crc32(b"".join(file.read_bytes() for file in files))
