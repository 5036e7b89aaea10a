"""Writing to the log: always inside the transaction that makes the change."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from dugnad.kernel.access import Actor, Thing
from dugnad.kernel.areas.registry import event_kinds
from dugnad.kernel.ledger.entry import SALT_BYTES, Entry, canonical, commitment, concerns_text
from dugnad.kernel.ledger.wake import wake
from dugnad.kernel.ledger.writing import insert


class UnknownEvent(LookupError):
    """No manifest declares an event of this name."""


def record(
    name: str,
    *,
    actor: Actor,
    thing: Thing,
    concerns: Iterable[UUID | None] = (),
    grant: UUID | None = None,
    detail: Mapping[str, Any] | None = None,
) -> int:
    """Write one entry of the log in the present transaction and return its number (`Event.id`).

    `concerns` names further organisations and people beside the actor, the thing's owner, parties and
    person. `detail` may hold personal data: it is kept apart, erasable, behind a salted commitment.
    Raises `UnknownEvent` for an undeclared name, ValueError for a thing without id and RuntimeError
    outside a transaction.
    """
    if name not in event_kinds():
        raise UnknownEvent(name)
    if thing.id is None:
        raise ValueError("an event tells of one thing, by its id")
    if not connection.in_atomic_block:
        raise RuntimeError("an event is written in the same transaction as its change")
    refs = _refs(actor, thing, concerns)
    hidden = (secrets.token_bytes(SALT_BYTES), canonical(detail)) if detail else None
    committed = commitment(*hidden) if hidden else ""
    at = time.time_ns() // 1000
    entry = Entry(at, name, actor.person, thing.kind.name, thing.id, concerns_text(refs), grant, committed)
    number = insert(entry, refs, hidden)
    transaction.on_commit(wake)
    return number


def _refs(actor: Actor, thing: Thing, concerns: Iterable[UUID | None]) -> set[UUID]:
    named = {actor.person, thing.owner, thing.person, *thing.parties, *concerns}
    return {ref for ref in named if ref}
