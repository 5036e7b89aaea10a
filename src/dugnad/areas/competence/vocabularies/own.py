"""The small vocabulary of digitalisation skills that comes with the platform."""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from pathlib import Path

from dugnad.areas.competence.vocabularies.values import LANGUAGES, SKILL, THEME, Concept

FILE = Path(__file__).with_name("skills.csv")
ADDRESS = "dugnad:skill/"


@cache
def version() -> str:
    """The fingerprint of the file."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:12]


def concepts() -> list[Concept]:
    """Its themes and skills, with what else they are called."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [_concept(row) for row in csv.DictReader(lines)]


def _concept(row: dict[str, str]) -> Concept:
    theme, key = row["theme"], row["key"]
    also = tuple(name for name in row["also"].split("|") if name)
    labels = {language: row[language] for language in LANGUAGES}
    broader = (ADDRESS + theme,) if key else ()
    uri = f"{ADDRESS}{theme}/{key}" if key else ADDRESS + theme
    return Concept(uri, SKILL if key else THEME, labels, {"nb": also} if also else {}, broader)
