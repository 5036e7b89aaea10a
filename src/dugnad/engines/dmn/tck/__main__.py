"""Run the public suite: `python -m dugnad.engines.dmn.tck DIR [--only FOLDER] [--told]`."""

from __future__ import annotations

import argparse
import datetime as dt
from collections import defaultdict
from pathlib import Path

from dugnad.engines.dmn.tck.running import Result, run_suite


def main() -> int:
    """Print passed/total for each level, then the failing ids; 0 when all pass."""
    parser = argparse.ArgumentParser(description="Run the DMN suite")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="folders whose path holds this")
    parser.add_argument("--told", action="store_true", help="tell what came instead")
    options = parser.parse_args()
    results = list(run_suite(options.folder, dt.datetime.now(dt.UTC), options.only))
    levels: dict[str, list[Result]] = defaultdict(list)
    for each in results:
        levels[each.level].append(each)
    for level, found in sorted(levels.items()):
        print(
            f"{level}: value expected {_share([r for r in found if r.wants_value])}, "
            f"null or error expected {_share([r for r in found if not r.wants_value])}"
        )
    failed = [each for each in results if not each.passed]
    for each in failed:
        print(each.id, each.told if options.told else "")
    return 1 if failed or not results else 0


def _share(results: list[Result]) -> str:
    return f"{sum(each.passed for each in results)}/{len(results)}"


if __name__ == "__main__":
    raise SystemExit(main())
