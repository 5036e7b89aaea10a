"""The Merkle engine beside pymerkle: appending, proving, and auditing a whole log.

Run: python -m benchmarks.merkle
"""

import gc
import os
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any, Final

import pymerkle

from dugnad.engines.merkle import (
    TileReader,
    append_tiles,
    audit,
    frontier_of,
    inclusion_proof,
    leaf_hash,
    leaf_hashes,
    verify_inclusion,
)

PEER: Final = "pymerkle"
AUDITED: Final = 1_000_000
TREE: Final = 100_000
BATCH: Final = 1_000
ENTRY_BYTES: Final = 200
PROOFS: Final = 400

Row = dict[str, Any]


class Shelf:
    """Tiles in memory."""

    def __init__(self) -> None:
        """Start empty."""
        self.tiles: dict[tuple[int, int], bytes] = {}

    def get(self, level: int, index: int, /) -> bytes:
        """One tile, or b''."""
        return self.tiles.get((level, index), b"")


def rows() -> Iterator[Row]:
    """One dict for each figure: name, value, unit, goal, peer, peer_value; lower is better."""
    yield from _tree_rows()
    yield _audit_row()


def _tree_rows() -> Iterator[Row]:
    """Appending and proving in one tree held by both."""
    entries, shelf, tree = _entries(TREE), Shelf(), pymerkle.InmemoryTree(algorithm="sha256")
    ours = _seconds(lambda: _seal(entries, shelf)) / TREE * 1e6
    theirs = _seconds(lambda: _grow(entries, tree)) / TREE * 1e6
    yield _row("Merkle: append an entry, in batches of 1,000 with a root each", ours, "us", 1_000, theirs)
    yield from _proof_rows(entries, shelf, tree)


def _proof_rows(entries: list[bytes], shelf: Shelf, tree: Any) -> Iterator[Row]:
    """A proof of one entry, made and verified; the peer keeps its tree in memory and caches subtrees."""
    places, warm = range(0, TREE, TREE // PROOFS), TileReader(shelf)
    root, leaves = tree.get_root(), {index: leaf_hash(entries[index]) for index in places}
    known = {index: tree.prove_inclusion(index + 1) for index in places}
    made = {index: inclusion_proof(index, TREE, warm) for index in places}
    assert all(known[index].path[1:] == made[index] for index in places)
    theirs = _each(lambda index: tree.prove_inclusion(index + 1), places)
    ours = _each(lambda index: inclusion_proof(index, TREE, TileReader(shelf)), places)
    yield _row("Merkle: one inclusion proof in 100,000, nothing read before", ours, "us", 2_000, theirs)
    ours = _each(lambda index: inclusion_proof(index, TREE, warm), places)
    yield _row("Merkle: one inclusion proof in 100,000, tiles read before", ours, "us", 200, theirs)
    ours = _each(lambda index: verify_inclusion(leaves[index], index, TREE, made[index], root), places)
    theirs = _each(lambda index: pymerkle.verify_inclusion(leaves[index], root, known[index]), places)
    yield _row("Merkle: verify an inclusion proof in 100,000", ours, "us", 200, theirs)


def _audit_row() -> Row:
    """Every entry, tile and checkpoint (one per 1,000 entries) of a log; the peer rebuilds its tree."""
    entries, shelf = _entries(AUDITED), Shelf()
    signed = _seal(entries, shelf)
    tiles = [shelf.get(0, index) for index in range(-(-AUDITED // 256))]
    ours = min(_seconds(lambda: _checked(entries, tiles, signed)) for _ in range(2))
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    theirs = _seconds(lambda: _grow(entries, tree))
    assert tree.get_root() == signed[-1][1]
    return _row("Merkle: audit 1,000,000 entries of 200 bytes", ours, "s", 4, theirs)


def _entries(count: int) -> list[bytes]:
    return [b"%08d" % number + os.urandom(ENTRY_BYTES - 8) for number in range(count)]


def _seal(entries: list[bytes], shelf: Shelf) -> list[tuple[int, bytes]]:
    """Append in batches, reading each new root from the tiles, as a caller with a database does."""
    roots = []
    for size in range(0, len(entries), BATCH):
        batch = leaf_hashes(entries[size : size + BATCH])
        shelf.tiles |= append_tiles(size, batch, shelf)
        after = size + len(batch)
        roots.append((after, frontier_of(after, TileReader(shelf)).root()))
    return roots


def _grow(entries: list[bytes], tree: Any) -> None:
    for size in range(0, len(entries), BATCH):
        tree.append_entries(entries[size : size + BATCH])
        tree.get_root()


def _checked(entries: list[bytes], tiles: list[bytes], signed: list[tuple[int, bytes]]) -> None:
    report = audit(entries, tiles, signed)
    assert report.whole
    assert report.proven == len(entries)


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start


def _each(work: Callable[[int], object], places: range) -> float:
    """Microseconds for one call."""
    return _seconds(lambda: [work(index) for index in places]) / len(places) * 1e6


def _row(name: str, value: float, unit: str, goal: float, peer_value: float) -> Row:
    return {
        "name": name,
        "value": value,
        "unit": unit,
        "goal": goal,
        "peer": PEER,
        "peer_value": peer_value,
    }


def main() -> None:
    """Print the figures as a table."""
    print(f"{'':62}{'ours':>10}{'goal':>8}{PEER:>10}   ratio")
    for row in rows():
        value, peer = row["value"], row["peer_value"]
        figures = f"{value:>7.2f} {row['unit']:<2}{row['goal']:>8}{peer:>10.2f}{value / peer:>8.2f}"
        print(f"{row['name']:62}{figures}")


if __name__ == "__main__":
    main()
