"""Words of almost any need, in bokmål, nynorsk and English: met alone they tell nothing of who can help."""

from __future__ import annotations

from typing import Final

NORWEGIAN: Final = """
lage lager laga bruke bruker brukar brukt sette setter set få får velge velger velje vel ny nytt nye nytte god godt
gode bedre betre best stor stort store liten lite små annen anna andre folk menneske mennesker ansatt ansatte
tilsette bedrift bedrifta bedriften firma firmaet kommune kommunen kommunar kommuner virksomhet verksemd
verksemda system systemet systemer løsning løysing jobb jobbe jobbar jobber arbeid arbeide time timer timar uke uker
veke dag dagen dager år året måned kroner pris koste koster kostar mulig mogleg viktig gi gir gjev ta tar tek si
sier seier se ser se tenke tenker lurer lurar starte starter start komme gang ganger gonger ting digital digitale
digitalt barn hel hele heile alt person personer personar gammel gamle norsk norske
"""
ENGLISH: Final = """
make makes making made using used new good better best big small other people person company business system
systems solution solutions work working time week day year month cost price get give take see think start thing
things someone somebody anyone check last next first municipality city digital
"""
VAGUE: Final = frozenset((NORWEGIAN + ENGLISH).split())
