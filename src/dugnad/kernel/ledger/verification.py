"""Proving the log: the whole of it, or that one entry stands in it."""

from __future__ import annotations

from dataclasses import dataclass

from dugnad.engines.merkle import (
    Finding,
    Report,
    TileReader,
    audit,
    inclusion_proof,
    leaf_hash,
    verify,
    verify_inclusion,
)
from dugnad.engines.merkle import CheckpointError, parse
from dugnad.kernel.ledger import storage
from dugnad.kernel.ledger.keys import public_keys
from dugnad.kernel.ledger.models import Checkpoint, Event
from dugnad.kernel.problems import NotFound


@dataclass(frozen=True, slots=True)
class LogReport:
    """What verifying the whole log found; `forged` are sizes of checkpoints whose signature does not hold."""

    report: Report
    checkpoints: int
    forged: tuple[int, ...]

    @property
    def whole(self) -> bool:
        return self.report.whole and not self.forged


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry stands in the log: with the entry's bytes and the signed checkpoint, all there is to check."""

    index: int
    size: int
    entry: bytes
    hashes: tuple[bytes, ...]
    root: bytes
    note: str

    @property
    def holds(self) -> bool:
        return verify_inclusion(leaf_hash(self.entry), self.index, self.size, self.hashes, self.root)


def verify_log() -> LogReport:
    """Recompute the whole log from its entries and compare with tiles and signed checkpoints."""
    roots, forged = _signed_roots()
    size = max((size for size, _ in roots), default=0)
    report = audit(storage.entries(), storage.level_zero(size), roots)
    return LogReport(report, len(roots), tuple(forged))


def _signed_roots() -> tuple[list[tuple[int, bytes]], list[int]]:
    """Size and root of each checkpoint that was signed by the log's key, and the sizes of the others."""
    keys = public_keys()
    roots: list[tuple[int, bytes]] = []
    forged: list[int] = []
    for row in Checkpoint.objects.order_by("size").iterator():
        try:
            verify(row.note, keys)
            told = parse(row.note)
            roots.append((told.size, told.root))
        except CheckpointError:
            forged.append(row.size)
    return roots, forged


def prove(event: Event) -> Proof:
    """The proof that a sealed entry stands in the log; NotFound until a checkpoint covers it."""
    covering = Checkpoint.objects.filter(size__gt=event.index).order_by("-size") if event.index is not None else None
    last = covering.first() if covering is not None else None
    if last is None or event.index is None:
        raise NotFound
    reader = TileReader(storage.Tiles())
    hashes = tuple(inclusion_proof(event.index, last.size, reader))
    entry = next(storage.entries('"index" = %s', (event.index,)))
    return Proof(event.index, last.size, entry, hashes, bytes.fromhex(last.root), last.note)


__all__ = ["Finding", "LogReport", "Proof", "prove", "verify_log"]
