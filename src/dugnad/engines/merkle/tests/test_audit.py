"""The audit: a whole log is whole, and whatever is done to its entries is named at the first."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dugnad.engines.merkle import Code, Finding, Report, audit
from dugnad.engines.merkle.tests.logs import LARGEST, Log, audited, index_in, log, logs
from dugnad.engines.merkle.tests.reference import flip, mth, numbered, stored


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
