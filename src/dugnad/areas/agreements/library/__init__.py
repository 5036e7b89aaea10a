"""Standard clauses in the three languages of documents. A writer takes them as a start and changes them."""

from __future__ import annotations

from dataclasses import dataclass

from dugnad.areas.agreements.library import bokmaal, english, nynorsk

ORDER = ("purpose", "responsibility", "confidentiality", "security", "termination", "disputes")
TEXTS = {"nb": bokmaal.CLAUSES, "nn": nynorsk.CLAUSES, "en": english.CLAUSES}


@dataclass(frozen=True, slots=True)
class StandardClause:
    """One ready-made clause: its key, and its heading and text in the asked language."""

    key: str
    heading: str
    text: str


def standard_clauses(language: str) -> tuple[StandardClause, ...]:
    """All standard clauses in one language, in the order in which they usually stand."""
    texts = TEXTS[language]
    return tuple(StandardClause(key, *texts[key]) for key in ORDER)


def standard_clause(key: str, language: str) -> StandardClause | None:
    """One standard clause, or None if there is none of this key."""
    return StandardClause(key, *TEXTS[language][key]) if key in ORDER else None
