"""Compiling the inner loops, kept on disk where that is allowed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., object])

# A division that could raise is a branch, and a branch keeps a loop from becoming vector instructions.
HOW: dict[str, Any] = {"nogil": True, "error_model": "numpy", "fastmath": {"contract"}}


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
    return cast(F, njit(forceinline=True, **HOW)(function))
