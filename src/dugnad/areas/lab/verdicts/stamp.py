"""What makes a figure reproducible: the document's fingerprint, the seed, the version of what reckoned."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import resources
from typing import Any, Final

FIGURES: Final = 1
SEED: Final = 1
FUTURES: Final = 100_000
MOST_FUTURES: Final = 2_000_000
WANTED: Final = 0.8
HORIZONS: Final = (36, 60, 120)
ENGINE: Final = "dugnad.engines.foresight"
PACKAGES: Final = (ENGINE, f"{ENGINE}.kernel", f"{ENGINE}.diffusion", "dugnad.areas.lab.verdicts.reckoning")


def fingerprint(document: Any) -> str:
    """SHA-256 of the document with its keys sorted, in hexadecimal."""
    body = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()


@cache
def version() -> str:
    """The form of the figures and eight digits of the source that reckons: another version may give other figures."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        folder = resources.files(package)
        parts = [(one.name, one.read_bytes()) for one in folder.iterdir() if one.name.endswith(".py")]
        for name, content in sorted(parts):
            digest.update(name.encode() + b"\0" + content)
    return f"{FIGURES}.{digest.hexdigest()[:8]}"
