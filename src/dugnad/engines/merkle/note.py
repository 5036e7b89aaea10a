"""Signed notes (C2SP signed-note): a text with Ed25519 signature lines under it."""

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dugnad.engines.merkle.errors import CheckpointError, Fault

MAX_SIGNATURES: Final = 100
MAX_CHARACTERS: Final = 1_000_000
_KEY_ID_BYTES: Final = 4
_ED25519: Final = b"\x01"
_DASH: Final = "\u2014 "


@dataclass(frozen=True, slots=True)
class Signer:
    """A named Ed25519 key; by custom the name is an address without its scheme ('oslo.example/log')."""

    name: str
    key: Ed25519PrivateKey

    def __post_init__(self) -> None:
        """Refuse a name that a signature line cannot carry (`CheckpointError`)."""
        _check_name(self.name)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: the key's name, the 4 bytes that identify the key, and the signature."""

    name: str
    key_id: bytes
    value: bytes

    def line(self) -> str:
        """The line as it stands in the note, newline included."""
        return f"{_DASH}{self.name} {b64encode(self.key_id + self.value).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a newline, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        """The note as it is exchanged."""
        return self.text + "\n" + "".join(signature.line() for signature in self.signatures)


def key_id(name: str, key: Ed25519PublicKey) -> bytes:
    """The 4 bytes that, with the name, identify a key: the start of SHA-256(name || 0x0A || 0x01 || key)."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + key.public_bytes_raw()).digest()[:_KEY_ID_BYTES]


def read_key_line(line: str) -> tuple[str, Ed25519PublicKey]:
    """Name and key of a log's public key as a line of text (name+id+key); `CheckpointError` when it is none."""
    try:
        name, identity, encoded = line.strip().split("+", 2)
        data = b64decode(encoded, validate=True)
        key = Ed25519PublicKey.from_public_bytes(data[1:])
    except ValueError as error:
        raise CheckpointError(Fault.KEY_NAME, line) from error
    if data[:1] != _ED25519 or key_id(name, key).hex() != identity:
        raise CheckpointError(Fault.KEY_NAME, line)
    return name, key


def sign_note(text: str, signer: Signer) -> Signature:
    """The signer's signature over a note's text (final newline included)."""
    identity = key_id(signer.name, signer.key.public_key())
    return Signature(signer.name, identity, signer.key.sign(text.encode()))


def parse_note(note: str) -> Note:
    """Take a note apart, verifying nothing; `CheckpointError` says what is malformed."""
    check_characters(note)
    text, blank, block = note.rpartition("\n\n")
    if not blank or not block.endswith("\n"):
        raise CheckpointError(Fault.NO_SIGNATURES)
    lines = block[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise CheckpointError(Fault.TOO_MANY_SIGNATURES)
    return Note(text + "\n", tuple(map(_parse_line, lines)))


def verify_note(note: Note, keys: Mapping[str, Ed25519PublicKey]) -> tuple[str, ...]:
    """The names of the given keys that signed the note, in the order of its lines, each once.

    Lines by unknown keys are passed over. Raises `CheckpointError` when a known key's signature is
    wrong or when no known key has signed: an unsigned text is never to be used.
    """
    message, names = note.text.encode(), dict[str, None]()
    for signature in note.signatures:
        key = keys.get(signature.name)
        if key is None or signature.key_id != key_id(signature.name, key):
            continue
        _check_signature(signature, key, message)
        names[signature.name] = None
    if not names:
        raise CheckpointError(Fault.NOT_SIGNED_BY_KNOWN_KEY)
    return tuple(names)


def check_characters(text: str) -> None:
    """Refuse a text that is too long, is not Unicode, or has control characters other than newline."""
    if len(text) > MAX_CHARACTERS:
        raise CheckpointError(Fault.TOO_LARGE)
    if any(character < " " and character != "\n" for character in text):
        raise CheckpointError(Fault.CONTROL_CHARACTER)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise CheckpointError(Fault.NOT_TEXT) from error


def decode_base64(text: str, fault: Fault) -> bytes:
    """The bytes of canonical, padded base64 (RFC 4648 section 4); anything else is `fault`."""
    try:
        data = b64decode(text, validate=True)
    except ValueError as error:
        raise CheckpointError(fault, text) from error
    if b64encode(data).decode() != text:
        raise CheckpointError(fault, text)
    return data


def _parse_line(line: str) -> Signature:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space:
        raise CheckpointError(Fault.SIGNATURE_LINE, line)
    _check_name(name)
    data = decode_base64(encoded, Fault.SIGNATURE_LINE)
    if len(data) <= _KEY_ID_BYTES:
        raise CheckpointError(Fault.SIGNATURE_LINE, line)
    return Signature(name, data[:_KEY_ID_BYTES], data[_KEY_ID_BYTES:])


def _check_name(name: str) -> None:
    if not name or "+" in name or any(character.isspace() for character in name):
        raise CheckpointError(Fault.KEY_NAME, name)
    check_characters(name)


def _check_signature(signature: Signature, key: Ed25519PublicKey, message: bytes) -> None:
    try:
        key.verify(signature.value, message)
    except InvalidSignature as error:
        raise CheckpointError(Fault.SIGNATURE_WRONG, signature.name) from error
