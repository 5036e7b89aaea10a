"""Which team fetches whom, in which order, by which stair, and where to; and who cannot be reached in time.

People who need help are fetched in round trips. The plan saves as many as possible for sure, then as many as perhaps
possible, and among those the most urgent soonest. It is made anew whenever something changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from dugnad.engines.egress.desk import Desk, blank
from dugnad.engines.egress.graph import Graph
from dugnad.engines.egress.routing import NOTHING_SHUT, Shut
from dugnad.engines.egress.smoke import Span
from dugnad.engines.egress.tasks import (
    BED,
    CARRIED,
    CHAIR,
    FIREFIGHTER,
    LED,
    Need,
    Reason,
    RescuePlan,
    Standing,
    Task,
    Team,
)

__all__ = [
    "BED",
    "CARRIED",
    "CHAIR",
    "FIREFIGHTER",
    "LED",
    "Need",
    "Reason",
    "RescuePlan",
    "Standing",
    "Task",
    "Team",
    "plan_rescue",
]

TRIES: Final = 1000


def plan_rescue(
    graph: Graph,
    teams: Sequence[Team],
    needs: Sequence[Need],
    spaces: Mapping[str, Span | None],
    *,
    devices: Mapping[str, int] | None = None,
    shut: Shut = NOTHING_SHUT,
    delays: Mapping[str, float] | None = None,
    tries: int = TRIES,
) -> RescuePlan:
    """The plan for teams and people as they are now, with the time available of `smoke.available`.

    `devices`: how many there are of each kind. `delays`: seconds lost at ways, such as stairs full of people. The same
    input gives the same plan. Raises KeyError for ids that are not the plan's, ValueError for a team that is nowhere.
    """
    from dugnad.engines.egress.scheduling import improve

    desk = Desk(graph, teams, needs, spaces, dict(devices or {}), shut, delays)
    refused = {need.id: reason for need in needs if (reason := desk.refuse(need))}
    able = [number for number, need in enumerate(needs) if need.id not in refused]
    job = desk.job()
    order = np.array(sorted(able, key=desk.urgency), dtype=np.int32)
    table = blank(len(needs), len(teams))
    improve(job, order, table, tries)
    return desk.write(table, refused)
