"""What somebody who is asked to comment promises before the model opens."""

from __future__ import annotations

from typing import Final

from dugnad.areas.lab.business.examples import spoken

VERSION: Final = "2026-11"
TERMS: Final = (
    (
        "Jeg holder for meg selv alt jeg ser i modellen og alt som følger av den, også etter at tilgangen er over. "
        "Jeg bruker det bare til å kommentere modellen. Jeg tar ikke kopier og viser det ikke til andre.",
        "Eg held for meg sjølv alt eg ser i modellen og alt som følgjer av han, òg etter at tilgangen er over. "
        "Eg bruker det berre til å kommentere modellen. Eg tek ikkje kopiar og viser det ikkje til andre.",
        "I keep to myself all that I see in the model and all that follows from it, also when my access has ended. "
        "I use it only to comment on the model. I take no copies and show it to nobody else.",
    ),
    (
        "Er organisasjonen min spurt, lover jeg dette for alle i den som ser modellen.",
        "Er organisasjonen min spurd, lovar eg dette for alle i han som ser modellen.",
        "If my organisation was asked, I promise this for everyone in it who sees the model.",
    ),
)


def terms(language: str) -> list[str]:
    """The terms in a language, a paragraph each."""
    return [spoken(one, language) for one in TERMS]
