"""The audit of a whole log in one pass: entries against the kept hashes, both against signed checkpoints.

Someone who can alter entries can alter the kept hashes (the level-0 tiles) too, so neither is
believed until a checkpoint's root is met. Between two checkpoints the walk carries one
frontier while entries and tiles agree, and two from the first difference on; the next root tells
which of them is the log that was signed.
"""

from collections.abc import Iterable, Iterator
from itertools import count, islice

from dugnad.engines.merkle.findings import NO_HASH, Code, Divergence, Finding, Report
from dugnad.engines.merkle.frontier import Frontier
from dugnad.engines.merkle.hashing import check_size, leaf_hashes
from dugnad.engines.merkle.tiles import TILE_BYTES, TILE_WIDTH, tile_hashes


def audit(
    entries: Iterable[bytes], tiles: Iterable[bytes], checkpoints: Iterable[tuple[int, bytes]]
) -> Report:
    """Whether a log is whole, or what is first wrong with it.

    `entries`: the leaf data of all sealed entries, in order. `tiles`: the level-0 tiles 0, 1, 2 ..., b''
    for one that is lost. `checkpoints`: (size, root) of each checkpoint whose signature was verified,
    in any order. Entries and tiles are streamed, never held. Damaged input is a finding, not an
    error (bytes too few for a hash, after the last one of a tile, count as nothing); only a
    checkpoint size that no tree has raises `MerkleError`.
    """
    walk = _Walk(checkpoints)
    for start, present, kept in _blocks(entries, tiles):
        walk.block(start, present, kept)
    return walk.report()


def _blocks(
    entries: Iterable[bytes], tiles: Iterable[bytes]
) -> Iterator[tuple[int, list[bytes], list[bytes]]]:
    """Per tile: its first index, the hashes of the entries, the kept hashes (never fewer)."""
    source, shelf = iter(entries), iter(tiles)
    for start in count(0, TILE_WIDTH):
        present, tile = leaf_hashes(islice(source, TILE_WIDTH)), next(shelf, None)
        if not present and tile is None:
            return
        same = b"".join(present) == tile
        yield start, present, present if same else _kept(tile or b"", len(present))


def _kept(tile: bytes, width: int) -> list[bytes]:
    hashes = tile_hashes(tile[:TILE_BYTES])
    return hashes + [NO_HASH] * (width - len(hashes))


class _Walk:
    """The state of one audit.

    `divergence` and `kept` are None as long as entries and tiles agree since the last
    checkpoint met; `settled` once the tiles have been proven right where the entries differ.
    """

    def __init__(self, checkpoints: Iterable[tuple[int, bytes]]) -> None:
        self.checkpoints = sorted(checkpoints, reverse=True)
        for size, _ in self.checkpoints:
            check_size(size)
        self.present = Frontier()
        self.kept: Frontier | None = None
        self.divergence: Divergence | None = None
        self.settled = False
        self.entries = self.hashes = self.proven = 0
        self.unmet: list[int] = []
        self.findings: list[Finding] = []

    def block(self, start: int, present: list[bytes], kept: list[bytes]) -> None:
        """Take in one tile's worth, stopping at each checkpoint inside it."""
        at, end = start, start + len(kept)
        self.entries, self.hashes = self.entries + len(present), end
        while self.checkpoints and self.checkpoints[-1][0] <= end:
            size, root = self.checkpoints.pop()
            self._feed(at, present[at - start : size - start], kept[at - start : size - start])
            self._judge(size, root)
            at = size
        self._feed(at, present[at - start :], kept[at - start :])

    def report(self) -> Report:
        """The outcome, checkpoints beyond the end of the log included."""
        while self.checkpoints:
            self._judge(*self.checkpoints.pop())
        if self.settled or not self.unmet:
            self._report_divergence()
        else:
            first = self.unmet[0]
            short = self.hashes < first
            code = Code.LOG_SHORTENED if short else Code.ENTRIES_AND_TILES_ALTERED
            self.findings.append(Finding(code, self.proven, first))
        return Report(self.entries, self.proven, tuple(self.findings))

    def _feed(self, at: int, present: list[bytes], kept: list[bytes]) -> None:
        if self.divergence is None and present == kept:
            self.present = self.present.extend(present)
            return
        if self.divergence is None:
            self.divergence, self.kept = Divergence.between(at, present, kept), self.present
        self.divergence.look(at, present, kept)
        if self.kept is not None and not self.settled:
            self.present, self.kept = self.present.extend(present), self.kept.extend(kept)

    def _judge(self, size: int, root: bytes) -> None:
        if self.settled:
            return
        if _is_root(self.present, size, root):
            self._entries_hold(size)
        elif size == self.proven:
            self.findings.append(Finding(Code.CHECKPOINT_WRONG, size, size))
        elif self.kept is not None and _is_root(self.kept, size, root):
            self.settled = True
            self._strike_unmet()
        else:
            self.unmet.append(size)

    def _entries_hold(self, size: int) -> None:
        """All entries below `size` are vouched for; what differed there was the tiles' fault."""
        if self.divergence is not None:
            self._tiles_altered(self.divergence.index, size)
        self._strike_unmet()
        self.divergence = self.kept = None
        self.proven = size

    def _tiles_altered(self, index: int, until: int) -> None:
        last = self.findings[-1] if self.findings else None
        if last and last.code is Code.TILES_ALTERED and last.until == index:
            index = self.findings.pop().index
        self.findings.append(Finding(Code.TILES_ALTERED, index, until))

    def _strike_unmet(self) -> None:
        """Roots passed over before one that holds were never roots of this log."""
        self.findings += [Finding(Code.CHECKPOINT_WRONG, size, size) for size in self.unmet]
        self.unmet = []

    def _report_divergence(self) -> None:
        if self.divergence is not None:
            self.findings.append(self.divergence.finding(self.entries, self.hashes, self.settled))


def _is_root(frontier: Frontier, size: int, root: bytes) -> bool:
    return frontier.size == size and frontier.root() == root
