"""Invented Norwegian documents and needs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Final

from dugnad.engines.matching import Document
from dugnad.engines.matching.evaluate import with_slips

ENDINGS: Final = ("", "en", "er", "ene", "et", "a")
ROOT_WORDS: Final = """
arbeid avfall avtale bane barn bedrift bibliotek bil bolig brann bru bruk by bygd bygg båt data digital
drift dyr eiendom elev elv energi familie fare fisk fjell flom folk forsk foto fritid frukt gass gate
glass grav grunn gård hage handel hav helse hjem hus hytte idrett innkjøp jord kart klima kompetanse
kraft krise kultur kunst kurs kyst kår lager lag land lege leie lek liv lokal luft lys lån lærer lønn
mark mat materiale melding miljø museum musikk måling natur nett nærings olje omsorg opplæring park
pasient penge plan plass post produkt prosjekt prøve regn reise rett rom rør sak samarbeid sensor
sertifikat sikkerhet sjø skade skatt skip skjema skog skole skyss sky snø språk stat sti stein stoff
strøm studie støtte støy stønad sykkel tak tall tann teknikk test tid tiltak tilsyn tog torg trafikk
transport tre trygd tur ung utstyr vann varme vei vekt velferd verksted vern vind vogn økonomi øvelse
åpning årsmøte
"""
ROOTS: Final = ROOT_WORDS.split()


def lexicon() -> list[str]:
    """Some 60,000 compounds with endings, the commoner ones first."""
    chance = Random(1)
    made = [
        first + second + ending
        for first in ROOTS
        for second in ROOTS
        for ending in ENDINGS
        if first != second
    ]
    chance.shuffle(made)
    return [root + ending for root in ROOTS for ending in ENDINGS] + made[:60_000]


WORDS: Final = lexicon()
CHANCES: Final = list(accumulate(1 / (rank + 20) for rank in range(len(WORDS))))


def world(many: int) -> list[Document]:
    """Documents of a title of 4 words and a text of 25, words by Zipf's law."""
    chance = Random(2)
    return [
        Document(
            str(number),
            {
                "title": " ".join(chance.choices(WORDS, cum_weights=CHANCES, k=4)),
                "text": " ".join(chance.choices(WORDS, cum_weights=CHANCES, k=25)),
            },
        )
        for number in range(many)
    ]


def asked(many: int) -> list[str]:
    chance = Random(3)
    return [" ".join(chance.choices(WORDS, cum_weights=CHANCES, k=5)) for _ in range(many)]


def slips(needs: Sequence[str]) -> list[str]:
    return [each["query"] for each in with_slips([{"query": need} for need in needs], 4)]
