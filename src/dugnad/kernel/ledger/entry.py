"""The exact bytes of an entry, and the salted commitment to its erasable detail. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

SALT_BYTES = 16


def commitment(salt: bytes, body: Mapping[str, Any]) -> str:
    """SHA-256 over salt and canonical JSON, in hexadecimal: says nothing once the salt is deleted."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(salt + text.encode()).hexdigest()


def concerns_text(refs: Iterable[UUID]) -> str:
    """Ids in hexadecimal, each once, in a fixed order."""
    return " ".join(sorted({ref.hex for ref in refs}))


def entry_bytes(
    at_us: int,
    name: str,
    actor: UUID | None,
    thing_kind: str,
    thing: UUID,
    concerns: str,
    grant: UUID | None,
    commitment: str,
) -> bytes:
    """The leaf data of the Merkle tree: the entry's eight values, a newline between."""
    hexed = [actor.hex if actor else "", grant.hex if grant else ""]
    return "\n".join(
        (str(at_us), name, hexed[0], thing_kind, thing.hex, concerns, hexed[1], commitment)
    ).encode()
