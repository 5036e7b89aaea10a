"""Whole logs as they lie in storage, and what tests do to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from hypothesis import settings
from hypothesis import strategies as st

from dugnad.engines.merkle import Finding, Report, audit
from dugnad.engines.merkle.tests.reference import mth, numbered, stored

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


audited = settings(deadline=None, max_examples=80)
