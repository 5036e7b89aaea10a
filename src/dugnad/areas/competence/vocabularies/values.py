"""A concept as it is read from a file, and what cannot be read, told by file, line and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LANGUAGES = ("nb", "nn", "en")
SKILL, OCCUPATION, THEME = "skill", "occupation", "theme"
LONGEST_LABEL = 300
MOST_SYNONYMS = 60


@dataclass(frozen=True)
class Concept:
    """One concept of a vocabulary: its names by language, and the addresses of broader ones."""

    uri: str
    kind: str
    labels: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broader: tuple[str, ...] = ()


class Unreadable(ValueError):
    """A file that cannot be read, with the place: file, line and column, as far as they are known."""

    def __init__(self, says: str, file: str = "", line: int = 0, column: str = "") -> None:
        super().__init__(says)
        self.says, self.file, self.line, self.column = says, file, line, column
