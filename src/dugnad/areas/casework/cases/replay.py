"""A decision made once more from what was stored, and held against the stored bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from dugnad.areas.casework.cases.engine import engine_digest
from dugnad.areas.casework.cases.letters import again
from dugnad.areas.casework.models import Case
from dugnad.areas.casework.rulebook.deciding import canonical


@dataclass(frozen=True, slots=True)
class Replayed:
    """`same`: the bytes are the same; `whole`: the stored trace is what its fingerprint says; `engine`: as then."""

    number: int
    same: bool
    whole: bool
    engine: bool
    fingerprint: str


def replay(case: Case) -> Iterable[Replayed]:
    """Every decision of the case, the newest first."""
    for row in case.decisions.select_related("adoption__version"):
        stored = row.trace.encode()
        _package, found = again(row)
        yield Replayed(
            row.number,
            canonical(found) == stored,
            hashlib.sha256(stored).hexdigest() == row.fingerprint,
            row.engine_digest == engine_digest(),
            row.fingerprint,
        )
