"""The exact bytes of an entry, and the salted commitment to its erasable detail. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

SALT_BYTES = 16


class Entry(NamedTuple):
    """The eight values of an entry, in the order in which they are sealed."""

    at_us: int
    name: str
    actor: UUID | None
    thing_kind: str
    thing: UUID
    concerns: str
    grant: UUID | None
    commitment: str

    def to_bytes(self) -> bytes:
        """The leaf data of the Merkle tree: the values as text, ids in hexadecimal, a newline between."""
        return "\n".join(_text(value) for value in self).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Entry:
        """Read what `to_bytes` wrote; ValueError when it is anything else."""
        at_us, name, actor, thing_kind, thing, concerns, grant, commitment = data.decode().split("\n")
        return cls(
            int(at_us), name, _uuid(actor), thing_kind, UUID(thing), concerns, _uuid(grant), commitment
        )


def _text(value: int | str | UUID | None) -> str:
    return value.hex if isinstance(value, UUID) else "" if value is None else str(value)


def _uuid(text: str) -> UUID | None:
    return UUID(text) if text else None


def canonical(body: Mapping[str, Any]) -> str:
    """A detail as JSON with sorted keys and no blanks: the text that is committed to and kept."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def commitment(salt: bytes, body: str) -> str:
    """SHA-256 over salt and canonical detail, in hexadecimal: says nothing once the salt is deleted."""
    return hashlib.sha256(salt + body.encode()).hexdigest()


def concerns_text(refs: Iterable[UUID]) -> str:
    """Ids in hexadecimal, each once, in a fixed order."""
    return " ".join(sorted({ref.hex for ref in refs}))
