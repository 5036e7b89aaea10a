"""RFC 6962 section 2.1: how leaves and inner nodes are hashed."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final

from dugnad.engines.merkle.errors import MerkleError

HASH_SIZE: Final = 32
MAX_SIZE: Final = 2**63 - 1
EMPTY_ROOT: Final = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The 32-byte hash of one entry: SHA-256(0x00 || data). RFC 6962 section 2.1."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The 32-byte hash over two children: SHA-256(0x01 || left || right). RFC 6962 section 2.1."""
    return sha256(b"\x01" + left + right).digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """The leaf hash of each entry, in order."""
    digest = sha256
    return [digest(b"\x00" + data).digest() for data in entries]


def parents(level: Sequence[bytes]) -> list[bytes]:
    """The hashes one level up, over the complete pairs of `level`; an odd last hash has no parent yet."""
    digest, children = sha256, iter(level)
    return [digest(b"\x01" + left + right).digest() for left, right in zip(children, children, strict=False)]


def fold(subtrees: Sequence[bytes]) -> bytes:
    """The root over subtrees of falling size, largest first: each is joined to all that follow it."""
    if not subtrees:
        return EMPTY_ROOT
    root = subtrees[-1]
    for left in reversed(subtrees[:-1]):
        root = node_hash(left, root)
    return root


def check_hashes(hashes: Sequence[bytes]) -> None:
    """Refuse anything that is not 32 bytes long (`MerkleError`)."""
    if not set(map(len, hashes)) <= {HASH_SIZE}:
        raise MerkleError("every hash has 32 bytes")


def check_size(size: int) -> None:
    """Refuse a number of leaves below 0 or over 2**63 - 1 (`MerkleError`)."""
    if not 0 <= size <= MAX_SIZE:
        raise MerkleError("a tree has between 0 and 2**63 - 1 leaves")
