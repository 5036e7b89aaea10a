"""The right edge of a growing tree: all that is needed to append to it and to know its root."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from dugnad.engines.merkle.errors import MerkleError
from dugnad.engines.merkle.hashing import HASH_SIZE, check_hashes, check_size, fold, node_hash, parents

_SIZE_BYTES = 8


@dataclass(frozen=True, slots=True)
class Frontier:
    """A tree of `size` leaves, held as the roots of its perfect subtrees, largest first.

    Immutable: `append` and `extend` give a new frontier. The subtrees are those of the
    binary digits of `size` (the 'compact range' of a tree that starts at leaf 0).
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a count of hashes that does not fit the size (`MerkleError`)."""
        check_size(self.size)
        if len(self.hashes) != self.size.bit_count():
            raise MerkleError("the number of subtrees does not fit the size")
        check_hashes(self.hashes)

    def append(self, leaf: bytes) -> Self:
        """The frontier with one more leaf hash (32 bytes)."""
        hashes, size = list(self.hashes), self.size
        while size & 1:
            leaf = node_hash(hashes.pop(), leaf)
            size >>= 1
        return type(self)(self.size + 1, (*hashes, leaf))

    def extend(self, leaves: Iterable[bytes]) -> Self:
        """The frontier with these leaf hashes (32 bytes each) appended in order, level by level."""
        level = list(leaves)
        if not level:
            return self
        check_hashes(level)
        size, digits = self.size + len(level), self.size
        waiting, edge = list(self.hashes), list[bytes]()
        while level or digits:
            if digits & 1:
                level.insert(0, waiting.pop())
            if len(level) & 1:
                edge.append(level.pop())
            level, digits = parents(level), digits >> 1
        return type(self)(size, tuple(reversed(edge)))

    def root(self) -> bytes:
        """The 32-byte Merkle tree hash of all leaves. RFC 6962 section 2.1."""
        return fold(self.hashes)

    def to_bytes(self) -> bytes:
        """The size as 8 bytes, big-endian, followed by the hashes, largest subtree first."""
        return self.size.to_bytes(_SIZE_BYTES, "big") + b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what `to_bytes` wrote; `MerkleError` when it is anything else."""
        body = data[_SIZE_BYTES:]
        if len(data) < _SIZE_BYTES or len(body) % HASH_SIZE:
            raise MerkleError("not a frontier")
        hashes = tuple(body[at : at + HASH_SIZE] for at in range(0, len(body), HASH_SIZE))
        return cls(int.from_bytes(data[:_SIZE_BYTES], "big"), hashes)
