"""The coverage engine: planning and judging whole missions around a 30 x 15 x 20 m building.

Run: python -m benchmarks.coverage
"""

from collections.abc import Iterator
from time import process_time
from typing import Any, Final

from dugnad.engines.coverage import Block, Kind, Wish, plan_mission

Row = dict[str, Any]
BUILDING: Final = Block(((0, 0), (30, 0), (30, 15), (0, 15)), 20)
TIMES: Final = 20
GOAL_MS: Final = 50


def rows() -> Iterator[Row]:
    """One dict for each figure: name, value, unit, goal; lower is better."""
    for kind in Kind:
        plan_mission(BUILDING, Wish(kind))
        start = process_time()
        for _ in range(TIMES):
            mission = plan_mission(BUILDING, Wish(kind))
        spent = (process_time() - start) / TIMES * 1000
        yield {
            "name": f"Coverage: a {kind} with {len(mission.waypoints)} points, coverage cast by rays",
            "value": spent,
            "unit": "ms CPU",
            "goal": GOAL_MS,
        }


if __name__ == "__main__":
    from benchmarks.table import show

    show(rows())
