"""Signed checkpoints (C2SP tlog-checkpoint): what a log's operator and its co-signers vouch for.

The text is the origin (whose log this is), the number of entries, the root of the tree in base64, and
any extension lines, each on a line of its own; the signatures stand below an empty line.
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dugnad.engines.merkle.errors import CheckpointError, Fault
from dugnad.engines.merkle.hashing import HASH_SIZE, MAX_SIZE
from dugnad.engines.merkle.note import (
    Note,
    Signer,
    check_characters,
    decode_base64,
    parse_note,
    sign_note,
    verify_note,
)

_SIZE: Final = re.compile(r"(0|[1-9][0-9]{0,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The root (32 bytes) of the first `size` entries of the log named `origin`."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what the text form cannot carry (`CheckpointError`)."""
        _check_line(self.origin, Fault.ORIGIN)
        if not 0 <= self.size <= MAX_SIZE:
            raise CheckpointError(Fault.SIZE, str(self.size))
        if len(self.root) != HASH_SIZE:
            raise CheckpointError(Fault.ROOT, self.root.hex())
        for line in self.extensions:
            _check_line(line, Fault.EXTENSION)

    def text(self) -> str:
        """The text that is signed, final newline included."""
        lines = (self.origin, str(self.size), b64encode(self.root).decode(), *self.extensions)
        return "\n".join(lines) + "\n"

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what `text` wrote; `CheckpointError` names the malformed part."""
        check_characters(text)
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop():
            raise CheckpointError(Fault.TOO_FEW_LINES)
        origin, size, root, *extensions = lines
        if not _SIZE.fullmatch(size):
            raise CheckpointError(Fault.SIZE, size)
        return cls(origin, int(size), decode_base64(root, Fault.ROOT), tuple(extensions))


def sign(text: str, signer: Signer) -> str:
    """The signed note over a checkpoint's text; `CheckpointError` when it is no checkpoint."""
    Checkpoint.from_text(text)
    return str(Note(text, (sign_note(text, signer),)))


def cosign(note: str, signer: Signer) -> str:
    """The note with one more signature under it; unchanged when this key has already signed.

    The signer vouches for the text alone: check consistency with what it signed before, first.
    """
    parsed = parse_note(note)
    Checkpoint.from_text(parsed.text)
    signature = sign_note(parsed.text, signer)
    if signature in parsed.signatures:
        return note
    return str(Note(parsed.text, (*parsed.signatures, signature)))


def verify(note: str, keys: Mapping[str, Ed25519PublicKey]) -> tuple[str, ...]:
    """The names of the given keys that signed the checkpoint, in the order of their lines.

    Never empty: raises `CheckpointError` when no given key has signed, when the signature of one is
    wrong, or when note or checkpoint is malformed. Signatures by keys not given are passed over.
    """
    parsed = parse_note(note)
    Checkpoint.from_text(parsed.text)
    return verify_note(parsed, keys)


def parse(note: str) -> Checkpoint:
    """The checkpoint inside a note, signatures not verified; `CheckpointError` when malformed."""
    return Checkpoint.from_text(parse_note(note).text)


def _check_line(line: str, fault: Fault) -> None:
    if not line or "\n" in line:
        raise CheckpointError(fault, line)
    check_characters(line)
