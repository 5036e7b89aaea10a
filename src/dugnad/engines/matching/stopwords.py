"""Words that say nothing of what is sought, in bokmål, nynorsk and English."""

from __future__ import annotations

from typing import Final

BOKMAAL: Final = """
alle alt at av bare ble bli blir da de deg dem den denne der dere deres det dette din dine ditt du eller en enn er et
etter for fra få får før ha hadde han hans har hei hele hennes her hun hva hvem hver hvilke hvilken hvilket hvis hvor
hvordan hvorfor i ikke inn ja jeg kan kom kommer kunne litt man mange med meg mellom men mer mest min mine mitt mot mye
må måtte ned nei noe noen nå når nær og også om opp oss over på samme seg selv si sin sine sitt skal skulle slik som
så til trenger ut under uten var ved vi vil ville vår våre være vært å
hjelp hjelpe finne ønsker vet gjøre gjør gjelder bør
"""
NYNORSK: Final = """
alle allt berre blei blir bli då dei deim dykk dykkar eg ein eit eitt eller enn etter frå få får før gjere gjer hjå ho
hennar honom høg ikkje ingen ja kan kjem korleis kor kva kvar kven kvifor kvi meir mellom men mi mine mitt mykje må
no nokon noko nokre når og også om opp oss på sidan sjølv si sine sitt skal skulle som so så til treng trengjer utan
var vart ved vere vera vert verta vil ville vore vår våre vi å ynskjer ønskjer veit hjelp hjelpe finne bør
"""
ENGLISH: Final = """
a about all also am an and any are as at be been but by can could did do does for from get had has have he help her
here him his how i if in into is it its just like looking me more most my need needs no not of on one or our out
please she should so some than that the their them then there these they this to up us use was we were what when where
which who why will with would you your want find
"""

STOP_WORDS: Final = frozenset((BOKMAAL + NYNORSK + ENGLISH).split())


def telling(words: list[str]) -> list[str]:
    """The words without the stop words; all of them where nothing else is left."""
    return [word for word in words if word not in STOP_WORDS] or words
