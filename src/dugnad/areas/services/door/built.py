"""Files that set-up makes from pinned packages: read from where the pages' files are, None where they are not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders


def read(name: str) -> Any:
    """What the JSON file `name` among the map's files holds; None where set-up has not made it."""
    found = finders.find(f"built/map/{name}")
    return json.loads(Path(str(found)).read_text(encoding="utf-8")) if found else None
