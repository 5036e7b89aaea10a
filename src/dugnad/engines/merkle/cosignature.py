"""Cosignatures of witnesses (C2SP tlog-cosignature, cosignature/v1): when a witness saw a log that only grew.

A witness signs the checkpoint's text and the time with an Ed25519 key of its own. Its line stands in the
note under those of the log.
"""

import hashlib
import struct
from base64 import b64decode, b64encode
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dugnad.engines.merkle.checkpoint import Checkpoint
from dugnad.engines.merkle.errors import CheckpointError, Fault
from dugnad.engines.merkle.note import Note, Signature, Signer, parse_note

_TYPE: Final = b"\x04"
_TIME: Final = struct.Struct(">Q")
_SIGNATURE_BYTES: Final = 64
_LATEST: Final = 2**63 - 1


def witness_id(name: str, key: Ed25519PublicKey) -> bytes:
    """The 4 bytes that, with the name, identify a witness's key: of SHA-256(name || 0x0A || 0x04 || key)."""
    return hashlib.sha256(name.encode() + b"\n" + _TYPE + key.public_bytes_raw()).digest()[:4]


def witness_line(name: str, key: Ed25519PublicKey) -> str:
    """The public key of a witness as a line of text: name+id+key."""
    return f"{name}+{witness_id(name, key).hex()}+{b64encode(_TYPE + key.public_bytes_raw()).decode()}"


def read_witness_line(line: str) -> tuple[str, Ed25519PublicKey]:
    """Name and key of such a line; `CheckpointError` when it is none."""
    try:
        name, identity, encoded = line.strip().split("+", 2)
        data = b64decode(encoded, validate=True)
        key = Ed25519PublicKey.from_public_bytes(data[1:])
    except ValueError as error:
        raise CheckpointError(Fault.KEY_NAME, line) from error
    if data[:1] != _TYPE or witness_id(name, key).hex() != identity:
        raise CheckpointError(Fault.KEY_NAME, line)
    return name, key


def witness(note: str, signer: Signer, at: int) -> str:
    """The note with the signer's cosignature as its last line; `at` in seconds since 1970, UTC.

    Check first that the log is consistent with the last one that was cosigned. `CheckpointError`.
    """
    parsed = parse_note(note)
    Checkpoint.from_text(parsed.text)
    identity = witness_id(signer.name, signer.key.public_key())
    value = _TIME.pack(at) + signer.key.sign(_message(parsed.text, at))
    return str(Note(parsed.text, (*parsed.signatures, Signature(signer.name, identity, value))))


def witnessed_at(note: str, name: str, key: Ed25519PublicKey) -> int:
    """When this witness signed the note, in seconds since 1970, UTC.

    `CheckpointError` when it has not, when its signature is wrong, or when the note is no checkpoint.
    """
    parsed = parse_note(note)
    Checkpoint.from_text(parsed.text)
    identity = witness_id(name, key)
    for line in parsed.signatures:
        if (line.name, line.key_id) == (name, identity):
            return _checked(line, key, parsed.text)
    raise CheckpointError(Fault.NOT_SIGNED_BY_KNOWN_KEY, name)


def _checked(line: Signature, key: Ed25519PublicKey, text: str) -> int:
    if len(line.value) != _TIME.size + _SIGNATURE_BYTES:
        raise CheckpointError(Fault.SIGNATURE_WRONG, line.name)
    at: int = _TIME.unpack(line.value[: _TIME.size])[0]
    try:
        key.verify(line.value[_TIME.size :], _message(text, at))
    except InvalidSignature as error:
        raise CheckpointError(Fault.SIGNATURE_WRONG, line.name) from error
    if at > _LATEST:
        raise CheckpointError(Fault.SIGNATURE_WRONG, line.name)
    return at


def _message(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()
