"""The audit: a whole log is whole, and whatever is done to it is named at its first entry."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dugnad.engines.merkle import Code, Finding, Frontier, MerkleError, Report, audit, leaf_hashes
from dugnad.engines.merkle.tests.reference import flip, mth, numbered, stored
from dugnad.engines.merkle.tiles import tile_hashes

LARGEST = 700


@dataclass(frozen=True)
class Log:
    """What lies in storage, and the roots that were signed."""

    entries: tuple[bytes, ...]
    tiles: tuple[bytes, ...]
    checkpoints: tuple[tuple[int, bytes], ...]

    def audit(self) -> Report:
        """The audit, fed by iterators that can be read only once."""
        return audit(iter(self.entries), iter(self.tiles), iter(self.checkpoints))

    def with_entries(self, entries: Sequence[bytes]) -> "Log":
        """Other entries, nothing else touched."""
        return replace(self, entries=tuple(entries))

    def forged(self, entries: Sequence[bytes]) -> "Log":
        """Other entries, the tiles rebuilt to fit: all an intruder without a key can do."""
        return replace(self, entries=tuple(entries), tiles=tuple(stored(entries).level_zero()))

    def with_tile(self, index: int, tile: bytes) -> "Log":
        """One tile replaced."""
        return replace(self, tiles=(*self.tiles[:index], tile, *self.tiles[index + 1 :]))

    def first(self) -> Finding:
        """The one finding, about an entry."""
        report = self.audit()
        assert not report.whole
        assert len(report.findings) == 1
        assert report.first_entry is not None
        return report.first_entry


@cache
def root_of(size: int) -> bytes:
    return mth(numbered(size))


@cache
def tiles_of(size: int) -> tuple[bytes, ...]:
    return tuple(stored(numbered(size)).level_zero())


def log(size: int, *sealed: int) -> Log:
    """A whole log of numbered entries, signed at the given sizes."""
    roots = tuple((each, root_of(each)) for each in sealed)
    return Log(tuple(numbered(size)), tiles_of(size), roots)


sizes = st.integers(1, LARGEST)


@st.composite
def logs(draw: st.DrawFn) -> Log:
    """A whole log signed at its end and at some sizes before it, in any order."""
    size = draw(sizes)
    sealed = draw(st.sets(st.integers(0, size), max_size=6)) | {size}
    return log(size, *draw(st.permutations(sorted(sealed))))


def around(logged: Log, index: int) -> tuple[int, int]:
    """The last signed size that leaves the entry out, and the first that holds it."""
    signed = [size for size, _ in logged.checkpoints]
    return max([size for size in signed if size <= index], default=0), min(s for s in signed if s > index)


def index_in(logged: Log, data: st.DataObject, below: int = 0) -> int:
    return data.draw(st.integers(0, len(logged.entries) - 1 - below), label="index")


audited = settings(deadline=None, max_examples=80)


@audited
@given(logs())
def test_a_whole_log_is_whole(logged: Log) -> None:
    size = len(logged.entries)
    assert logged.audit() == Report(size, size, ())


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 512, 513, 700])
def test_a_log_signed_after_every_entry_is_whole(size: int) -> None:
    report = log(size, *range(size + 1)).audit()
    assert report.whole
    assert (report.size, report.proven) == (size, size)


def test_what_no_checkpoint_covers_is_compared_but_not_proven() -> None:
    report = log(700, 300).audit()
    assert report.whole
    assert (report.size, report.proven) == (700, 300)
    assert log(700).audit() == Report(700, 0, ())
    changed = list(numbered(700))
    changed[450] = b"other"
    assert log(700, 300).with_entries(changed).first() == Finding(Code.ENTRY_ALTERED, 450, 451, proven=False)


@audited
@given(logs(), st.data())
def test_an_altered_entry_is_named(logged: Log, data: st.DataObject) -> None:
    index, entries = index_in(logged, data), list(logged.entries)
    entries[index] = flip(entries[index], data.draw(st.integers(0, 8 * len(entries[index]) - 1)))
    is_new = entries[index] not in logged.entries
    for later in data.draw(st.sets(st.integers(index + 1, LARGEST), max_size=3)):
        if later < len(entries):
            entries[later] = b"also altered %d" % later
    found = logged.with_entries(entries).first()
    assert (found.index, found.proven) == (index, True)
    if is_new:
        assert found == Finding(Code.ENTRY_ALTERED, index, index + 1)


@audited
@given(logs(), st.data())
def test_missing_entries_are_named(logged: Log, data: st.DataObject) -> None:
    index = index_in(logged, data)
    until = data.draw(st.integers(index + 1, len(logged.entries)), label="until")
    left = logged.entries[:index] + logged.entries[until:]
    assert logged.with_entries(left).first() == Finding(Code.ENTRY_MISSING, index, until)


@audited
@given(logs(), st.data())
def test_added_entries_are_named(logged: Log, data: st.DataObject) -> None:
    index, count = index_in(logged, data), data.draw(st.integers(1, 300))
    added = tuple(b"added %d" % number for number in range(count))
    more = logged.entries[:index] + added + logged.entries[index:]
    assert logged.with_entries(more).first() == Finding(Code.ENTRY_ADDED, index, index + count)


def test_entries_after_the_last_sealed_one_are_named_as_unproven() -> None:
    whole = log(300, 300)
    more = [*whole.entries, b"one more"]
    assert whole.with_entries(more).first() == Finding(Code.ENTRY_ADDED, 300, 301, proven=False)


@audited
@given(logs(), st.data())
def test_swapped_entries_are_named(logged: Log, data: st.DataObject) -> None:
    if len(logged.entries) < 2:
        return
    index = index_in(logged, data, below=1)
    other = data.draw(st.integers(index + 1, len(logged.entries) - 1), label="other")
    entries = list(logged.entries)
    entries[index], entries[other] = entries[other], entries[index]
    expected = Finding(Code.ENTRIES_SWAPPED, index, index + 1, other)
    assert logged.with_entries(entries).first() == expected


@audited
@given(logs(), st.data())
def test_a_moved_entry_is_named(logged: Log, data: st.DataObject) -> None:
    if len(logged.entries) < 3:
        return
    index = index_in(logged, data, below=2)
    target = data.draw(st.integers(index + 2, len(logged.entries) - 1), label="target")
    later, sooner = list(logged.entries), list(logged.entries)
    later.insert(target, later.pop(index))
    sooner.insert(index, sooner.pop(target))
    moved = Finding(Code.ENTRIES_REORDERED, index, index + 1, target)
    assert logged.with_entries(later).first() == moved
    assert logged.with_entries(sooner).first() == replace(moved, other=index + 1)


@audited
@given(st.lists(st.sampled_from([b"a", b"b", b"c"]), min_size=1, max_size=30), st.data())
def test_the_first_difference_is_found_among_equal_entries(entries: list[bytes], data: st.DataObject) -> None:
    changed = data.draw(st.lists(st.sampled_from([b"a", b"b", b"c", b"d"]), max_size=35))
    store = stored(entries)
    report = audit(changed, store.level_zero(), [(len(entries), mth(entries))])
    if changed == entries:
        assert report.whole
        return
    found = report.first_entry
    assert found is not None
    pairs = zip([*changed, b""], [*entries, b""], strict=False)
    assert found.index == next(index for index, (here, there) in enumerate(pairs) if here != there)
    assert found.until > found.index


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
