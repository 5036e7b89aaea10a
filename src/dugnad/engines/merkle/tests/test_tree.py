"""Frontier and tiles against the recursive definition."""

from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dugnad.engines.merkle import Frontier, MerkleError, TileError, append_tiles, frontier_of, leaf_hashes
from dugnad.engines.merkle.tests.reference import MemoryStore, mth, numbered, split, stored
from dugnad.engines.merkle.tiles import TILE_BYTES, TILE_WIDTH, tile_root

LARGEST = 600
ENTRIES = numbered(LARGEST)
HASHES = leaf_hashes(ENTRIES)


@cache
def naive_root(start: int, end: int) -> bytes:
    """MTH(D[start:end]), remembering what it has met."""
    if end - start < 2:
        return mth(ENTRIES[start:end])
    middle = start + split(end - start)
    return sha256(b"\x01" + naive_root(start, middle) + naive_root(middle, end)).digest()


def test_every_size_up_to_600_gives_the_root_of_the_definition() -> None:
    grown, reader = Frontier(), stored(ENTRIES).reader()
    for size in range(LARGEST + 1):
        expected = naive_root(0, size)
        assert grown.size == size
        assert grown.root() == expected
        assert Frontier().extend(HASHES[:size]) == grown
        assert frontier_of(size, reader) == grown
        if size < LARGEST:
            grown = grown.append(HASHES[size])


def test_tiles_grown_one_by_one_equal_those_written_at_once() -> None:
    grown = MemoryStore()
    for size in range(LARGEST):
        grown.tiles |= append_tiles(size, [HASHES[size]], grown)
    assert grown.tiles == stored(ENTRIES).tiles


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(0, 700), max_size=8))
def test_batches_of_any_size_give_the_same_tree(batches: list[int]) -> None:
    entries = numbered(sum(batches))
    hashes, store, grown, size = leaf_hashes(entries), MemoryStore(), Frontier(), 0
    for batch in batches:
        new = hashes[size : size + batch]
        store.tiles |= append_tiles(size, new, store)
        grown, size = grown.extend(new), size + batch
        assert frontier_of(size, store.reader()) == grown
    assert grown.root() == mth(entries)
    assert store.tiles == stored(entries).tiles


def test_the_layout_is_that_of_tlog_tiles() -> None:
    """The example of C2SP tlog-tiles: a tree of 70,000 leaves."""
    tiles = stored(numbered(70_000)).tiles
    widths = {place: len(tile) // 32 for place, tile in tiles.items()}
    assert sum(level == 0 and width == 256 for (level, _), width in widths.items()) == 273
    assert widths[0, 273] == 112
    assert widths[1, 0] == 256
    assert widths[1, 1] == 17
    assert widths[2, 0] == 1
    assert len(widths) == 277
    assert tile_root(tiles[0, 5]) == tiles[1, 0][5 * 32 : 6 * 32]


def test_appending_reads_only_the_partial_tiles() -> None:
    store = stored(numbered(70_000))
    append_tiles(70_000, HASHES[:10], store)
    assert store.reads == [(0, 273)]


def test_a_tile_longer_than_the_size_says_is_cut_back() -> None:
    """What a crash between writing tiles and recording the size leaves behind."""
    store = stored(ENTRIES[:300])
    written = append_tiles(280, HASHES[280:290], store)
    assert written == {(0, 1): b"".join(HASHES[256:290])}


def test_a_tile_shorter_than_the_size_says_is_refused() -> None:
    store = stored(ENTRIES[:300])
    store.tiles[0, 1] = store.tiles[0, 1][:-1]
    with pytest.raises(TileError) as caught:
        append_tiles(300, HASHES[:1], store)
    assert (caught.value.level, caught.value.index) == (0, 1)


@pytest.mark.parametrize(("level", "index"), [(0, 600), (3, 75), (8, 2), (9, 1), (16, 0), (60, 0)])
def test_reading_past_the_edge_names_the_tile(level: int, index: int) -> None:
    with pytest.raises(TileError):
        stored(ENTRIES).reader()(level, index)


def test_nothing_appended_writes_nothing() -> None:
    assert append_tiles(300, [], stored(ENTRIES[:300])) == {}
    frontier = Frontier().extend(HASHES[:3])
    assert frontier.extend([]) is frontier


@pytest.mark.parametrize("bad", [b"", b"x" * 31, b"x" * 33, b"x" * 64])
def test_hashes_of_another_length_are_refused(bad: bytes) -> None:
    with pytest.raises(MerkleError):
        Frontier().append(bad)
    with pytest.raises(MerkleError):
        Frontier().extend([HASHES[0], bad])
    with pytest.raises(MerkleError):
        append_tiles(0, [HASHES[0], bad], MemoryStore())


@pytest.mark.parametrize("size", [-1, 2**63])
def test_impossible_sizes_are_refused(size: int) -> None:
    with pytest.raises(MerkleError):
        append_tiles(size, HASHES[:1], MemoryStore())
    with pytest.raises(MerkleError):
        Frontier(size)
    with pytest.raises(MerkleError):
        frontier_of(size, MemoryStore().reader())


def test_only_a_full_tile_has_a_root() -> None:
    assert tile_root(b"".join(HASHES[:TILE_WIDTH])) == naive_root(0, TILE_WIDTH)
    for length in (0, 32, TILE_BYTES - 32, TILE_BYTES + 32):
        with pytest.raises(MerkleError):
            tile_root(b"\x00" * length)


@given(st.integers(0, LARGEST))
def test_a_frontier_survives_being_stored(size: int) -> None:
    frontier = Frontier().extend(HASHES[:size])
    data = frontier.to_bytes()
    assert Frontier.from_bytes(data) == frontier
    assert len(data) == 8 + 32 * size.bit_count()


@given(st.binary(max_size=200))
def test_stored_bytes_that_are_no_frontier_are_refused(data: bytes) -> None:
    try:
        frontier = Frontier.from_bytes(data)
    except MerkleError:
        return
    assert frontier.to_bytes() == data


@pytest.mark.parametrize("cut", [0, 7, 8, 39, 41, 71])
def test_a_torn_frontier_is_refused(cut: int) -> None:
    data = Frontier().extend(HASHES[:3]).to_bytes()
    assert len(data) == 72
    with pytest.raises(MerkleError):
        Frontier.from_bytes(data[:cut])
