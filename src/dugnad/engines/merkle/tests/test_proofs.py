"""Proofs: equal to the definition, complete, and refused when anything is touched."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dugnad.engines.merkle import (
    EMPTY_ROOT,
    MerkleError,
    consistency_proof,
    frontier_of,
    inclusion_proof,
    leaf_hashes,
    verify_consistency,
    verify_inclusion,
)
from dugnad.engines.merkle.tests.reference import flip, mth, numbered, path, proof, stored

COUNT = 80
ENTRIES = numbered(COUNT)
LEAVES = leaf_hashes(ENTRIES)
ROOTS = [mth(ENTRIES[:size]) for size in range(COUNT + 1)]
READ = stored(ENTRIES).reader()
BIG = 1_000
BIG_ENTRIES = numbered(BIG)
BIG_LEAVES = leaf_hashes(BIG_ENTRIES)
BIG_READ = stored(BIG_ENTRIES).reader()


def test_every_leaf_of_every_tree_is_proven_as_the_definition_says() -> None:
    for size in range(1, COUNT + 1):
        for index in range(size):
            found = inclusion_proof(index, size, READ)
            assert found == path(index, ENTRIES[:size])
            assert verify_inclusion(LEAVES[index], index, size, found, ROOTS[size])


def test_every_pair_of_trees_is_proven_consistent_as_the_definition_says() -> None:
    for new in range(COUNT + 1):
        for old in range(new + 1):
            found = consistency_proof(old, new, READ)
            assert found == (proof(old, ENTRIES[:new]) if 0 < old < new else [])
            assert verify_consistency(old, new, found, ROOTS[old], ROOTS[new])


def test_a_proof_holds_for_no_other_place_size_or_leaf() -> None:
    for size in range(1, 33):
        for index in range(size):
            found = inclusion_proof(index, size, READ)
            for place in range(size + 2):
                holds = verify_inclusion(LEAVES[index], place, size, found, ROOTS[size])
                assert holds == (place == index)
            assert not verify_inclusion(LEAVES[index + 1], index, size, found, ROOTS[size])
            assert not verify_inclusion(LEAVES[index], index, size, found, ROOTS[size - 1])


def test_a_consistency_proof_holds_for_no_other_pair_of_roots() -> None:
    for new in range(1, 33):
        for old in range(1, new):
            found = consistency_proof(old, new, READ)
            assert not verify_consistency(old, new, found, ROOTS[old - 1], ROOTS[new])
            assert not verify_consistency(old, new, found, ROOTS[old], ROOTS[new + 1])
            assert not verify_consistency(old, new, found, ROOTS[new], ROOTS[old])
            assert not verify_consistency(new, old, found, ROOTS[new], ROOTS[old])


def test_a_proof_does_not_pass_for_one_in_a_much_larger_tree() -> None:
    for size in range(2, 33):
        for index in range(size - 1):
            found = inclusion_proof(index, size, READ)
            assert not verify_inclusion(LEAVES[index], index, 4 * size, found, ROOTS[size])
            grown = consistency_proof(index + 1, size, READ)
            assert not verify_consistency(index + 1, 4 * size, grown, ROOTS[index + 1], ROOTS[size])


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_one_flipped_bit_breaks_an_inclusion_proof(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, BIG))
    index = data.draw(st.integers(0, size - 1))
    root = frontier_of(size, BIG_READ).root()
    found = inclusion_proof(index, size, BIG_READ)
    assert verify_inclusion(BIG_LEAVES[index], index, size, found, root)
    parts = [BIG_LEAVES[index], *found, root]
    touched, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[touched] = flip(parts[touched], bit)
    assert not verify_inclusion(parts[0], index, size, parts[1:-1], parts[-1])


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_one_flipped_bit_breaks_a_consistency_proof(data: st.DataObject) -> None:
    new = data.draw(st.integers(2, BIG))
    old = data.draw(st.integers(1, new - 1))
    roots = [frontier_of(size, BIG_READ).root() for size in (old, new)]
    found = consistency_proof(old, new, BIG_READ)
    assert verify_consistency(old, new, found, *roots)
    parts = [*found, *roots]
    touched, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[touched] = flip(parts[touched], bit)
    assert not verify_consistency(old, new, parts[:-2], parts[-2], parts[-1])


@settings(deadline=None, max_examples=100)
@given(st.integers(2, BIG), st.data())
def test_a_proof_made_shorter_longer_or_turned_round_fails(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    root = frontier_of(size, BIG_READ).root()
    found = inclusion_proof(index, size, BIG_READ)
    others = [found[1:], found[:-1], [*found, root], [BIG_LEAVES[index], *found]]
    if found[::-1] != found:
        others.append(found[::-1])
    for other in others:
        assert not verify_inclusion(BIG_LEAVES[index], index, size, other, root)


GOOD = (LEAVES[2], 2, 7, inclusion_proof(2, 7, READ), ROOTS[7])
GROWN = (3, 7, consistency_proof(3, 7, READ), ROOTS[3], ROOTS[7])
HOSTILE: list[Any] = [
    None, -1, 0.5, True, 2**63, 10**400, "", "x" * 32, b"", b"x" * 31, b"x" * 33, [], [None], [b""], [1] * 9,
    [b"x" * 32] * 65, [b"x" * 32] * 100_000, {}, object(), float("nan"), iter([b"x" * 32]), bytearray(32),
]  # fmt: skip


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: type(value).__name__)
def test_hostile_arguments_are_simply_no_proof(place: int, value: object) -> None:
    assert verify_inclusion(*GOOD)
    assert verify_consistency(*GROWN)
    for check, good in ((verify_inclusion, GOOD), (verify_consistency, GROWN)):
        arguments: list[Any] = list(good)
        arguments[place] = value
        assert check(*arguments) is False


anything = st.none() | st.integers() | st.binary(max_size=40) | st.lists(st.binary(max_size=33), max_size=4)


@given(st.tuples(*[anything] * 5))
def test_arbitrary_arguments_never_raise(arguments: tuple[Any, ...]) -> None:
    assert verify_inclusion(*arguments) is False
    assert verify_consistency(*arguments) is False


def test_the_empty_tree_begins_every_tree_and_holds_nothing() -> None:
    assert verify_consistency(0, 7, [], EMPTY_ROOT, ROOTS[7])
    assert verify_consistency(0, 0, [], EMPTY_ROOT, EMPTY_ROOT)
    assert not verify_consistency(0, 7, [], ROOTS[1], ROOTS[7])
    assert not verify_consistency(0, 0, [], ROOTS[1], ROOTS[1])
    assert not verify_consistency(0, 7, [ROOTS[7]], EMPTY_ROOT, ROOTS[7])
    assert not verify_inclusion(LEAVES[0], 0, 0, [], EMPTY_ROOT)
    assert not verify_consistency(3, 7, [], ROOTS[3], ROOTS[7])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3), (0, -1), (0, 2**63)])
def test_no_proof_is_made_for_a_leaf_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(MerkleError):
        inclusion_proof(index, size, READ)


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (4, 3), (0, 2**63)])
def test_no_proof_is_made_from_a_larger_tree_to_a_smaller(old: int, new: int) -> None:
    with pytest.raises(MerkleError):
        consistency_proof(old, new, READ)


def test_a_proof_in_a_large_tree_reads_a_handful_of_tiles() -> None:
    size = 200_000
    store = stored(numbered(size))
    root = frontier_of(size, store.reader()).root()
    for index in (0, 1, 65_535, 65_536, 123_456, size - 1):
        store.reads.clear()
        found = inclusion_proof(index, size, store.reader())
        assert len(store.reads) <= 6
        assert verify_inclusion(leaf_hashes([b"entry %d" % index])[0], index, size, found, root)
