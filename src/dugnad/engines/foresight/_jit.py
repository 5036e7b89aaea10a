"""Compiling the inner loops, kept on disk where that is allowed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """The function as machine code, compiled at its first call.

    Products and sums may be fused (as C compilers do); nothing else of the arithmetic is loosened. The code is
    kept in NUMBA_CACHE_DIR or beside the module; where neither can be written it is compiled anew in each process.
    """
    try:
        return cast(F, njit(cache=True, nogil=True, fastmath={"contract"})(function))
    except RuntimeError:
        return cast(F, njit(nogil=True, fastmath={"contract"})(function))
