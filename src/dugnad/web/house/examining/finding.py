"""What was found when the installation was looked at."""

from __future__ import annotations

from dataclasses import dataclass

FINE, WATCH, ACT = "fine", "watch", "act"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `state` is fine, watch or act."""

    name: str
    state: str
    says: str
