"""Nynorsk and bokmål as one spelling: systematic correspondences as rules, the others as a short table.

The folded form is a key for comparing, not a word to show. Source of the correspondences: the
official spelling of the two norms (Språkrådet); the choice of rules and pairs is ours.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

PAIRS: Final = """
arbeidslaus:arbeidsledig arbeidsløyse:arbeidsledighet attende:tilbake auke:øke avbrot:avbrudd berre:bare
bilete:bilde bod:bud born:barn botn:bunn bu:bo bustad:bolig byrje:begynne byrjing:begynnelse dagleg:daglig
dotter:datter døme:eksempel egedom:eiendom eigar:eier eige:eie eigedom:eiendom eigen:egen eining:enhet
eld:ild eldstad:ildsted endeleg:endelig ferje:ferge fleire:flere forbod:forbud forhald:forhold
forsking:forskning forskot:forskudd forureining:forurensning fram:frem framand:fremmed framande:fremmed
framlegg:forslag framleige:fremleie framtid:fremtid frivillegheit:frivillighet fyrst:først fyrste:første
føremål:formål føresegn:bestemmelse føresetnad:forutsetning gard:gård gut:gutt hald:hold halde:holde
hamn:havn handsaming:behandling heim:hjem hending:hendelse hugs:husk husleige:husleie husvere:bolig
husvære:bolig høg:høy høgskule:høyskole høve:anledning innan:innen innhald:innhold innskot:innskudd
jol:jul kjelde:kilde kjensle:følelse kjøpar:kjøper kosthald:kosthold kyrkje:kirke laurdag:lørdag
leiar:leder leige:leie leigetakar:leietaker leiing:ledelse lækjar:lege løn:lønn løyve:tillatelse
marknad:marked medverknad:medvirkning merksemd:oppmerksomhet mjølk:melk mogleg:mulig moglegheit:mulighet
månad:måned namn:navn omsetnad:omsetning omsut:omsorg ope:åpen open:åpen opne:åpne opning:åpning
opphald:opphold påbod:påbud redsle:redsel rettleiar:veileder rettleie:veilede rettleiing:veiledning
røyst:stemme røyste:stemme røysting:stemmegivning saman:sammen sidan:siden sjuk:syk sjukdom:sykdom
sjuke:syk sjå:se sjølv:selv sjølvstendig:selvstendig skilje:skille skilsmål:skilsmisse skule:skole
sløkkje:slukke son:sønn stad:sted staden:sted stadfesting:bekreftelse sundag:søndag syster:søster
søkjar:søker tal:tall talar:taler tannlækjar:tannlege teieplikt:taushetsplikt tenest:tjeneste
teneste:tjeneste tenking:tenkning tilbod:tilbud tilhøve:forhold tilskot:tilskudd tryggleik:sikkerhet
tyding:betydning tyngd:vekt uføre:ufør utan:uten utgreiing:utredning vaksen:voksen val:valg vald:vold
valdtekt:voldtekt vatn:vann vedlikehald:vedlikehold veg:vei veke:uke veljar:velger verdfull:verdifull
verje:verge verke:virke verknad:virkning verksemd:virksomhet vitskap:vitenskap ynske:ønske ynskje:ønske
yting:ytelse åtferd:atferd
"""

TABLE: Final = dict(pair.split(":") for pair in PAIRS.split())

RULES: Final = tuple(
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (r"^kv", "hv"),
        (r"^ikkje$", "ikke"),
        (r"(?<=\w{3})leik$", "lighet"),
        (r"au|øy", "ø"),
        (r"ei|æ", "e"),
        (r"gjev", "giv"),
        (r"kjø", "kø"),
        (r"(?<=[gk])j(?=[eai]?r?$)", ""),
        (r"(?<=gg|kk)j", ""),
        (r"leg(?=$|e$|t$|het)", "lig"),
        (r"semd$", "somhet"),
        (r"(?<=\w{4})else$", "ing"),
        (r"(?<=\w{3})ane$", "ene"),
        (r"(?<=\w{3})ar$", "er"),
        (r"(?<=\w{3})skot$", "skudd"),
        (r"åve$", "ave"),
        (r"amn$", "avn"),
        (r"([bcdfghjklmnpqrstvwxz])\1", r"\1"),
    )
)

# Most words hold nothing that any rule changes, which one look tells.
SOME_RULE: Final = re.compile("|".join(pattern.pattern for pattern, _becomes in RULES))


@lru_cache(maxsize=100_000)
def folded(lemma: str) -> str:
    """The key under which both norms' forms of a lemma meet."""
    key = TABLE.get(lemma, lemma)
    if SOME_RULE.search(key):
        for pattern, becomes in RULES:
            key = pattern.sub(becomes, key)
    return key
