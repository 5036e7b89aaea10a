"""One plain question where two or three services are close, made from what they differ in. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dugnad.areas.services.catalogue import themes
from dugnad.areas.services.catalogue.content import said
from dugnad.areas.services.door.shelf import Family

LONGEST = 70


class About(StrEnum):
    """What the services differ in."""

    THEME = "theme"
    WHO_FOR = "who_for"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to the question: what the button says, what it leads to, and the language it is in."""

    family: Family
    text: str
    title: str
    language: str


def question(families: Sequence[Family], language: str) -> tuple[About, tuple[Choice, ...]]:
    """What to ask about, and a choice for each: whom they are for, else their themes, else their titles."""
    for about, texts in (
        (About.WHO_FOR, _who(families, language)),
        (About.THEME, _themes(families, language)),
    ):
        if texts and len(set(texts)) == len(texts):
            return about, tuple(_choice(*pair, language) for pair in zip(families, texts, strict=True))
    return About.TITLE, tuple(_choice(family, "", language) for family in families)


def _choice(family: Family, text: str, language: str) -> Choice:
    title, spoken = said(family.content.title, language)
    return Choice(family, text, title, spoken)


def _who(families: Sequence[Family], language: str) -> list[str]:
    texts = [said(family.content.who_for, language)[0].split(". ")[0].rstrip(".") for family in families]
    return texts if all(0 < len(text) <= LONGEST for text in texts) else []


def _themes(families: Sequence[Family], language: str) -> list[str]:
    return [themes.title_of(family.content.theme, language) for family in families]
