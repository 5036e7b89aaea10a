"""Sealing: gives written entries their place in the log and signs what the log is at that size.

One sealer works at a time. Writers never wait for it: an entry is complete when its transaction is.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from dugnad.engines.merkle import Checkpoint as CheckpointText
from dugnad.engines.merkle import Frontier, append_tiles, leaf_hashes, sign
from dugnad.kernel.ledger import keeping, storage
from dugnad.kernel.ledger.keys import signer
from dugnad.kernel.ledger.models import Checkpoint, SealState

BATCH = 5_000
CHECKPOINT_EVERY = timedelta(seconds=1)


def seal(limit: int = BATCH) -> int:
    """Give the waiting entries, oldest first, their places in the tree; returns how many."""
    if not storage.any_unsealed():
        return 0
    return _seal(limit)


@transaction.atomic
def _seal(limit: int) -> int:
    state = _locked_state()
    waiting = storage.unsealed(limit)
    hashes = leaf_hashes(data for _, data in waiting)
    tiles = storage.Tiles()
    tiles.put(append_tiles(state.size, hashes, tiles))
    storage.number_entries([number for number, _ in waiting], state.size)
    frontier = _frontier(state).extend(hashes)
    state.size, state.frontier = frontier.size, frontier.to_bytes()
    state.save()
    return len(waiting)


@transaction.atomic
def checkpoint() -> Checkpoint | None:
    """Sign the log as it is sealed now; None if that was done already or nothing is sealed."""
    state = _locked_state()
    if state.size == 0 or Checkpoint.objects.filter(size=state.size).exists():
        return None
    at, key = timezone.now(), signer()
    root = _frontier(state).root()
    text = CheckpointText(key.name, state.size, root, (at_line(at),)).text()
    row = Checkpoint.objects.create(size=state.size, root=root.hex(), note=sign(text, key), at=at)
    transaction.on_commit(lambda: keeping.keep(row.note))
    return row


def at_line(at: datetime) -> str:
    """The extension line of a checkpoint that says when it was signed (ISO 8601, UTC)."""
    return f"at {at.isoformat()}"


def checkpoint_due(now: datetime) -> bool:
    """Whether entries were sealed after the last checkpoint, and that one is a second old."""
    last = Checkpoint.objects.order_by("-size").values_list("size", "at").first()
    size = storage.sealed_size()
    return size > 0 and (last is None or (size > last[0] and now - last[1] >= CHECKPOINT_EVERY))


def seal_all() -> int:
    """Seal everything that waits and sign it; returns how many entries were sealed."""
    total = 0
    while sealed := seal():
        total += sealed
    checkpoint()
    return total


def _locked_state() -> SealState:
    SealState.objects.get_or_create(id=1)
    return SealState.objects.select_for_update().get(id=1)


def _frontier(state: SealState) -> Frontier:
    return Frontier.from_bytes(bytes(state.frontier)) if state.size else Frontier()
