"""The child that reads a plan: FILE NAME SECONDS MEMORY; prints the building, or why there is none, as JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

from dugnad.connectors.plans.reading import parse
from dugnad.engines.egress.assembly.values import Unusable


def main() -> None:
    """Read the file within its bounds of time and memory."""
    file, name, seconds, memory = sys.argv[1:5]
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    try:
        answer = parse(Path(file).read_bytes(), name).to_json()
    except Unusable as reason:
        answer = {"unusable": reason.code, "facts": reason.facts}
    except (MemoryError, RecursionError):
        answer = {"unusable": "too_large", "facts": {}}
    json.dump(answer, out)
    out.flush()


if __name__ == "__main__":
    main()
