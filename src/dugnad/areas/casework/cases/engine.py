"""Which engine decides: a digest over the source of all that turns facts into an outcome."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from dugnad.areas.casework import rulebook
from dugnad.engines import dmn


@cache
def engine_digest() -> str:
    """SHA-256 over the names and sources of the decision engine and of the rulebook."""
    digest = hashlib.sha256()
    for package in (dmn, rulebook):
        folder = Path(package.__path__[0])
        for file in sorted(folder.rglob("*.py")):
            if "tests" not in file.relative_to(folder).parts:
                digest.update(
                    file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0"
                )
    return digest.hexdigest()
