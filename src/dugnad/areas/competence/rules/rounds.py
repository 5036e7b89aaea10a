"""Who may do what with a round. How groups fared is public; who asked and who got whom is not.

What a need got is for its organisation once the round is approved; before, for who runs the round alone.
"""

from __future__ import annotations

from uuid import UUID

from dugnad.kernel.access import Anyone, Kind, Operator, Party, Role, Thing
from dugnad.kernel.access.queries import Fields

RUNNERS = (Role("administrator"), Operator())
ROUND = Kind("competence.round", {"read": (Anyone(),), "open": RUNNERS, "run": RUNNERS})
PLACING = Kind("competence.placing", {"read": (Role(), Party("administrator"), Operator())}, secret=True)
KINDS = (ROUND, PLACING)
PLACING_FIELDS = Fields(owner="organisation", parties="attempt__round__runner")


def round_thing(round: UUID | None, runner: UUID | None) -> Thing:
    """`runner`: the hub that runs it."""
    return Thing(ROUND, round, owner=runner)


def placing_thing(placing: UUID, asker: UUID, runner: UUID | None) -> Thing:
    """What a need got, once the round is approved."""
    return Thing(PLACING, placing, owner=asker, parties=frozenset({runner} if runner else ()))
