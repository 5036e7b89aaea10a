"""The tree as RFC 6962 section 2.1 defines it, recursively and slowly: the judge of the fast code."""

from collections.abc import Sequence
from hashlib import sha256

from dugnad.engines.merkle.hashing import leaf_hashes
from dugnad.engines.merkle.tiles import TileReader, append_tiles


def split(count: int) -> int:
    """The largest power of two smaller than `count`."""
    k = 1
    while 2 * k < count:
        k *= 2
    return k


def mth(entries: Sequence[bytes]) -> bytes:
    """MTH(D[n]) of section 2.1."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = split(len(entries))
    return sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def path(m: int, entries: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D[n]) of section 2.1.1."""
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def proof(m: int, entries: Sequence[bytes]) -> list[bytes]:
    """PROOF(m, D[n]) of section 2.1.2, for 0 < m < n."""
    return subproof(m, entries, True)


def subproof(m: int, entries: Sequence[bytes], complete: bool) -> list[bytes]:
    """SUBPROOF(m, D[n], b) of section 2.1.2."""
    if m == len(entries):
        return [] if complete else [mth(entries)]
    k = split(len(entries))
    if m <= k:
        return [*subproof(m, entries[:k], complete), mth(entries[k:])]
    return [*subproof(m - k, entries[k:], False), mth(entries[:k])]


class MemoryStore:
    """Tiles in memory, counting how often one is read."""

    def __init__(self) -> None:
        """Start empty."""
        self.tiles: dict[tuple[int, int], bytes] = {}
        self.reads: list[tuple[int, int]] = []

    def get(self, level: int, index: int, /) -> bytes:
        """One tile, or b''."""
        self.reads.append((level, index))
        return self.tiles.get((level, index), b"")

    def level_zero(self) -> list[bytes]:
        """The level-0 tiles in order."""
        count = sum(level == 0 for level, _ in self.tiles)
        return [self.tiles[0, index] for index in range(count)]

    def reader(self) -> TileReader:
        """A fresh reader of these tiles."""
        return TileReader(self)


def stored(entries: Sequence[bytes]) -> MemoryStore:
    """A store that holds the tiles of these entries."""
    store = MemoryStore()
    store.tiles |= append_tiles(0, leaf_hashes(entries), store)
    return store


def numbered(count: int) -> list[bytes]:
    """Entries that all differ."""
    return [b"entry %d" % number for number in range(count)]


def flip(data: bytes, bit: int) -> bytes:
    """The data with one bit turned over."""
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
