"""Inclusion and consistency proofs of RFC 6962 section 2.1, checked as RFC 9162 section 2.1 says.

A proof is a list of 32-byte hashes. The verifying functions return a bool and never raise: whatever
is malformed (a wrong type, a wrong length, an index outside the tree) is simply not a proof.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from dugnad.engines.merkle.errors import MerkleError
from dugnad.engines.merkle.frontier import Frontier
from dugnad.engines.merkle.hashing import EMPTY_ROOT, HASH_SIZE, MAX_SIZE, check_size, fold, node_hash

NodeReader = Callable[[int, int], bytes]
"""(level, index) -> hash of the complete subtree over leaves index * 2**level and the next 2**level - 1."""


def frontier_of(size: int, node: NodeReader) -> Frontier:
    """The frontier of the first `size` leaves, read from stored nodes."""
    check_size(size)
    return Frontier(size, tuple(_subtrees(0, size, node)))


def inclusion_proof(index: int, size: int, node: NodeReader) -> list[bytes]:
    """The siblings on the way from leaf `index` to the root of the first `size` leaves, lowest first.

    Raises `MerkleError` when the leaf is not in that tree. RFC 6962 section 2.1.1.
    """
    check_size(size)
    if not 0 <= index < size:
        raise MerkleError("the leaf is not in a tree of that size")
    path, start, end = list[bytes](), 0, size
    while end - start > 1:
        middle = start + _left_width(end - start)
        if index < middle:
            path.append(_range_root(middle, end, node))
            end = middle
        else:
            path.append(_range_root(start, middle, node))
            start = middle
    return path[::-1]


def consistency_proof(old: int, new: int, node: NodeReader) -> list[bytes]:
    """The nodes that show the tree of `old` leaves to be the beginning of the tree of `new` leaves.

    Empty when `old` is 0 or equals `new`. Raises `MerkleError` when `old` is negative or above `new`.
    RFC 6962 section 2.1.2.
    """
    check_size(new)
    if not 0 <= old <= new:
        raise MerkleError("the older tree cannot be the larger one")
    if old in (0, new):
        return []
    path, start, end = list[bytes](), 0, new
    while end != old:
        middle = start + _left_width(end - start)
        if old <= middle:
            path.append(_range_root(middle, end, node))
            end = middle
        else:
            path.append(_range_root(start, middle, node))
            start = middle
    if start:
        path.append(_range_root(start, end, node))
    return path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows that the leaf hash stands at `index` in the tree of `size` leaves with `root`.

    Never raises. RFC 9162 section 2.1.3.2.
    """
    if not (_are_sizes(index, size) and index < size and _are_hashes([leaf, root]) and _is_proof(proof)):
        return False
    node, last, found = index, size - 1, leaf
    for sibling in proof:
        if not last:
            return False
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            node, last = _climb(node, last)
        else:
            found = node_hash(found, sibling)
        node, last = node >> 1, last >> 1
    return not last and found == root


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether `proof` shows the tree (`old`, `old_root`) to be the beginning of (`new`, `new_root`).

    Every tree begins with the empty one. Never raises. RFC 9162 section 2.1.4.2.
    """
    if not (_are_sizes(old, new) and old <= new and _are_hashes([old_root, new_root]) and _is_proof(proof)):
        return False
    if old == new:
        return not proof and old_root == new_root and (old > 0 or old_root == EMPTY_ROOT)
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    return _chain_holds(old, new, proof, old_root, new_root)


def _chain_holds(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """The walk of RFC 9162 section 2.1.4.2, both roots recomputed side by side; 0 < old < new."""
    path = [old_root, *proof] if old.bit_count() == 1 else list(proof)
    if not path:
        return False
    shared = _trailing_ones(old - 1)
    node, last = (old - 1) >> shared, (new - 1) >> shared
    older = newer = path[0]
    for sibling in path[1:]:
        if not last:
            return False
        if node & 1 or node == last:
            older, newer = node_hash(sibling, older), node_hash(sibling, newer)
            node, last = _climb(node, last)
        else:
            newer = node_hash(newer, sibling)
        node, last = node >> 1, last >> 1
    return not last and older == old_root and newer == new_root


def _climb(node: int, last: int) -> tuple[int, int]:
    """Skip the levels on which this node, being the last of its row, has no sibling."""
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last


def _trailing_ones(number: int) -> int:
    return (~number & (number + 1)).bit_length() - 1


def _left_width(width: int) -> int:
    """The largest power of two below `width`: how many leaves the left child spans."""
    return 1 << ((width - 1).bit_length() - 1)


def _range_root(start: int, end: int, node: NodeReader) -> bytes:
    return fold(_subtrees(start, end, node))


def _subtrees(start: int, end: int, node: NodeReader) -> list[bytes]:
    """The perfect subtrees that make up leaves start .. end - 1, largest first; `start` fits the largest."""
    width, cuts = end - start, [start]
    for level in range(width.bit_length() - 1, -1, -1):
        if width >> level & 1:
            cuts.append(cuts[-1] + (1 << level))
    return [node((b - a).bit_length() - 1, a // (b - a)) for a, b in pairwise(cuts)]


def _are_sizes(*numbers: object) -> bool:
    return all(isinstance(number, int) and 0 <= number <= MAX_SIZE for number in numbers)


def _are_hashes(values: Sequence[object]) -> bool:
    return all(isinstance(value, bytes) and len(value) == HASH_SIZE for value in values)


def _is_proof(proof: object) -> bool:
    return isinstance(proof, list | tuple) and _are_hashes(proof)
