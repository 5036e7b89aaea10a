"""The tree as tiles of up to 256 hashes: the layout of C2SP tlog-tiles.

Tile n of level 0 holds the hashes of leaves 256n .. 256n+255. A hash of level l+1 is the root of
one full tile of level l. Only the last tile of a level may be partial. Full tiles never change.
"""

from collections.abc import Iterable
from typing import Final, Protocol

from dugnad.engines.merkle.errors import MerkleError, TileError
from dugnad.engines.merkle.hashing import HASH_SIZE, check_hashes, check_size, parents

TILE_HEIGHT: Final = 8
TILE_WIDTH: Final = 1 << TILE_HEIGHT
TILE_BYTES: Final = TILE_WIDTH * HASH_SIZE


class TileStore(Protocol):
    """Where tiles are kept."""

    def get(self, level: int, index: int, /) -> bytes:
        """The hashes of one tile, one after another (32 bytes each, at most 256); b'' when there is none."""
        ...


def append_tiles(size: int, leaves: Iterable[bytes], store: TileStore) -> dict[tuple[int, int], bytes]:
    """The tiles to write when leaf hashes are appended to a tree of `size` leaves, by (level, index).

    Reads at most the one partial tile of each level that changes. Raises `TileError` when that tile
    holds less than the size says, `MerkleError` for a hash that is not 32 bytes.
    """
    check_size(size)
    hashes = list(leaves)
    check_hashes(hashes)
    written: dict[tuple[int, int], bytes] = {}
    level = 0
    while hashes:
        row = _partial_tile(level, size, store) + b"".join(hashes)
        tiles = [row[at : at + TILE_BYTES] for at in range(0, len(row), TILE_BYTES)]
        first = size // TILE_WIDTH
        written |= {(level, first + n): tile for n, tile in enumerate(tiles)}
        hashes = [tile_root(tile) for tile in tiles if len(tile) == TILE_BYTES]
        level, size = level + 1, size // TILE_WIDTH
    return written


def tile_hashes(tile: bytes) -> list[bytes]:
    """The whole hashes of a tile, in order; a torn last hash is left out."""
    return [tile[at : at + HASH_SIZE] for at in range(0, len(tile) - HASH_SIZE + 1, HASH_SIZE)]


def tile_root(tile: bytes) -> bytes:
    """The 32-byte root over a full tile (8192 bytes); `MerkleError` for a partial one."""
    if len(tile) != TILE_BYTES:
        raise MerkleError("only a full tile has a root")
    level = tile_hashes(tile)
    while len(level) > 1:
        level = parents(level)
    return level[0]


class TileReader:
    """Reads the hash of any complete subtree; a `NodeReader` for proofs.

    Keeps what it has read, so make one for a request or a batch of proofs, not for ever.
    """

    def __init__(self, store: TileStore) -> None:
        """Read from `store`, each tile once."""
        self._store = store
        self._read: dict[tuple[int, int], list[list[bytes]]] = {}

    def __call__(self, level: int, index: int) -> bytes:
        """The root of leaves index * 2**level .. (index + 1) * 2**level - 1; `TileError` when not held."""
        tile_level, above = divmod(level, TILE_HEIGHT)
        tile_index, offset = divmod(index << above, TILE_WIDTH)
        row = self._rows(tile_level, tile_index)[above]
        if offset >> above >= len(row):
            raise TileError(tile_level, tile_index)
        return row[offset >> above]

    def _rows(self, level: int, index: int) -> list[list[bytes]]:
        """The eight rows of nodes that one tile spans, its own hashes first."""
        if (level, index) not in self._read:
            rows = [tile_hashes(self._store.get(level, index))]
            while len(rows) < TILE_HEIGHT:
                rows.append(parents(rows[-1]))
            self._read[level, index] = rows
        return self._read[level, index]


def _partial_tile(level: int, size: int, store: TileStore) -> bytes:
    """The unfinished last tile of a level that has `size` hashes; what lies beyond the size is cut off."""
    index, width = divmod(size, TILE_WIDTH)
    if not width:
        return b""
    tile = store.get(level, index)[: width * HASH_SIZE]
    if len(tile) < width * HASH_SIZE:
        raise TileError(level, index)
    return tile
