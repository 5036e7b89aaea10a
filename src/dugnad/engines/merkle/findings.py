"""What an audit can find, as values; whoever shows them to a person puts them into words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import zip_longest
from typing import Final

NO_HASH: Final = bytes(32)
"""Stands where the tiles hold no hash; no entry is known to hash to it."""


class Code(StrEnum):
    """What is wrong; `Finding` says where."""

    ENTRY_ALTERED = "entry_altered"
    """The entry at `index` is not the one that was sealed there."""
    ENTRY_MISSING = "entry_missing"
    """The entries from `index` to before `until` are gone."""
    ENTRY_ADDED = "entry_added"
    """The entries from `index` to before `until` were never sealed there."""
    ENTRIES_SWAPPED = "entries_swapped"
    """The entries at `index` and `other` stand in each other's place."""
    ENTRIES_REORDERED = "entries_reordered"
    """Another entry stands at `index`; the one sealed there now stands at `other`."""
    TILES_ALTERED = "tiles_altered"
    """The entries are whole, but the kept hashes differ from `index` on, somewhere before `until`."""
    ENTRIES_AND_TILES_ALTERED = "entries_and_tiles_altered"
    """Entries and kept hashes were both changed: the first bad entry is in `index` .. `until` - 1."""
    LOG_SHORTENED = "log_shortened"
    """Entries and kept hashes both end before the signed size `until`; whole up to `index`."""
    CHECKPOINT_WRONG = "checkpoint_wrong"
    """The checkpoint of size `index` does not belong to this log, though the entries are whole."""


_NOT_ENTRIES: Final = frozenset({Code.TILES_ALTERED, Code.CHECKPOINT_WRONG})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    `index` is the first bad entry, counted from 0 (or the first that may be bad, see `Code`),
    `until` the end of the range concerned, exclusive. `proven` tells whether a checkpoint vouches for
    the hashes the entries were compared with; past the last checkpoint nothing does.
    """

    code: Code
    index: int
    until: int
    other: int | None = None
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome: entries read, size of the last checkpoint that holds, and what was found, in log order.

    Damaged tiles and stray checkpoints are listed and the audit goes on; at the first damaged entry it ends.
    """

    size: int
    proven: int
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong. How far that is vouched for, `proven` tells."""
        return not self.findings

    @property
    def first_entry(self) -> Finding | None:
        """The finding about the first bad entry, if an entry is bad."""
        return next((finding for finding in self.findings if finding.code not in _NOT_ENTRIES), None)


@dataclass(slots=True)
class Divergence:
    """Where entries and kept hashes part, and where the two hashes that clash turn up further on.

    A hash counts as turned up only where entries and kept hashes differ, so that an equal
    entry in its own place is not taken for one that was moved.
    """

    index: int
    present: bytes | None
    kept: bytes | None
    sealed_at: int | None = field(default=None, init=False)
    """Where the entry that is at `index` was sealed."""
    stands_at: int | None = field(default=None, init=False)
    """Where the entry that was sealed at `index` is."""

    @classmethod
    def between(cls, at: int, present: Sequence[bytes], kept: Sequence[bytes]) -> "Divergence":
        """The first difference of two unequal runs of hashes, the first hash of each being entry `at`."""
        pairs = enumerate(zip_longest(present, kept), at)
        index, (here, there) = next(pair for pair in pairs if pair[1][0] != pair[1][1])
        return cls(index, here, None if there == NO_HASH else there)

    def look(self, at: int, present: Sequence[bytes], kept: Sequence[bytes]) -> None:
        """Seek the two clashing hashes in the next run."""
        for index, (here, there) in enumerate(zip_longest(present, kept), at):
            if here == there or index == self.index:
                continue
            if self.stands_at is None and self.kept is not None and here == self.kept:
                self.stands_at = index
            if self.sealed_at is None and self.present is not None and there == self.present:
                self.sealed_at = index

    def finding(self, present_size: int, kept_size: int, proven: bool) -> Finding:
        """What happened to the entry, the kept hashes being the truth."""
        code, until, other = self._reading(present_size, kept_size)
        return Finding(code, self.index, until, other, proven)

    def _reading(self, present_size: int, kept_size: int) -> tuple[Code, int, int | None]:
        sealed, stands, after = self.sealed_at, self.stands_at, self.index + 1
        if self.present is None:
            return Code.ENTRY_MISSING, kept_size, None
        if self.kept is None:
            return Code.ENTRY_ADDED, present_size, None
        if stands is None:
            return (Code.ENTRY_ALTERED, after, None) if sealed is None else (Code.ENTRY_MISSING, sealed, None)
        if sealed is None:
            return Code.ENTRY_ADDED, stands, None
        code = Code.ENTRIES_SWAPPED if sealed == stands else Code.ENTRIES_REORDERED
        return code, after, stands
