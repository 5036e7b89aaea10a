"""What happens in a case: kept with the case in order, and told in the log without what it says."""

from __future__ import annotations

from dugnad.areas.casework.models import Case, CaseEntry
from dugnad.areas.casework.rules.cases import case_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.ledger.services import record

PLATFORM = Actor(operator=True)


def tell(case: Case, what: str, *, actor: Actor = PLATFORM, says: str = "") -> None:
    """Add to the case's journal, and write the event `casework.<what>` in the log; `what` begins with 'case_'."""
    CaseEntry.objects.create(case=case, what=what.removeprefix("case_"), says=says, by_id=actor.person)
    record(f"casework.{what}", actor=actor, thing=case_thing(case), detail={"reference": case.reference})
