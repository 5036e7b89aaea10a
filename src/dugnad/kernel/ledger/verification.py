"""Proving the whole log: entries, kept hashes, signed checkpoints, and all that is derived from entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dugnad.engines.merkle import (
    CheckpointError,
    Code,
    Finding,
    Frontier,
    Report,
    TileReader,
    audit,
    frontier_of,
    parse,
    verify,
)
from dugnad.kernel.ledger import derived, storage
from dugnad.kernel.ledger.findings import Flaw, Found
from dugnad.kernel.ledger.keys import public_keys
from dugnad.kernel.ledger.models import Checkpoint
from dugnad.kernel.ledger.sealing import at_line

Tell = Callable[[int, int], None]
Root = tuple[int, bytes]
Keys = Mapping[str, Ed25519PublicKey]
TELL_EVERY = 50_000


@dataclass(frozen=True, slots=True)
class LogReport:
    """What verifying the whole log found.

    `size` sealed entries were read; a signed checkpoint vouches for the first `proven` of them; `waiting`
    are not sealed yet.
    """

    size: int
    proven: int
    waiting: int
    checkpoints: int
    findings: tuple[Found, ...]

    @property
    def whole(self) -> bool:
        return not self.findings

    @property
    def first_entry(self) -> Found | None:
        """The finding about the first bad entry, if an entry is bad."""
        bad = [found for found in self.findings if found.is_entry]
        return min(bad, key=lambda found: found.index, default=None)


def verify_log(*, kept: Sequence[str] = (), tell: Tell | None = None) -> LogReport:
    """Recompute the whole log from its entries and compare it with all that is kept about it.

    `kept` are signed checkpoints from outside the database; `tell(done, of)` hears of the progress. Reads
    one steady state of the database and holds up no writer.
    """
    keys = public_keys()
    with storage.steady():
        roots, findings = _signed_roots(keys)
        report = audit(_counted(storage.entries(), tell), storage.level_zero(), roots)
        findings += [_found(finding) for finding in report.findings]
        findings += _numbering(report) + _kept_hashes(report) + derived.flaws()
        findings += [flaw for note in kept for flaw in _against(note, keys, report)]
        waiting = storage.waiting()
    return LogReport(report.size, report.proven, waiting, len(roots), tuple(findings))


def _counted(entries: Iterable[bytes], tell: Tell | None) -> Iterable[bytes]:
    return _telling(entries, tell) if tell else entries


def _telling(entries: Iterable[bytes], tell: Tell) -> Iterator[bytes]:
    size = storage.sealed_size()
    for count, entry in enumerate(entries):
        if count % TELL_EVERY == 0:
            tell(count, size)
        yield entry


def _signed_roots(keys: Keys) -> tuple[list[Root], list[Found]]:
    """Size and root of each checkpoint that the log's key signed, and a finding for each that it did not."""
    roots: list[Root] = []
    forged: list[Found] = []
    for row in Checkpoint.objects.order_by("size").iterator():
        root = _signed_root(row, keys)
        if root is None:
            forged.append(Found(Flaw.CHECKPOINT_FORGED, row.size))
        else:
            roots.append(root)
    return roots, forged


def _signed_root(row: Checkpoint, keys: Keys) -> Root | None:
    try:
        verify(row.note, keys)
        told = parse(row.note)
    except CheckpointError:
        return None
    as_signed = (told.size, told.root.hex(), told.extensions) == (row.size, row.root, (at_line(row.at),))
    return (told.size, told.root) if as_signed else None


def _found(finding: Finding) -> Found:
    return Found(finding.code, finding.index, finding.until, finding.other, finding.proven)


def _numbering(report: Report) -> list[Found]:
    """Entries in the right order under the wrong numbers."""
    wrong = storage.first_misnumbered() if report.whole else None
    return [] if wrong is None else [Found(Flaw.NUMBERS_ALTERED, wrong)]


def _kept_hashes(report: Report) -> list[Found]:
    """The tiles above level 0 and the sealer's state, once level 0 is known to be right."""
    if any(finding.code is not Code.CHECKPOINT_WRONG for finding in report.findings):
        return []
    wrong = derived.first_wrong_tile()
    if wrong is not None:
        return [Found(Flaw.UPPER_TILES_ALTERED, wrong[1], other=wrong[0])]
    state = storage.sealed_size()
    truth = frontier_of(report.size, TileReader(storage.Tiles())) if report.size else Frontier()
    same = state == report.size and (not state or storage.frontier_bytes() == truth.to_bytes())
    return [] if same else [Found(Flaw.STATE_ALTERED, report.size, until=state)]


def _against(note: str, keys: Keys, report: Report) -> list[Found]:
    """What a checkpoint from outside the database says against the log."""
    try:
        verify(note, keys)
        told = parse(note)
    except CheckpointError:
        return [Found(Flaw.KEPT_UNKNOWN, 0)]
    if told.size > report.size:
        return [Found(Flaw.KEPT_NOT_REACHED, report.size, until=told.size)]
    if report.whole and frontier_of(told.size, TileReader(storage.Tiles())).root() != told.root:
        return [Found(Flaw.KEPT_DIFFERS, told.size)]
    return []
