"""The audit where tiles or checkpoints are damaged: each is told from an altered entry."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dugnad.engines.merkle import Code, Finding, Frontier, MerkleError, Report, audit, leaf_hashes
from dugnad.engines.merkle.tests.logs import Log, around, audited, index_in, log, logs, root_of, tiles_of
from dugnad.engines.merkle.tests.reference import flip, mth, numbered, stored
from dugnad.engines.merkle.tiles import tile_hashes


@audited
@given(logs(), st.data())
def test_altered_tiles_are_told_from_altered_entries(logged: Log, data: st.DataObject) -> None:
    index = index_in(logged, data)
    tile = logged.tiles[index // 256]
    bit = 256 * (index % 256) + data.draw(st.integers(0, 255))
    report = logged.with_tile(index // 256, flip(tile, bit)).audit()
    _, until = around(logged, index)
    assert report.findings == (Finding(Code.TILES_ALTERED, index, until),)
    assert report.first_entry is None
    assert report.proven == len(logged.entries)


@audited
@given(logs(), st.data())
def test_entries_and_tiles_forged_together_are_caught_by_the_next_checkpoint(
    logged: Log, data: st.DataObject
) -> None:
    index, entries = index_in(logged, data), list(logged.entries)
    entries[index] = b"forged"
    start, until = around(logged, index)
    expected = Finding(Code.ENTRIES_AND_TILES_ALTERED, start, until)
    assert logged.forged(entries).first() == expected


@audited
@given(logs(), st.data())
def test_a_log_cut_short_together_with_its_tiles_is_caught(logged: Log, data: st.DataObject) -> None:
    kept = index_in(logged, data)
    start, until = around(logged, kept)
    found = logged.forged(logged.entries[:kept])
    assert found.first() == Finding(Code.LOG_SHORTENED, start, until)
    assert found.audit().size == kept


def test_an_entry_taken_out_of_entries_and_tiles_is_bracketed_by_checkpoints() -> None:
    whole = log(600, 100, 200, 300, 600)
    left = whole.entries[:150] + whole.entries[151:]
    assert whole.forged(left).first() == Finding(Code.ENTRIES_AND_TILES_ALTERED, 100, 200)


def test_entries_and_tiles_altered_differently_are_not_trusted_either() -> None:
    whole = log(600, 100, 200, 600)
    entries = list(whole.entries)
    entries[150] = b"other"
    broken = whole.with_entries(entries).with_tile(0, flip(whole.tiles[0], 256 * 120))
    assert broken.first() == Finding(Code.ENTRIES_AND_TILES_ALTERED, 100, 200)


def test_missing_entries_with_altered_tiles_are_not_a_log_cut_short() -> None:
    whole = log(600, 100, 600)
    broken = whole.with_entries(whole.entries[:400]).with_tile(2, flip(whole.tiles[2], 0))
    assert broken.first() == Finding(Code.ENTRIES_AND_TILES_ALTERED, 100, 600)


def test_damaged_tiles_do_not_hide_a_later_altered_entry() -> None:
    whole = log(600, 100, 200, 300, 600)
    entries = list(whole.entries)
    entries[450] = b"other"
    report = whole.with_tile(0, flip(whole.tiles[0], 256 * 50)).with_entries(entries).audit()
    assert report.findings == (
        Finding(Code.TILES_ALTERED, 50, 100),
        Finding(Code.ENTRY_ALTERED, 450, 451),
    )
    assert report.first_entry == report.findings[1]
    assert report.proven == 300


def test_damage_across_checkpoints_is_one_finding() -> None:
    whole = log(600, 100, 200, 300, 600)
    report = whole.with_tile(0, b"").audit()
    assert report.findings == (Finding(Code.TILES_ALTERED, 0, 300),)


@pytest.mark.parametrize(
    ("tile", "first"),
    [
        (b"", 256),
        (b"x", 256),
        (b"\x00" * 8192, 256),
        (tiles_of(700)[1][:64], 258),
        (tiles_of(700)[1][:-1], 511),
    ],
)
def test_lost_and_torn_tiles_are_damage_to_the_tiles(tile: bytes, first: int) -> None:
    report = log(700, 700).with_tile(1, tile).audit()
    assert report.findings == (Finding(Code.TILES_ALTERED, first, 700),)


def test_tiles_that_end_early_are_damage_to_the_tiles() -> None:
    whole = log(700, 300, 700)
    report = replace(whole, tiles=whole.tiles[:1]).audit()
    assert report.findings == (Finding(Code.TILES_ALTERED, 256, 700),)


def test_a_stray_checkpoint_is_told_from_a_damaged_log() -> None:
    stray = (200, b"\x01" * 32)
    for whole in (log(600, 100, 600), log(600, 200, 600)):
        report = replace(whole, checkpoints=(*whole.checkpoints, stray)).audit()
        assert report.findings == (Finding(Code.CHECKPOINT_WRONG, 200, 200),)
        assert report.first_entry is None
        assert report.proven == 600


@pytest.mark.parametrize("root", [b"\x00" * 32, b"\xff" * 32])
def test_of_two_roots_for_the_last_size_the_false_one_is_named(root: bytes) -> None:
    whole = log(300, 300)
    report = replace(whole, checkpoints=(*whole.checkpoints, (300, root))).audit()
    assert report.findings == (Finding(Code.CHECKPOINT_WRONG, 300, 300),)


def test_a_stray_checkpoint_beside_an_altered_entry_names_both() -> None:
    whole = log(600, 100, 600)
    entries = list(whole.entries)
    entries[150] = b"other"
    stray = replace(whole, checkpoints=(*whole.checkpoints, (200, b"\x01" * 32)))
    assert stray.with_entries(entries).audit().findings == (
        Finding(Code.CHECKPOINT_WRONG, 200, 200),
        Finding(Code.ENTRY_ALTERED, 150, 151),
    )


def test_an_empty_log_is_whole_only_with_the_empty_root() -> None:
    assert audit([], [], []) == Report(0, 0, ())
    assert log(0, 0).audit().whole
    assert not audit([], [], [(0, b"\x00" * 32)]).whole
    assert audit([], [], [(5, root_of(5))]).findings == (Finding(Code.LOG_SHORTENED, 0, 5),)


@pytest.mark.parametrize("size", [-1, 2**63])
def test_a_size_no_tree_has_is_refused(size: int) -> None:
    with pytest.raises(MerkleError):
        audit([], [], [(size, root_of(0))])


@audited
@given(
    st.lists(st.binary(max_size=3), max_size=12),
    st.lists(st.binary(max_size=100), max_size=3),
    st.lists(st.tuples(st.integers(0, 14), st.binary(max_size=33)), max_size=4),
    st.booleans(),
    st.booleans(),
)
def test_arbitrary_storage_is_whole_exactly_when_everything_fits(
    entries: list[bytes],
    tiles: list[bytes],
    checkpoints: list[tuple[int, bytes]],
    good_tiles: bool,
    good_roots: bool,
) -> None:
    """One tile is enough for these entries, so any hash in a second tile is one too many."""
    hashes = leaf_hashes(entries)
    tiles = [b"".join(hashes)] if good_tiles else tiles
    if good_roots:
        checkpoints = [(size, mth(entries[:size])) for size, _ in checkpoints if size <= len(entries)]
    report = audit(entries, tiles, checkpoints)
    fits = [each for tile in tiles for each in tile_hashes(tile)] == hashes
    placed = not hashes or len(tile_hashes(tiles[0])) == len(hashes) if tiles else not hashes
    held = all(size <= len(entries) and mth(entries[:size]) == root for size, root in checkpoints)
    assert report.whole == (fits and placed and held)
    assert report.size == len(entries)


def test_entries_are_streamed_not_held() -> None:
    """At any time the audit has read at most one tile of entries ahead of the tiles."""
    count = 20 * 256
    entries, read = numbered(count), [0]

    def source() -> Iterator[bytes]:
        for entry in entries:
            read[0] += 1
            yield entry

    def shelf() -> Iterator[bytes]:
        for index, tile in enumerate(stored(entries).level_zero()):
            assert read[0] <= (index + 1) * 256
            yield tile

    root = Frontier().extend(leaf_hashes(entries)).root()
    assert audit(source(), shelf(), [(count, root)]).proven == count
    assert read[0] == count
