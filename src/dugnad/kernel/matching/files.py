"""An index on disk: one file, put in place whole, with the position that it was kept at."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from django.conf import settings

from dugnad.kernel.matching.journal import Position

FOLDER = "indexes"


def path_of(name: str) -> Path:
    """Where the index of this name is kept."""
    return Path(settings.HOME) / FOLDER / f"{name}.index"


def keep(name: str, position: Position, shape: str, data: bytes) -> None:
    """Put the index on disk. Another process sees the old file or the new one, never a half."""
    place = path_of(name)
    place.parent.mkdir(parents=True, exist_ok=True)
    head = json.dumps({"number": position.number, "stamp": position.stamp, "shape": shape}).encode()
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
        file.write(head + b"\n" + data)
    os.replace(file.name, place)


def kept(name: str, shape: str) -> tuple[Position, bytes] | None:
    """What is on disk of this name and shape; None where there is nothing that can be read."""
    try:
        head, _, data = path_of(name).read_bytes().partition(b"\n")
        said = json.loads(head)
        if said["shape"] != shape:
            return None
        return Position(said["number"], said["stamp"]), data
    except (OSError, ValueError, KeyError, TypeError):
        return None
